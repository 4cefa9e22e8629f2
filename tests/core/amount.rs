//! The number of generated cases: few under Miri, which takes some hundred times as long; an everyday number; and with `LONG=1`,
//! as in `make reliability`, the largest.

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
