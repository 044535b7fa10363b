//! What the address of a list says: search, filter, order, bin, and where the page begins.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value as Json, json};

use crate::console::list::views::View;
use crate::console::pairs::{Pairs, encode};
use crate::id::Id;
use crate::model::RecordType;
use crate::query::Cursor;
use crate::secret::{MasterKey, Purpose, equal};

/// Bytes of the signature that stands before a cursor.
const SIGNATURE: usize = 16;

/// The address names a place that we did not write.
#[derive(Debug)]
pub(in crate::console) struct OutOfDate;

/// What the address of a list says. Where it names a view, what it does not say itself is what the view says.
#[derive(Debug, Clone, Default)]
pub(in crate::console) struct ListAddress {
    pub(in crate::console) plural: &'static str,
    pub(in crate::console) view: Option<View>,
    pub(in crate::console) words: String,
    pub(in crate::console) filter: String,
    pub(in crate::console) sort: String,
    pub(in crate::console) columns: String,
    pub(in crate::console) group: String,
    /// The filter of the group that is open.
    pub(in crate::console) within: String,
    pub(in crate::console) bin: bool,
    pub(in crate::console) cursor: String,
}

/// Names in addresses of lists, which fields of the builder cannot have.
pub(in crate::console) const TAKEN: [&str; 13] =
    ["view", "q", "filter", "sort", "columns", "group", "in", "bin", "cursor", "f", "op", "c", "open"];

impl ListAddress {
    /// Reads it; `views` are those that it may name.
    pub(in crate::console) fn of(query: &Pairs, kind: &RecordType, views: &[View]) -> Self {
        let named = query.get("view").and_then(|text| text.parse::<Id>().ok());
        let view = named.and_then(|id| views.iter().find(|view| view.id == id)).cloned();
        let text = |name: &str, of_view: fn(&View) -> &String| {
            let given = query.get(name).map(|text| text.trim().to_owned());
            given.or_else(|| view.as_ref().map(of_view).cloned()).unwrap_or_default()
        };
        let own = |name| query.text(name).trim().to_owned();
        Self {
            plural: kind.plural,
            words: text("q", |view| &view.words),
            filter: text("filter", |view| &view.filter),
            sort: text("sort", |view| &view.sort),
            columns: text("columns", |view| &view.columns),
            group: text("group", |view| &view.group),
            within: own("in"),
            bin: query.get("bin") == Some("1"),
            cursor: own("cursor"),
            view,
        }
    }

    /// The names and texts of the address, without what its view says already.
    pub(in crate::console) fn pairs(&self) -> Pairs {
        let mut pairs = Pairs::default();
        if let Some(view) = &self.view {
            pairs.push("view", view.id.to_string());
        }
        let of_view = |text: fn(&View) -> &String| self.view.as_ref().map_or("", |view| text(view).as_str());
        let all = [
            ("q", &*self.words, of_view(|view| &view.words)),
            ("filter", &*self.filter, of_view(|view| &view.filter)),
            ("sort", &*self.sort, of_view(|view| &view.sort)),
            ("columns", &*self.columns, of_view(|view| &view.columns)),
            ("group", &*self.group, of_view(|view| &view.group)),
            ("in", &*self.within, ""),
            ("bin", if self.bin { "1" } else { "" }, ""),
            ("cursor", &*self.cursor, ""),
        ];
        for (name, text, usual) in all {
            if text != usual {
                pairs.push(name, text);
            }
        }
        pairs
    }

    /// The same without these names, for the hidden part of a form that sends them itself. A page begins at the beginning then.
    pub(in crate::console) fn hidden(&self, but: &[&str]) -> Vec<(String, String)> {
        let pairs = self.pairs().0.into_iter();
        pairs.filter(|(name, _)| name != "cursor" && !but.contains(&name.as_str())).collect()
    }

    /// The address itself.
    pub(in crate::console) fn href(&self) -> String {
        self.below("")
    }

    /// The address of something that is about this list, below its path.
    pub(in crate::console) fn below(&self, path: &str) -> String {
        let query = self.pairs().query();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/{}{path}{mark}{query}", self.plural)
    }

    /// What a record's page is told of the list that it is opened from, to stand behind its path.
    pub(in crate::console) fn from(&self) -> String {
        format!("?from={}", encode(&self.pairs().query()))
    }

    /// The same list from its beginning.
    pub(in crate::console) fn first(&self) -> Self {
        Self { cursor: String::new(), ..self.clone() }
    }

    /// The same list in another order, from its beginning.
    pub(in crate::console) fn sorted(&self, sort: &str) -> String {
        Self { sort: sort.to_owned(), ..self.first() }.href()
    }

    /// The same list without groups.
    pub(in crate::console) fn ungrouped(&self) -> String {
        Self { group: String::new(), within: String::new(), ..self.first() }.href()
    }

    /// The same list with the columns of its view or its type.
    pub(in crate::console) fn usual_columns(&self) -> String {
        let columns = self.view.as_ref().map(|view| view.columns.clone()).unwrap_or_default();
        Self { columns, ..self.first() }.href()
    }

    /// The next page of the same list.
    pub(in crate::console) fn next(&self, master: &MasterKey, cursor: &Cursor) -> String {
        let payload = json!([cursor.id.to_string(), cursor.keys]).to_string();
        let mut bytes = self.signature(master, payload.as_bytes()).to_vec();
        bytes.extend_from_slice(payload.as_bytes());
        Self { cursor: URL_SAFE_NO_PAD.encode(bytes), ..self.clone() }.href()
    }

    /// Where the page begins; refused where we did not write it, or for another list.
    pub(in crate::console) fn after(&self, master: &MasterKey) -> Result<Option<Cursor>, OutOfDate> {
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
        let list =
            json!(["console", self.plural, self.words, self.filter, self.within, self.sort, self.bin]).to_string();
        let message = [blake3::hash(list.as_bytes()).as_bytes().as_slice(), payload].concat();
        let mac = master.mac(Purpose::Cursors, &message);
        std::array::from_fn(|at| mac[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn an_address_says_what_its_view_does_not() {
        let (filter, sort, group) = ("name pr".to_owned(), "-name".to_owned(), "status".to_owned());
        let view = View { id: Id::built_in(9), filter, sort: sort.clone(), group: group.clone(), ..View::default() };
        let list = ListAddress { plural: "leads", view: Some(view), sort, group, ..ListAddress::default() };
        // The filter of the view was cleared, and that has to be said.
        assert_eq!(list.href(), format!("/leads?view={}&filter=", Id::built_in(9)));
        assert_eq!(list.below("/export"), format!("/leads/export?view={}&filter=", Id::built_in(9)));
        assert_eq!(list.hidden(&["view", "filter"]), []);
        assert!(list.ungrouped().ends_with("&filter=&group="));
    }
}
