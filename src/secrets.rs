//! The secrets of a rotation.

use crate::secret::Secret;
use crate::secret_error::SecretError;

/// One to four secrets: the new one and those that it replaces. Every current secret is tried for each delivery.
///
/// ```
/// use webhook_verifier::{Secret, Secrets, UnixTime, Verifier};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let old = Secret::from_text("whsec_9f1c2d")?.not_after(UnixTime::new(1_767_225_600, 0));
/// let verifier = Verifier::new(Secrets::new([Secret::from_text("whsec_4a7b80")?, old])?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Secrets([Option<Secret>; Self::MAX]);

impl Secrets {
    /// How many secrets may be in use at once.
    pub const MAX: usize = 4;

    /// Takes all the secrets that may have signed.
    ///
    /// # Errors
    /// [`SecretError::Count`] or [`SecretError::DuplicateId`].
    pub fn new(secrets: impl IntoIterator<Item = Secret>) -> Result<Self, SecretError> {
        let mut set = Self([None, None, None, None]);
        let mut count = 0usize;
        for secret in secrets {
            #[cfg(feature = "alloc")]
            if secret.key_id().is_some() && set.iter().any(|known| known.key_id() == secret.key_id()) {
                return Err(SecretError::DuplicateId);
            }
            *set.0.get_mut(count).ok_or(SecretError::Count)? = Some(secret);
            count = count.wrapping_add(1);
        }
        if count == 0 { Err(SecretError::Count) } else { Ok(set) }
    }

    /// The secrets, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Secret> {
        self.0.iter().flatten()
    }
}

const _: () = assert!(Secrets::MAX == 4, "the texts of SecretError, FindingCode and the npm package's options say 4");

impl From<Secret> for Secrets {
    fn from(secret: Secret) -> Self {
        Self([Some(secret), None, None, None])
    }
}
