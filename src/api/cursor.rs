//! Cursors: where a page ended, signed, and bound to the list and the reader it belongs to.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value as Json;

use crate::api::call::Call;
use crate::api::parameters::LONGEST_CURSOR;
use crate::api::problem::{Answered, Refusal};
use crate::id::Id;
use crate::query::Cursor;
use crate::rights::Caller;
use crate::secret::{MasterKey, Purpose, equal};

/// Bytes of the signature: 128 bits cannot be guessed, and keep addresses short.
const SIGNATURE: usize = 16;

/// What a cursor is bound to: who reads, and the list with everything that says which records it has, and in what order.
pub(super) fn binding(call: &Call, caller: &Caller) -> String {
    let mut bound = call.operation.id.clone();
    let _ = write!(bound, "\n{}", caller.actor.user().unwrap_or(Id::NIL));
    for name in ["filter", "q", "sort", "bin"] {
        let value = call.query(name).unwrap_or_default();
        let _ = write!(bound, "\n{}:{value}", value.len());
    }
    bound
}

/// The text of a cursor.
pub(super) fn write(master: &MasterKey, binding: &str, cursor: &Cursor) -> String {
    let payload = serde_json::json!([cursor.keys, cursor.id.to_string()]).to_string();
    let mut bytes = sign(master, binding, payload.as_bytes());
    bytes.extend_from_slice(payload.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads the cursor of a request, where there is one.
pub(super) fn read(call: &Call, binding: &str) -> Answered<Option<Cursor>> {
    let Some(text) = call.query("cursor") else { return Ok(None) };
    let refuse = || {
        let detail = "This cursor does not belong to this list. Begin at the first page.";
        Refusal::parameter("cursor", "cursor", detail)
    };
    if text.len() > LONGEST_CURSOR {
        return Err(refuse());
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| refuse())?;
    let (signature, payload) = bytes.split_at_checked(SIGNATURE).ok_or_else(refuse)?;
    if !equal(signature, &sign(call.app.master(), binding, payload)) {
        return Err(refuse());
    }
    let (keys, id): (Vec<Json>, String) = serde_json::from_slice(payload).map_err(|_| refuse())?;
    let id = id.parse().map_err(|()| refuse())?;
    Ok(Some(Cursor { keys, id }))
}

fn sign(master: &MasterKey, binding: &str, payload: &[u8]) -> Vec<u8> {
    let mut message = (binding.len() as u64).to_be_bytes().to_vec();
    message.extend_from_slice(binding.as_bytes());
    message.extend_from_slice(payload);
    let mut signature = master.mac(Purpose::Cursors, &message).to_vec();
    signature.truncate(SIGNATURE);
    signature
}
