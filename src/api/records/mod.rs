//! Every record type from its definition: the same operations for all of them.

pub(super) mod batch;
mod export;
mod list;
pub(super) mod one;
pub(super) mod past;

use poem::http::Method;

use crate::api::operation::{Answer, AnswerHeader, Body, Handler, Operation, Repeat};
use crate::api::parameters as take;
use crate::model::RecordType;
use crate::records::{attachment, key};
use crate::transfer::duplicates;

/// `stock_movements` as `StockMovements`.
pub(super) fn pascal(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    });
    words.collect()
}

/// `Stock movements` within a sentence; what begins with an abbreviation keeps it.
fn in_sentence(label: &str) -> String {
    if label.chars().nth(1).is_some_and(char::is_uppercase) { label.to_owned() } else { label.to_lowercase() }
}

const READ_BACK: &[AnswerHeader] = &[AnswerHeader::Tag];
const MADE: &[AnswerHeader] = &[AnswerHeader::Location, AnswerHeader::Tag];

/// All operations on one record type.
pub(super) fn operations(kind: &'static RecordType) -> Vec<Operation> {
    let mut all = vec![
        list(kind),
        get(kind),
        update(kind),
        delete(kind),
        restore(kind),
        history(kind),
        undo(kind),
        batch(kind),
        export(kind),
    ];
    if kind.subject {
        all.push(merge(kind));
    }
    if duplicates::has_rules(kind) {
        all.push(alike(kind));
    }
    // Keys are shown once and attachments have content; they are made by operations of their own.
    if *kind != key::KEY && *kind != attachment::ATTACHMENT {
        all.push(create(kind));
    }
    all
}

/// An operation on one record, or on all of them.
fn on(kind: &'static RecordType, method: Method, below: &str, id: String, handler: Handler) -> Operation {
    Operation::new(method, format!("/{}{below}", kind.plural), id, handler).of(kind)
}

fn list(kind: &'static RecordType) -> Operation {
    let (many, one) = (pascal(kind.plural), pascal(kind.name));
    on(kind, Method::GET, "", format!("list{many}"), Handler::Known(|call, caller| Box::pin(list::list(call, caller))))
        .tagged(
            kind.plural_label,
            format!("List {}", in_sentence(kind.plural_label)),
            "A page of those that you may see, with the fields that you may see.",
        )
        .takes(take::list())
        .answers(Answer::json(200, "A page.", format!("{one}Page")))
}

fn export(kind: &'static RecordType) -> Operation {
    let (many, plural) = (pascal(kind.plural), in_sentence(kind.plural_label));
    let handler = Handler::Known(|call, caller| Box::pin(export::export(call, caller)));
    // A file holds all pages: nothing is counted, nothing is paged, and links are written out.
    let of_lists = take::list().into_iter().filter(|p| !matches!(p.name, "limit" | "cursor" | "count" | "expand"));
    on(kind, Method::GET, "/export", format!("export{many}"), handler)
        .tagged(kind.plural_label, format!("Export {plural}"), "All pages of a list as a file, by the right to export.")
        .takes(of_lists)
        .takes([take::free("format", "The form of the file; CSV where none is named.", take::word(&export::FORMATS))])
        .answers(Answer {
            schema: Some(pascal(kind.name)),
            forms: &export::MEDIA_TYPES,
            ..Answer::empty(200, "The file.").with(&[AnswerHeader::Disposition])
        })
}

fn get(kind: &'static RecordType) -> Operation {
    let one = pascal(kind.name);
    on(kind, Method::GET, "/{id}", format!("get{one}"), Handler::Known(|call, caller| Box::pin(one::get(call, caller))))
        .tagged(
            kind.plural_label,
            format!("Read one of the {}", in_sentence(kind.plural_label)),
            "With the fields that you may see. What you may not see, or is in the bin, is not found.",
        )
        .takes([take::id("Its id."), take::fields(), take::expand(), take::if_none_match()])
        .answers(Answer::json(200, "The record.", one).with(READ_BACK))
        .answers(Answer::empty(304, "It still has the tag that you know.").with(READ_BACK))
}

fn create(kind: &'static RecordType) -> Operation {
    let one = pascal(kind.name);
    on(
        kind,
        Method::POST,
        "",
        format!("create{one}"),
        Handler::Known(|call, caller| Box::pin(one::create(call, caller))),
    )
    .tagged(
        kind.plural_label,
        format!("Make one of the {}", in_sentence(kind.plural_label)),
        "All that is wrong with it is told at once.",
    )
    .takes([take::idempotency_key()])
    .takes(take::reason())
    .reads(Body::json(format!("{one}Input")))
    .answers(Answer::json(201, "The record that was made.", one).with(MADE))
    .repeats(Repeat::InTransaction)
}

fn update(kind: &'static RecordType) -> Operation {
    let one = pascal(kind.name);
    on(kind, Method::PATCH, "/{id}", format!("update{one}"), Handler::Known(|call, caller| Box::pin(one::update(call, caller))))
        .tagged(
            kind.plural_label,
            format!("Change one of the {}", in_sentence(kind.plural_label)),
            "A JSON merge patch (RFC 7396): fields that are not named stay, null clears; amounts, references and lists are replaced whole. \
             A change to what is already so writes nothing.",
        )
        .takes([take::id("Its id."), take::if_match()])
        .takes(take::reason())
        .reads(Body::patch(format!("{one}Patch")))
        .answers(Answer::json(200, "The record as it is now.", one).with(READ_BACK))
}

fn delete(kind: &'static RecordType) -> Operation {
    let one = pascal(kind.name);
    on(
        kind,
        Method::DELETE,
        "/{id}",
        format!("delete{one}"),
        Handler::Known(|call, caller| Box::pin(one::delete(call, caller))),
    )
    .tagged(
        kind.plural_label,
        format!("Put one of the {} into the bin", in_sentence(kind.plural_label)),
        "It can be taken out again. Values that only one record may have are free for others meanwhile.",
    )
    .takes([take::id("Its id."), take::if_match()])
    .takes(take::reason())
    .answers(Answer::empty(204, "It is in the bin."))
}

fn restore(kind: &'static RecordType) -> Operation {
    let one = pascal(kind.name);
    let handler = Handler::Known(|call, caller| Box::pin(one::restore(call, caller)));
    on(kind, Method::POST, "/{id}/restoration", format!("restore{one}"), handler)
        .tagged(
            kind.plural_label,
            format!("Take one of the {} out of the bin", in_sentence(kind.plural_label)),
            "It is what it was, and counts one version more. Refused (422, `taken`) where another record took a value meanwhile that \
             only one may have.",
        )
        .takes([take::id("Its id."), take::if_match(), take::idempotency_key()])
        .takes(take::reason())
        .answers(Answer::json(200, "The record, out of the bin.", one).with(READ_BACK))
        .repeats(Repeat::InTransaction)
}

fn history(kind: &'static RecordType) -> Operation {
    let one = pascal(kind.name);
    let handler = Handler::Known(|call, caller| Box::pin(past::of_record(call, caller)));
    on(kind, Method::GET, "/{id}/history", format!("get{one}History"), handler)
        .tagged(
            kind.plural_label,
            format!("What happened to one of the {}", in_sentence(kind.plural_label)),
            "The newest first, with the changes of records that were merged into it. Fields that you may not see are left out.",
        )
        .takes([take::id("Its id."), take::limit(), take::place()])
        .answers(Answer::json(200, "A page.", "EventPage"))
}

fn undo(kind: &'static RecordType) -> Operation {
    let one = pascal(kind.name);
    let handler = Handler::Known(|call, caller| Box::pin(past::take_back(call, caller)));
    on(kind, Method::POST, "/{id}/undo", format!("undo{one}"), handler)
        .tagged(
            kind.plural_label,
            format!("Take back changes of one of the {}", in_sentence(kind.plural_label)),
            "One change by its `seq`, or everything since a `version`. Later changes stand in the way (409, with `conflicts`).",
        )
        .takes([take::id("Its id."), take::idempotency_key()])
        .takes(take::reason())
        .reads(Body::json("Undo"))
        .answers(Answer::json(200, "What became of it.", "Outcome"))
        .repeats(Repeat::Reserved)
}

fn batch(kind: &'static RecordType) -> Operation {
    let (many, one) = (pascal(kind.plural), pascal(kind.name));
    let handler = Handler::Known(|call, caller| Box::pin(batch::batch(call, caller)));
    on(kind, Method::POST, "/batch", format!("batch{many}"), handler)
        .tagged(
            kind.plural_label,
            format!("Change many {}", in_sentence(kind.plural_label)),
            "Up to 1,000 changes: all of them or none, or with `atomic: false` each on its own, with a result for each. The batch can \
             be taken back by its `operation_id`.",
        )
        .takes([take::idempotency_key()])
        .takes(take::reason())
        .reads(Body::json(format!("{one}Batch")))
        .answers(Answer::json(200, "What became of each.", "BatchResults"))
        .repeats(Repeat::InTransaction)
}

fn merge(kind: &'static RecordType) -> Operation {
    let (many, one) = (pascal(kind.plural), pascal(kind.name));
    let handler = Handler::Known(|call, caller| Box::pin(past::merge(call, caller)));
    on(kind, Method::POST, "/{id}/merge", format!("merge{many}"), handler)
        .tagged(
            kind.plural_label,
            format!("Make one of two {}", in_sentence(kind.plural_label)),
            "The record in the address stays. What it lacks comes from the other, lists are put together, `values` decides; every \
             link follows, and the other goes into the bin.",
        )
        .takes([take::id("The record that stays."), take::idempotency_key()])
        .takes(take::reason())
        .reads(Body::json(format!("{one}Merge")))
        .answers(Answer::json(200, "The record that stays.", one).with(READ_BACK))
        .repeats(Repeat::Reserved)
}

fn alike(kind: &'static RecordType) -> Operation {
    let one = pascal(kind.name);
    let handler = Handler::Known(|call, caller| Box::pin(one::duplicates(call, caller)));
    on(kind, Method::GET, "/{id}/duplicates", format!("get{one}Duplicates"), handler)
        .tagged(
            kind.plural_label,
            format!("Which {} seem to be the same", in_sentence(kind.plural_label)),
            "By what both have and you may see of both: the mail address, the VAT or article number, or nearly the name at the same \
             postal code. At most 10.",
        )
        .takes([take::id("Its id.")])
        .answers(Answer::json(200, "Those that seem to be the same.", "Duplicates"))
}
