//! A receiver on axum that handles each delivery once, together with other workers. Its leases are in the table of the npm package's
//! store for PostgreSQL, by the same statements, so that workers in Rust and on Node can share it. Run it:
//! `WEBHOOK_SECRET=… DATABASE_URL=postgres://… PORT=3000 cargo run --package axum-postgres`

mod lease;

use std::env;
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use deadpool_postgres::{Manager, Pool};
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_postgres::NoTls;
use webhook_verifier::{RequestParts, Secret, Verifier};

use lease::{LEASE_SECONDS, Lease, Outcome};

const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// For a sender whose delivery could not be claimed, in seconds.
const STORE_RETRY: u32 = 5;

/// The effect of the work. The unique key makes it happen once, even where the work begins twice.
const RESULTS: &str = "CREATE TABLE IF NOT EXISTS results (idempotency_key text PRIMARY KEY, output_url text)";
const SAVE: &str = "INSERT INTO results VALUES ($1, $2) ON CONFLICT DO NOTHING";

struct Receiver {
    verifier: Verifier,
    pool: Pool,
}

/// The parts of an event that the work needs.
struct Job {
    replay_key: String,
    key: String,
    output_url: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // A bad setting fails here, at start-up, not at the first delivery.
    let verifier = Verifier::new(secret()?);
    let pool = Pool::builder(Manager::new(setting("DATABASE_URL")?.parse()?, NoTls)).max_size(10).build()?;
    pool.get().await?.batch_execute(&[lease::TABLE, RESULTS].concat()).await?;
    let app = Router::new().route("/webhook", post(receive)).with_state(Arc::new(Receiver { verifier, pool }));
    let port = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    axum::serve(TcpListener::bind(("127.0.0.1", port)).await?, app).await?;
    Ok(())
}

/// The value of an environment variable, or an error that names it.
fn setting(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}"))
}

fn secret() -> Result<Secret, String> {
    Secret::from_text(&setting("WEBHOOK_SECRET")?).map_err(|error| format!("WEBHOOK_SECRET: {error}"))
}

async fn receive(State(receiver): State<Arc<Receiver>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let limit = usize::try_from(receiver.verifier.policy().max_body_bytes).unwrap_or(usize::MAX);
    let body = match timeout(BODY_TIMEOUT, to_bytes(body, limit)).await {
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Ok(Ok(body)) => body,
    };
    match read(&Request::from_parts(head, body), &receiver.verifier) {
        // A task of its own, because this future is dropped when the client hangs up, and the work's end must be recorded.
        Ok(job) => tokio::spawn(handle(receiver, job))
            .await
            .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        Err(error) => {
            eprintln!("refused: {}: {error}", error.code());
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}

fn read(request: &Request<Bytes>, verifier: &Verifier) -> Result<Job, webhook_verifier::Error> {
    let verified = verifier.verify(&RequestParts::from(request), SystemTime::now())?;
    let event = verified.event()?;
    let replay_key = verified.replay_key().as_str().to_owned();
    let key = event.idempotency_key.unwrap_or_else(|| replay_key.clone());
    Ok(Job { replay_key, key, output_url: event.output_url.map(Into::into) })
}

/// Works only with a lease, and answers as the npm package's handler does.
async fn handle(receiver: Arc<Receiver>, job: Job) -> Response {
    let lease = Lease::new(&receiver.pool, &job.replay_key);
    match lease.claim().await {
        Ok(Outcome::Claimed) => {}
        Ok(Outcome::Done) => return StatusCode::OK.into_response(),
        Ok(Outcome::InProgress) => return unavailable(LEASE_SECONDS),
        Err(error) => {
            eprintln!("refused: store_unavailable: {error}");
            return unavailable(STORE_RETRY);
        }
    }
    match work(&receiver.pool, &job).await {
        Ok(()) => {
            lease.complete().await;
            StatusCode::OK.into_response()
        }
        Err(error) => {
            eprintln!("{}: {error}", job.key);
            lease.release().await;
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn work(pool: &Pool, job: &Job) -> Result<(), Box<dyn Error + Send + Sync>> {
    pool.get().await?.execute(SAVE, &[&job.key, &job.output_url]).await?;
    println!("{}", job.key);
    Ok(())
}

fn unavailable(seconds: u32) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, seconds.to_string())]).into_response()
}
