//! How much is generated: a few under Miri, which takes some hundred times as long; an everyday amount; and with `LONG=1`, as
//! `make reliability` has it, as much as was once needed to find nothing more.

pub(crate) fn is_long() -> bool {
    std::env::var_os("LONG").is_some_and(|long| long == "1")
}

pub(crate) fn amount<T>(few: T, everyday: T, long: T) -> T {
    if cfg!(miri) {
        few
    } else if is_long() {
        long
    } else {
        everyday
    }
}
