//! What the address of a list says: search, filter, order, bin, and where the page begins.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};

use crate::console::pairs::Pairs;
use crate::console::visit::Visit;
use crate::model::RecordType;
use crate::query::Cursor;
use crate::secret::{MasterKey, Purpose, equal};

/// Bytes of the signature that stands before a cursor.
const SIGNATURE: usize = 16;

/// The address names a place that we did not write.
#[derive(Debug)]
pub(super) struct OutOfDate;

/// What the address of a list says.
#[derive(Debug, Clone, Default)]
pub(super) struct ListAddress {
    pub(super) plural: &'static str,
    pub(super) words: String,
    pub(super) filter: String,
    pub(super) sort: String,
    pub(super) bin: bool,
    pub(super) cursor: String,
}

impl ListAddress {
    /// Reads it.
    pub(super) fn of(visit: &Visit, kind: &RecordType) -> Self {
        let text = |name| visit.query.text(name).trim().to_owned();
        Self {
            plural: kind.plural,
            words: text("q"),
            filter: text("filter"),
            sort: text("sort"),
            bin: visit.query.get("bin") == Some("1"),
            cursor: text("cursor"),
        }
    }

    /// The address itself.
    pub(super) fn href(&self) -> String {
        let mut pairs = Pairs::default();
        let bin = if self.bin { "1" } else { "" };
        let all = [
            ("q", &*self.words),
            ("filter", &*self.filter),
            ("sort", &*self.sort),
            ("bin", bin),
            ("cursor", &*self.cursor),
        ];
        for (name, text) in all.into_iter().filter(|(_, text)| !text.is_empty()) {
            pairs.push(name, text);
        }
        let query = pairs.query();
        if query.is_empty() { format!("/{}", self.plural) } else { format!("/{}?{query}", self.plural) }
    }

    /// The same list in another order, from its beginning.
    pub(super) fn sorted(&self, sort: &str) -> String {
        Self { sort: sort.to_owned(), cursor: String::new(), ..self.clone() }.href()
    }

    /// The next page of the same list.
    pub(super) fn next(&self, master: &MasterKey, cursor: &Cursor) -> String {
        let payload = json!([cursor.id.to_string(), cursor.keys]).to_string();
        let mut bytes = self.signature(master, payload.as_bytes()).to_vec();
        bytes.extend_from_slice(payload.as_bytes());
        Self { cursor: URL_SAFE_NO_PAD.encode(bytes), ..self.clone() }.href()
    }

    /// Where the page begins; refused where we did not write it, or for another list.
    pub(super) fn after(&self, master: &MasterKey) -> Result<Option<Cursor>, OutOfDate> {
        if self.cursor.is_empty() {
            return Ok(None);
        }
        let bytes = URL_SAFE_NO_PAD.decode(&self.cursor).map_err(|_| OutOfDate)?;
        let (signature, payload) = bytes.split_at_checked(SIGNATURE).ok_or(OutOfDate)?;
        if !equal(signature, &self.signature(master, payload)) {
            return Err(OutOfDate);
        }
        let parsed: Json = serde_json::from_slice(payload).map_err(|_| OutOfDate)?;
        let id = parsed.get(0).and_then(crate::model::json::read_id).ok_or(OutOfDate)?;
        let keys = parsed.get(1).and_then(Json::as_array).cloned().ok_or(OutOfDate)?;
        Ok(Some(Cursor { keys, id }))
    }

    /// Binds a cursor to its list, so that it begins no other one.
    fn signature(&self, master: &MasterKey, payload: &[u8]) -> [u8; SIGNATURE] {
        let list = json!(["console", self.plural, self.words, self.filter, self.sort, self.bin]).to_string();
        let message = [blake3::hash(list.as_bytes()).as_bytes().as_slice(), payload].concat();
        let mac = master.mac(Purpose::Cursors, &message);
        std::array::from_fn(|at| mac[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    #[test]
    fn a_cursor_begins_its_own_list_only_and_none_that_was_made_up() {
        let master = MasterKey::new([7; 32]);
        let list = ListAddress { plural: "contacts", sort: "-title".into(), ..ListAddress::default() };
        let cursor = Cursor { keys: vec![json!("a&b")], id: Id::built_in(5) };
        let href = list.next(&master, &cursor);
        let text = href.rsplit_once("cursor=").unwrap().1.to_owned();
        let next = ListAddress { cursor: text.clone(), ..list.clone() };
        assert_eq!(next.after(&master).unwrap(), Some(cursor));
        let another = if text.starts_with('A') { 'B' } else { 'A' };
        for other in [
            ListAddress { sort: "title".into(), ..next.clone() },
            ListAddress { plural: "leads", ..next.clone() },
            ListAddress { cursor: "e30".into(), ..next.clone() },
            ListAddress { cursor: format!("{another}{}", &text[1..]), ..next.clone() },
        ] {
            assert!(other.after(&master).is_err(), "{other:?}");
        }
        assert!(next.after(&MasterKey::new([8; 32])).is_err());
    }
}
