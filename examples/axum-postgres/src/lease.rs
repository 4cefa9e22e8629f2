//! A lease on a delivery, in the table of `webhook-verifier/replay/postgres`: claimed before the work, completed or released after it.
//! The database's clock decides. The statements are for transactions at `read committed`, PostgreSQL's default.

use std::error::Error;
use std::time::Duration;

use deadpool_postgres::Pool;
use tokio::time::timeout;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// How long unfinished work keeps other workers from the delivery. Longer than the work takes.
pub(crate) const LEASE_SECONDS: u32 = 60;
/// How long a handled delivery is remembered: both tolerances of the default policy, and a minute.
const KEEP_SECONDS: u32 = 300 + 60 + 60;
const TIMEOUT: Duration = Duration::from_secs(3);

pub(crate) const TABLE: &str = include_str!("../sql/table.sql");
const CLAIM: &str = include_str!("../sql/claim.sql");
const COMPLETE: &str = include_str!("../sql/complete.sql");
const RELEASE: &str = include_str!("../sql/release.sql");

type Failure = Box<dyn Error + Send + Sync>;

pub(crate) enum Outcome {
    Claimed,
    InProgress,
    Done,
}

#[derive(Clone)]
pub(crate) struct Lease {
    pool: Pool,
    key: String,
    owner: String,
}

impl Lease {
    /// For the npm package's handler with `dedupe: 'delivery'` and no `scope`: those would be a part of the key.
    pub(crate) fn new(pool: &Pool, replay_key: &str) -> Self {
        Self { pool: pool.clone(), key: format!(":delivery:{replay_key}"), owner: Uuid::new_v4().to_string() }
    }

    /// A claim that failed or came too late may still be applied, so it is released.
    pub(crate) async fn claim(&self) -> Result<Outcome, Failure> {
        let lease = self.clone();
        let mut claim = tokio::spawn(async move { lease.ask().await });
        match timeout(TIMEOUT, &mut claim).await {
            Ok(Ok(Ok(outcome))) => Ok(outcome),
            Ok(Ok(Err(error))) => self.release_after(async {}, error),
            Ok(Err(error)) => self.release_after(async {}, error.into()),
            Err(error) => self.release_after(async { drop(claim.await) }, error.into()),
        }
    }

    fn release_after(
        &self,
        end: impl Future<Output = ()> + Send + 'static,
        error: Failure,
    ) -> Result<Outcome, Failure> {
        let lease = self.clone();
        tokio::spawn(async move {
            end.await;
            lease.release().await;
        });
        Err(error)
    }

    async fn ask(&self) -> Result<Outcome, Failure> {
        let row = self
            .pool
            .get()
            .await?
            .query_one(CLAIM, &[&self.key, &self.owner, &f64::from(KEEP_SECONDS), &f64::from(LEASE_SECONDS)])
            .await?;
        Ok(match row.try_get("outcome")? {
            "claimed" => Outcome::Claimed,
            "done" => Outcome::Done,
            _ => Outcome::InProgress,
        })
    }

    /// Tried twice: the work is done, and would be done again after the lease.
    pub(crate) async fn complete(&self) {
        for _ in 0..2 {
            if self.execute(COMPLETE, &[&self.key, &self.owner, &f64::from(KEEP_SECONDS)]).await {
                return;
            }
        }
    }

    /// Removes the claim. If that fails, the lease ends by itself.
    pub(crate) async fn release(&self) {
        self.execute(RELEASE, &[&self.key, &self.owner]).await;
    }

    async fn execute(&self, statement: &str, values: &[&(dyn ToSql + Sync)]) -> bool {
        let work = async { Ok::<_, Failure>(self.pool.get().await?.execute(statement, values).await?) };
        let error = match timeout(TIMEOUT, work).await {
            Ok(Ok(_)) => return true,
            Ok(Err(error)) => error,
            Err(error) => error.into(),
        };
        eprintln!("{}: {error}", self.key);
        false
    }
}
