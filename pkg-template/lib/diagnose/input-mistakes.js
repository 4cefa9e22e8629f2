// Mistakes that show in the types of the arguments: places in `InputMistake::ALL` of crates/diagnose/src/delivery.rs.
export const BODY_PARSED = 0
export const BODY_MISSING = 1
export const BODY_UNREAD = 2
export const HEADERS_MISSING = 3
export const HEADERS_UNREAD = 4
export const HEADERS_FLAT = 5
export const BODY_HALVES = 6
export const HEADERS_OF_REQUEST = 7
