//! A receiver on axum: `WEBHOOK_SECRET=… PORT=3000 cargo run --features http --example axum`
//!
//! It verifies before anything is parsed, reads no more than it would verify, answers every 401 alike and logs the reason. To
//! handle a delivery once, see examples/axum-postgres.

use std::env;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::time::timeout;
use webhook_verifier::{Error, RequestParts, Secret, Verifier};

const BODY_TIMEOUT: Duration = Duration::from_secs(10);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A bad setting fails here, at start-up, not at the first delivery.
    let verifier = Verifier::new(secret()?);
    let app = Router::new().route("/webhook", post(receive)).with_state(Arc::new(verifier));
    let port = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    axum::serve(TcpListener::bind(("127.0.0.1", port)).await?, app).await?;
    Ok(())
}

/// The secret, or an error that names the variable.
fn secret() -> Result<Secret, String> {
    let text = env::var("WEBHOOK_SECRET").map_err(|error| format!("WEBHOOK_SECRET: {error}"))?;
    Secret::from_text(&text).map_err(|error| format!("WEBHOOK_SECRET: {error}"))
}

async fn receive(State(verifier): State<Arc<Verifier>>, request: Request) -> StatusCode {
    let (head, body) = request.into_parts();
    let limit = usize::try_from(verifier.policy().max_body_bytes).unwrap_or(usize::MAX);
    let body = match timeout(BODY_TIMEOUT, to_bytes(body, limit)).await {
        Err(_) => return StatusCode::REQUEST_TIMEOUT,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE,
        Ok(Ok(body)) => body,
    };
    match handle(&Request::from_parts(head, body), &verifier) {
        Ok(()) => StatusCode::OK,
        Err(error) => {
            eprintln!("refused: {}: {error}", error.code());
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

fn handle(request: &Request<Bytes>, verifier: &Verifier) -> Result<(), Error> {
    let verified = verifier.verify(&RequestParts::from(request), SystemTime::now())?;
    let event = verified.event()?;
    println!("{} {}", event.name, event.id.unwrap_or_default());
    Ok(())
}
