//! A receiver on axum: `WEBHOOK_SECRET=… PORT=3000 cargo run --features http --example axum`
//!
//! Verifies before anything is parsed, reads no more than it would verify, answers every 401 alike and keeps the reasons
//! for the log. What it must not do twice has to remember `VerifiedSignature::replay_key` or the event's `idempotency_key`.

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
use webhook_verifier::{Error, Policy, RequestParts, Secret, Secrets, verify};

const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A bad setting fails here, at the start, not at the first delivery.
    let secrets: Secrets<'static> = Secret::from_text(&env::var("WEBHOOK_SECRET")?)?.into();
    let app = Router::new().route("/webhook", post(receive)).with_state(Arc::new(secrets));
    let port = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    axum::serve(TcpListener::bind(("127.0.0.1", port)).await?, app).await?;
    Ok(())
}

async fn receive(State(secrets): State<Arc<Secrets<'static>>>, request: Request) -> StatusCode {
    let window = Policy::default();
    let (head, body) = request.into_parts();
    let limit = usize::try_from(window.max_body_bytes).unwrap_or(usize::MAX);
    let body = match timeout(PATIENCE, to_bytes(body, limit)).await {
        Err(_) => return StatusCode::REQUEST_TIMEOUT,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE,
        Ok(Ok(body)) => body,
    };
    match handle(&Request::from_parts(head, body), &secrets, &window) {
        Ok(()) => StatusCode::OK,
        Err(error) => {
            eprintln!("{}: {error}", error.code());
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

fn handle(request: &Request<Bytes>, secrets: &Secrets<'_>, window: &Policy) -> Result<(), Error> {
    let verified = verify(&RequestParts::from(request), secrets, SystemTime::now().into(), window)?;
    let event = verified.event()?;
    println!("{} {}", event.name, event.id.unwrap_or_default());
    Ok(())
}
