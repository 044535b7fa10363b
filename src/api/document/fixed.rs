//! Schemas that are the same in every installation.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};

use super::people;
use super::shapes::{closed, inline, list, named, named_or_null, object, or_null, version};
use crate::api::parameters::{number, pattern, text, uuid, word};
use crate::model::decimal;
use crate::transfer::duplicates;

pub(super) fn some(ty: &'static str) -> MetaSchemaRef {
    inline(MetaSchema::new(ty))
}

pub(super) fn moment() -> MetaSchema {
    MetaSchema::new_with_format("string", "date-time")
}

/// Registers all of them.
pub(super) fn register(registry: &mut Registry) {
    let mut put = |name: &str, schema: MetaSchema| drop(registry.schemas.insert(name.to_owned(), schema));
    for (name, schema) in values()
        .into_iter()
        .chain(people::people())
        .chain(people::door())
        .chain(rights())
        .chain(reads())
        .chain(effects())
        .chain(changes())
        .chain(outcomes())
        .chain(jobs())
        .chain(problems())
    {
        put(name, schema);
    }
}

pub(super) type Schemas = Vec<(&'static str, MetaSchema)>;

fn values() -> Schemas {
    let amount = MetaSchema {
        description: Some("At most 4 digits after the point, and 12 before it."),
        example: Some("12.34".into()),
        ..pattern(&decimal::pattern(4))
    };
    let currency = MetaSchema { example: Some("EUR".into()), ..pattern("^[A-Z]{3}$") };
    vec![
        (
            "Money",
            closed(object("An amount.", vec![("amount", inline(amount), true), ("currency", inline(currency), true)])),
        ),
        (
            "Reference",
            object(
                "A record of one of several types.",
                vec![("type", some("string"), true), ("id", inline(uuid()), true)],
            ),
        ),
        ("Summary", object("A record linked to.", vec![("id", inline(uuid()), true), ("title", some("string"), true)])),
        ("Named", object("Something with a name.", vec![("id", inline(uuid()), true), ("name", some("string"), true)])),
    ]
}

/// Verdicts, and what is shown of what may not be seen whole.
fn rights() -> Schemas {
    let step = vec![
        (
            "step",
            inline(word(&["program", "account", "right", "rule", "share", "key", "subject", "restriction", "class"])),
            true,
        ),
        ("passed", some("boolean"), true),
        ("detail", some("string"), true),
        ("action", some("string"), false),
        ("scope", some("string"), false),
        ("filter", some("string"), false),
        ("class", some("string"), false),
        ("view", some("string"), false),
        ("path", inline(list(named("PathStep"), None)), false),
        ("roles", inline(list(named("PathStep"), None)), false),
    ];
    let steps = || inline(list(named("ExplanationStep"), None));
    let who = vec![("user", named("Named"), true), ("by", steps(), true)];
    let page = vec![
        ("items", inline(list(named("Audience"), Some(200))), true),
        ("total", inline(number(0, i64::MAX >> 1)), true),
        ("next_cursor", or_null(MetaSchema::new("string")), true),
    ];
    vec![
        (
            "Partly",
            object(
                "What is shown of a value: between which bounds it lies (`EUR 1000–5000`), or how it ends (`••• 34`).",
                vec![("view", inline(word(&["banded", "masked"])), true), ("text", some("string"), true)],
            ),
        ),
        (
            "PathStep",
            object(
                "A profile, group, role, sharing rule or restriction.",
                vec![("type", some("string"), true), ("id", inline(uuid()), true), ("name", some("string"), true)],
            ),
        ),
        ("ExplanationStep", object("A step on the way to a verdict.", step)),
        (
            "Explanation",
            object(
                "A verdict, and the steps that lead to it.",
                vec![("allowed", some("boolean"), true), ("steps", steps(), true)],
            ),
        ),
        (
            "AssertionCheck",
            object(
                "Which assertions are not true.",
                vec![
                    ("checked", inline(number(0, i64::MAX >> 1)), true),
                    ("broken", inline(list(named("BrokenAssertion"), None)), true),
                ],
            ),
        ),
        ("Audience", object("Somebody who may, and what lets him or her.", who)),
        ("AudiencePage", object("A page of people.", page)),
    ]
}

/// Who may read a class of data, and who looked at a record.
fn reads() -> Schemas {
    let reader = vec![
        ("user", named("Named"), true),
        ("record_type", some("string"), true),
        ("scope", some("string"), true),
        ("path", inline(list(named("PathStep"), None)), true),
        ("last_at", or_null(moment()), true),
        ("shown", inline(number(0, i64::MAX >> 1)), true),
    ];
    let look = vec![
        ("user", named("Named"), true),
        ("class", some("string"), true),
        ("through", inline(word(&["record", "list", "export"])), true),
        ("channel", some("string"), true),
        ("last_at", inline(moment()), true),
    ];
    let next = || ("next_cursor", or_null(MetaSchema::new("string")), true);
    let readers =
        vec![("items", inline(list(named("Reader"), Some(200))), true), ("kept", some("boolean"), true), next()];
    let looks = vec![("items", inline(list(named("Look"), Some(200))), true), next()];
    vec![
        ("Reader", object("Somebody who may read a class of data on records of a type.", reader)),
        ("ReaderPage", object("A page of them, and whether it is kept who reads the class.", readers)),
        ("Look", object("That somebody was shown what is protected of a record on a day.", look)),
        ("LookPage", object("A page of looks.", looks)),
    ]
}

/// What a change of rights would do.
fn effects() -> Schemas {
    let operation = closed(object(
        "One change.",
        vec![
            ("method", inline(word(&["create", "update", "delete", "restore"])), true),
            ("id", or_null(uuid()), false),
            ("version", or_null(number(0, i64::MAX >> 1)), false),
            ("values", inline(MetaSchema::new("object")), false),
        ],
    ));
    let texts = || inline(list(some("string"), None));
    let effect = vec![
        ("total", inline(number(0, i64::MAX >> 1)), true),
        ("people", inline(list(named("PersonEffect"), Some(1_000))), true),
        ("broken", inline(list(named("BrokenAssertion"), None)), true),
    ];
    let broken = vec![
        ("assertion_id", inline(uuid()), true),
        ("sentence", some("string"), true),
        ("people", inline(list(named("Named"), None)), true),
    ];
    let person = vec![
        ("user", named("Named"), true),
        ("touched", inline(list(named("Touched"), None)), true),
        ("duties_gained", texts(), true),
        ("duties_lost", texts(), true),
    ];
    let counted = || {
        or_null(MetaSchema {
            description: Some("None where that follows from what they are about."),
            ..number(0, i64::MAX >> 1)
        })
    };
    let touched = vec![
        ("record_type", some("string"), true),
        ("action", some("string"), false),
        ("class", some("string"), false),
        ("view", some("string"), false),
        ("gained", counted(), true),
        ("lost", counted(), true),
    ];
    let file = vec![
        ("toml", inline(MetaSchema { max_length: Some(1024 * 1024), ..MetaSchema::new("string") }), true),
        ("prune", inline(MetaSchema::new("boolean")), false),
        ("mark", or_null(MetaSchema { max_length: Some(64), ..MetaSchema::new("string") }), false),
    ];
    let delta = vec![("field", some("string"), true), ("removed", texts(), true), ("added", texts(), true)];
    let planned = vec![
        ("deed", inline(word(&["create", "update", "delete"])), true),
        ("record_type", some("string"), true),
        ("name", some("string"), true),
        ("fields", inline(list(named("PlannedField"), None)), true),
    ];
    let changes = || inline(list(named("PlannedChange"), None));
    let plan =
        vec![("changes", changes(), true), ("effect", named("RightsEffect"), true), ("mark", some("string"), true)];
    let applied = vec![("operation_id", or_null(uuid()), true), ("changes", changes(), true)];
    vec![
        ("RightsFile", closed(object("A file of rights, and whether it is all there is to be.", file))),
        ("PlannedField", object("A field that becomes another: what of it goes, and what comes.", delta)),
        ("PlannedChange", object("A record that becomes another.", planned)),
        ("RightsPlan", object("What reading a file would change.", plan)),
        ("RightsApplied", object("What was changed, and the operation that takes it back.", applied)),
        (
            "RightsPreview",
            closed(object("The changes.", vec![("operations", inline(list(inline(operation), Some(200))), true)])),
        ),
        ("RightsEffect", object("Who would gain or lose what.", effect)),
        ("BrokenAssertion", object("An assertion that is not true, and those for whom.", broken)),
        ("PersonEffect", object("What would change for somebody.", person)),
        ("Touched", object("A right, or a view of a class of data, that would reach other records.", touched)),
    ]
}

fn changes() -> Schemas {
    let nullable = || or_null(MetaSchema::new("string"));
    let many = || inline(number(0, i64::MAX >> 1));
    let any = || inline(MetaSchema::ANY);
    let event = vec![
        ("seq", many(), true),
        ("position", or_null(number(0, i64::MAX >> 1)), true),
        ("action", some("string"), true),
        ("record_type", some("string"), true),
        ("record_id", inline(uuid()), true),
        ("version", inline(version()), true),
        ("at", inline(moment()), true),
        ("actor", some("string"), true),
        ("actor_id", or_null(uuid()), true),
        ("real_actor_id", or_null(uuid()), true),
        ("channel", some("string"), true),
        ("reason_code", nullable(), true),
        ("reason_text", nullable(), true),
        ("request_id", some("string"), true),
        ("batch_id", inline(uuid()), true),
        ("operation_id", or_null(uuid()), true),
        ("operation_kind", nullable(), true),
        ("changes", inline(list(named("FieldChange"), None)), true),
    ];
    let one = |name, schema| closed(object("", vec![(name, inline(schema), true)]));
    let undo = MetaSchema {
        description: Some("Either one change by its number, or everything since a version."),
        one_of: vec![inline(one("seq", number(0, i64::MAX >> 1))), inline(one("version", number(0, i64::MAX >> 1)))],
        ..MetaSchema::ANY
    };
    vec![
        (
            "FieldChange",
            object(
                "A field that changed.",
                vec![("field", some("string"), true), ("before", any(), true), ("after", any(), true)],
            ),
        ),
        ("Event", object("A row of the journal.", event)),
        (
            "EventPage",
            object(
                "A page of the journal.",
                vec![("items", inline(list(named("Event"), Some(200))), true), ("next_cursor", nullable(), true)],
            ),
        ),
        ("Undo", undo),
        (
            "Break",
            object(
                "Where the journal is broken first.",
                vec![("position", many(), true), ("detail", some("string"), true)],
            ),
        ),
        (
            "Verification",
            object(
                "How much of the journal was proved.",
                vec![("verified", many(), true), ("broken", named_or_null("Break"), true)],
            ),
        ),
        ("Conversion", conversion()),
        ("Converted", converted()),
    ]
}

fn outcomes() -> Schemas {
    let many = || inline(number(0, i64::MAX >> 1));
    let result = vec![
        ("index", many(), true),
        ("status", inline(number(200, 599)), true),
        ("id", inline(uuid()), false),
        ("version", inline(version()), false),
        ("changed", some("boolean"), false),
        ("problem", some("object"), false),
    ];
    vec![
        (
            "Outcome",
            object(
                "What became of a record.",
                vec![
                    ("id", inline(uuid()), true),
                    ("version", inline(version()), true),
                    ("changed", some("boolean"), true),
                ],
            ),
        ),
        ("BatchResult", object("What became of one change.", result)),
        (
            "BatchResults",
            object(
                "What became of all changes, in their order.",
                vec![
                    ("operation_id", inline(uuid()), true),
                    ("results", inline(list(named("BatchResult"), None)), true),
                ],
            ),
        ),
        (
            "Duplicates",
            object(
                "Records that seem to be the same.",
                vec![("items", inline(list(named("Duplicate"), Some(duplicates::MOST))), true)],
            ),
        ),
        (
            "Duplicate",
            object(
                "A record that seems to be the same, and what both have.",
                vec![
                    ("id", inline(uuid()), true),
                    ("title", some("string"), true),
                    ("rule", inline(word(&duplicates::Rule::ALL.map(duplicates::Rule::name))), true),
                ],
            ),
        ),
        (
            "Undone",
            object("What was taken back.", vec![("operation_id", inline(uuid()), true), ("records", many(), true)]),
        ),
    ]
}

fn jobs() -> Schemas {
    let nullable = || or_null(MetaSchema::new("string"));
    let many = || inline(number(0, i64::MAX >> 1));
    let any = || inline(MetaSchema::ANY);
    let counts = || {
        ["created", "updated", "unchanged", "duplicates", "failed", "also_created"]
            .map(|name| (name, many(), true))
            .to_vec()
    };
    let job = vec![
        ("id", inline(uuid()), true),
        ("kind", some("string"), true),
        ("state", inline(word(&["waiting", "running", "done", "failed", "cancelled"])), true),
        ("user_id", or_null(uuid()), true),
        ("record_type", some("string"), true),
        ("title", some("string"), true),
        ("done", many(), true),
        ("total", many(), true),
        ("result", any(), true),
        ("created_at", inline(moment()), true),
        ("started_at", or_null(moment()), true),
        ("finished_at", or_null(moment()), true),
    ];
    let line = vec![
        ("line", many(), true),
        ("status", inline(word(&["created", "updated", "unchanged", "duplicate", "failed"])), true),
        ("id", or_null(uuid()), true),
        ("messages", inline(list(some("string"), None)), true),
    ];
    let mut report = counts();
    report.push(("needs_reason", some("boolean"), true));
    report.push(("lines", inline(list(named("ImportLine"), None)), true));
    let preview = vec![
        ("columns", inline(list(some("string"), None)), true),
        ("lines", many(), true),
        ("mapping", any(), true),
        ("rows", inline(list(any(), None)), true),
        ("problems", inline(list(any(), None)), true),
        ("detected", named("ImportDetected"), true),
    ];
    let detected = vec![
        ("format", inline(word(&["csv", "xlsx", "vcard", "json"])), true),
        ("delimiter", nullable(), true),
        ("encoding", nullable(), true),
        ("header", some("boolean"), true),
        ("sheet", nullable(), true),
        ("sheets", inline(list(some("string"), None)), true),
    ];
    let file = MetaSchema::new_with_format("string", "binary");
    let upload = vec![
        ("record_type", inline(MetaSchema { example: Some("contact".into()), ..text(100) }), true),
        ("mapping", inline(text(200_000)), false),
        ("duplicates", inline(word(&["skip", "create", "update"])), false),
        ("currency", inline(MetaSchema { example: Some("EUR".into()), ..pattern("^[A-Z]{3}$") }), false),
        ("delimiter", inline(text(10)), false),
        ("encoding", inline(text(40)), false),
        ("header", inline(word(&["true", "false"])), false),
        ("sheet", inline(text(100)), false),
        ("file", inline(file), true),
    ];
    vec![
        ("Job", object("Long work, with progress.", job)),
        (
            "JobPage",
            object(
                "Jobs, the newest first.",
                vec![("items", inline(list(named("Job"), Some(200))), true), ("next_cursor", nullable(), false)],
            ),
        ),
        ("ImportLine", object("What became of a line.", line)),
        ("ImportReport", object("What became of all lines.", report)),
        ("ImportPreview", object("What a file holds.", preview)),
        (
            "ImportDetected",
            object("What was found out about a file; what is wrong can be said in the upload.", detected),
        ),
        ("ImportUpload", closed(object("The file comes last.", upload))),
    ]
}

fn conversion() -> MetaSchema {
    closed(object(
        "What is not named comes from the lead.",
        vec![
            ("organisation_id", or_null(uuid()), false),
            ("organisation", named_or_null("OrganisationPatch"), false),
            ("contact", named_or_null("ContactPatch"), false),
            ("deal", named_or_null("DealPatch"), false),
            ("without_deal", some("boolean"), false),
        ],
    ))
}

fn converted() -> MetaSchema {
    object(
        "What became of a lead.",
        vec![
            ("lead_id", inline(uuid()), true),
            ("organisation_id", or_null(uuid()), true),
            ("contact_id", inline(uuid()), true),
            ("deal_id", or_null(uuid()), true),
            ("operation_id", inline(uuid()), true),
        ],
    )
}

fn problems() -> Schemas {
    let fault =
        vec![("pointer", some("string"), true), ("code", some("string"), true), ("detail", some("string"), true)];
    let conflict = vec![
        ("record_type", some("string"), true),
        ("record_id", some("string"), true),
        ("field", some("string"), true),
        ("detail", some("string"), true),
    ];
    let code = vec![("code", some("string"), true), ("label", some("string"), true)];
    let problem = vec![
        ("type", some("string"), true),
        ("title", some("string"), true),
        ("status", inline(number(400, 599)), true),
        ("detail", some("string"), true),
        ("code", some("string"), true),
        ("request_id", some("string"), true),
        ("errors", inline(list(named("FieldError"), None)), false),
        ("codes", inline(list(named("ReasonChoice"), None)), false),
        ("conflicts", inline(list(named("UndoConflict"), None)), false),
    ];
    let upload = vec![
        (
            "about",
            inline(MetaSchema {
                description: Some("The record it belongs to."),
                ..object(
                    "",
                    vec![
                        ("type", inline(word(&["organisation", "contact", "lead", "deal", "product"])), true),
                        ("id", inline(uuid()), true),
                    ],
                )
            }),
            true,
        ),
        ("name", inline(MetaSchema { min_length: Some(1), ..text(200) }), false),
        ("file", inline(MetaSchema::new_with_format("string", "binary")), true),
    ];
    vec![
        ("FieldError", object("One part of the input that is wrong.", fault)),
        ("UndoConflict", object("What stands in the way of an undo.", conflict)),
        ("ReasonChoice", object("A reason code.", code)),
        ("Problem", object("Why a request was not answered as asked (RFC 9457).", problem)),
        ("AttachmentUpload", closed(object("The file comes last.", upload))),
    ]
}
