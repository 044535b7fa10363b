//! Attachments: files that belong to a record. The bytes are in object storage under a name made from their content.

use futures::future::BoxFuture;

use crate::changes::{Batch, Change, commit_then};
use crate::database::{Database, Transaction};
use crate::error::{Error, FieldProblem, Result};
use crate::id::Id;
use crate::model::field::{self, Field};
use crate::model::record_type::{PLAIN, Root};
use crate::model::value::Reference;
use crate::model::{Input, Record, RecordType};
use crate::query;
use crate::rights::{Action, Caller, decide};

/// A file that belongs to a record.
pub static ATTACHMENT: RecordType = RecordType {
    name: "attachment",
    label: "Attachment",
    plural: "attachments",
    plural_label: "Attachments",
    table: "attachments",
    help: "A file that belongs to a record.",
    title: &[NAME],
    root: Root::ChildOf("about", None),
    fields: &[NAME.any(), ABOUT.any(), MEDIA_TYPE.any(), SIZE.any(), CONTENT.any()],
    rules: &[it_has_content],
    ..PLAIN
};

pub(crate) const NAME: Field<String> = field::text("name", "File name").required().searchable().sortable();
pub(crate) const ABOUT: Field<Reference> =
    field::reference("about", "Belongs to", &["organisation", "contact", "lead", "deal", "product"]).required();
pub(crate) const MEDIA_TYPE: Field<String> = field::text("media_type", "Media type").max_length(100).computed();
pub(crate) const SIZE: Field<i64> = field::number("size", "Size", 0).computed().help("Bytes.");
pub(crate) const CONTENT: Field<String> =
    field::text("content", "Content").max_length(64).computed().help("Keyed BLAKE3 hash of the bytes.");

fn it_has_content(_before: Option<&Record>, after: &Record) -> Result<(), FieldProblem> {
    if after.get(CONTENT).is_some() { Ok(()) } else { Err(CONTENT.problem("file_needed", "Upload the file itself.")) }
}

/// What is known of a file that is to be attached.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// The record it belongs to.
    pub about: Reference,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
}

/// Refuses who may not attach anything to this record; asked before the bytes are taken in.
pub async fn may_add(database: &Database, caller: &Caller, about: &Reference) -> Result<()> {
    decide::require(caller, Action::Create, &ATTACHMENT)?;
    let missing = || Error::Invalid(vec![ABOUT.any().problem("missing_link", "There is no such record.")]);
    let targets = decide::subject_types(&ABOUT.any());
    let kind = caller.configuration.schema.named(&about.kind).filter(|kind| targets.contains(&kind.name));
    let found = query::get(database.read(), database.engine(), caller, kind.ok_or_else(missing)?, about.id).await;
    match found {
        Ok(found) if !found.record.is_deleted() => Ok(()),
        Ok(_) | Err(Error::NotFound) => Err(missing()),
        Err(error) => Err(error),
    }
}

/// Attaches a file whose bytes are stored already, together with something else of the same transaction.
pub async fn add<T: Send + 'static>(
    database: &Database,
    caller: &Caller,
    file: NewFile,
    hash: &str,
    size: u64,
    then: impl for<'a, 'c> FnOnce(&'a mut Transaction<'c>, Id) -> BoxFuture<'a, Result<T>> + Send + 'static,
) -> Result<T> {
    may_add(database, caller, &file.about).await?;
    let input = Input::new()
        .with(NAME, file.name)
        .with(ABOUT, file.about)
        .with(MEDIA_TYPE, file.media_type)
        .with(SIZE, i64::try_from(size).unwrap_or(i64::MAX))
        .with(CONTENT, hash.to_owned());
    // The right to attach was asked; what is known of the bytes is the program's own to write.
    let program = caller.clone().with_all_rights();
    commit_then(database, &program, Batch::one(Change::create(&ATTACHMENT, input)), move |transaction, outcomes| {
        Box::pin(async move {
            let id = outcomes.first().map(|outcome| outcome.id).ok_or(Error::NotFound)?;
            then(transaction, id).await
        })
    })
    .await
}
