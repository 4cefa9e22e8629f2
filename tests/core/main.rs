//! All tests of the core as one program, which builds and fails faster than one for each file: `make mutants` runs it.

#[path = "../boundary.rs"]
mod boundary;
#[path = "../deliveries.rs"]
mod deliveries;
#[path = "../delivery.rs"]
mod delivery;
#[path = "../error.rs"]
mod error;
#[path = "../event.rs"]
mod event;
#[path = "../hmac.rs"]
mod hmac;
#[path = "../http.rs"]
mod http;
#[path = "../json.rs"]
mod json;
#[path = "../policy.rs"]
mod policy;
#[path = "../secret.rs"]
mod secret;
#[path = "../serialization.rs"]
mod serialization;
#[path = "../timestamp.rs"]
mod timestamp;
#[path = "../vectors.rs"]
mod vectors;
