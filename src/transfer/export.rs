//! Exports: records that the caller may take out, as a stream of bytes, page by page, so that memory stays small.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures::{Stream, stream};

use crate::database::Database;
use crate::error::{Error, Result};
use crate::model::{AnyField, RecordType, json};
use crate::query::{self, Listing};
use crate::rights::{Action, Caller, decide};
use crate::transfer::cards;
use crate::transfer::flatten::{self, OutColumn};
use crate::transfer::table::FileFormat;
use crate::transfer::write::{RowWriter, WriteOptions, writer};

/// The records of a listing as a file. Fields that the caller cannot see are absent; those hidden on a row are empty there.
///
/// The listing says filter, words, order and fields; its limit and place do not count.
pub async fn export(
    database: &Database,
    caller: &Caller,
    kind: &'static RecordType,
    listing: &Listing,
    format: FileFormat,
    options: WriteOptions,
) -> Result<impl Stream<Item = Result<Bytes>> + Send + 'static + use<>> {
    decide::require(caller, Action::Export, kind)?;
    if format == FileFormat::Vcard && !cards::fits(kind) {
        let detail = format!("{} cannot be written as vCards; contacts and organisations can.", kind.plural_label);
        return Err(Error::invalid("format", "format", detail));
    }
    let fields = match &listing.fields {
        Some(fields) if format != FileFormat::Vcard => fields.clone(),
        _ => query::list::visible_fields(caller, kind),
    };
    let columns = match format {
        FileFormat::Csv | FileFormat::Xlsx => flatten::columns(database, caller, kind, &fields).await?,
        FileFormat::Vcard | FileFormat::Json => Vec::new(),
    };
    let expand = if format == FileFormat::Json { Vec::new() } else { flatten::titled(&fields) };
    let listing = Listing {
        limit: query::list::MOST,
        after: None,
        fields: Some(fields.clone()),
        expand,
        action: Action::Export,
        ..listing.clone()
    };
    let out = Shared::default();
    let mut writer = if format == FileFormat::Json { None } else { Some(writer(format, out.clone(), options)?) };
    if let Some(writer) = &mut writer {
        let names = if format == FileFormat::Vcard {
            cards::columns()
        } else {
            columns.iter().map(|c| c.header.clone()).collect()
        };
        writer.start(&names)?;
    }
    let (database, caller) = (database.clone(), caller.clone());
    let state =
        State { database, caller, kind, listing, fields, columns, format, writer, out, is_first: true, is_done: false };
    Ok(stream::try_unfold(state, |mut state| async move { Ok(state.next().await?.map(|bytes| (bytes, state))) }))
}

/// A buffer that a writer fills and the stream empties.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Bytes {
        Bytes::from(std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct State {
    database: Database,
    caller: Caller,
    kind: &'static RecordType,
    listing: Listing,
    fields: Vec<AnyField>,
    columns: Vec<OutColumn>,
    format: FileFormat,
    /// None for JSON, which is written in the shape of the API and not as cells.
    writer: Option<Box<dyn RowWriter + Send>>,
    out: Shared,
    is_first: bool,
    is_done: bool,
}

impl State {
    /// The bytes of the next page; nothing at the end.
    async fn next(&mut self) -> Result<Option<Bytes>> {
        while !self.is_done {
            let (read, engine) = (self.database.read(), self.database.engine());
            let page = query::list(read, engine, &self.caller, self.kind, &self.listing).await?;
            for found in &page.items {
                self.write(found)?;
            }
            self.is_done = page.next.is_none();
            self.listing.after = page.next;
            if self.is_done {
                self.finish()?;
            }
            let bytes = self.out.take();
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    fn write(&mut self, found: &query::Found) -> Result<()> {
        if let Some(writer) = &mut self.writer {
            let cells = if self.format == FileFormat::Vcard {
                cards::row(self.kind, found)
            } else {
                flatten::row(&self.columns, found)
            };
            return writer.row(&cells);
        }
        let shown: Vec<AnyField> =
            self.fields.iter().filter(|field| !found.hidden.contains(&field.name)).copied().collect();
        self.out.write_all(if std::mem::take(&mut self.is_first) { b"[\n" } else { b",\n" })?;
        serde_json::to_writer(&mut self.out, &json::write_record(&shown, &found.record))?;
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        match self.writer.take() {
            Some(writer) => writer.finish(),
            None => Ok(self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?),
        }
    }
}
