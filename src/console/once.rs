//! Secrets that a form made: it goes on to the page that shows them once, so that reloading that page makes nothing again.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::console::pairs::encode;
use crate::console::visit::Visit;
use crate::error::Result;
use crate::secret::Secret;

/// The address of the page that shows what was made, once.
pub(super) async fn keep(visit: &Visit, page: &str, made: &impl Serialize) -> Result<String> {
    let session = visit.token.as_deref().unwrap_or_default();
    let ticket = visit.app.identity().keep_once(session, &Secret::new(serde_json::to_string(made)?)).await?;
    Ok(format!("{page}?once={}", encode(ticket.reveal())))
}

/// What was made; nothing where it was shown already, or waited too long.
pub(super) async fn take<T: DeserializeOwned>(visit: &Visit) -> Result<Option<T>> {
    let session = visit.token.as_deref().unwrap_or_default();
    let made = visit.app.identity().take_once(session, visit.query.text("once")).await?;
    Ok(made.and_then(|made| serde_json::from_str(made.reveal()).ok()))
}
