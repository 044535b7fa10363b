//! Schemas of fields and records, from their definitions: as they are read, made, and changed.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use serde_json::{Value as Json, json};

use crate::api::parameters::{number, pattern, uuid};
use crate::api::records::pascal;
use crate::changes::change::MOST;
use crate::model::{AnyField, Format, Kind, ListType, RecordType, Schema, check, decimal};

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// What the server sends.
    Read,
    /// What makes a record.
    Create,
    /// What changes a record.
    Patch,
}

/// An object with these members: name, schema, whether it is always there.
pub(super) fn object(description: &'static str, members: Vec<(&'static str, MetaSchemaRef, bool)>) -> MetaSchema {
    MetaSchema {
        description: Some(description).filter(|text| !text.is_empty()),
        required: members.iter().filter(|(_, _, required)| *required).map(|(name, ..)| *name).collect(),
        properties: members.into_iter().map(|(name, schema, _)| (name, schema)).collect(),
        ..MetaSchema::new("object")
    }
}

/// The same for what clients send: nothing else may stand in it. The registry has no word for that; the finish has.
pub(super) fn closed(schema: MetaSchema) -> MetaSchema {
    MetaSchema { write_only: true, ..schema }
}

/// A schema in place.
pub(super) fn inline(schema: MetaSchema) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(schema))
}

/// A schema by name.
pub(super) fn named(name: impl Into<String>) -> MetaSchemaRef {
    MetaSchemaRef::Reference(name.into())
}

/// A schema by name, or null.
pub(super) fn named_or_null(name: impl Into<String>) -> MetaSchemaRef {
    inline(MetaSchema { all_of: vec![named(name)], nullable: true, ..MetaSchema::ANY })
}

/// The same, or null.
pub(super) fn or_null(schema: MetaSchema) -> MetaSchemaRef {
    inline(MetaSchema { nullable: true, ..schema })
}

/// A list.
pub(super) fn list(items: MetaSchemaRef, most: Option<usize>) -> MetaSchema {
    MetaSchema { items: Some(Box::new(items)), max_items: most, ..MetaSchema::new("array") }
}

/// Registers everything there is to say about a record type.
pub(super) fn register(registry: &mut Registry, schema: &Schema, kind: &'static RecordType) {
    let one = pascal(kind.name);
    let mut put = |name: String, schema: MetaSchema| drop(registry.schemas.insert(name, schema));
    for field in kind.fields.iter().filter(|field| !field.is_secret()) {
        if let Kind::List(list) = field.kind {
            put(list.name.to_owned(), item(list, Use::Read));
            put(format!("{}Input", list.name), item(list, Use::Create));
        }
    }
    put(one.clone(), record(schema, kind));
    put(format!("{one}Input"), input(schema, kind, Use::Create));
    put(format!("{one}Patch"), input(schema, kind, Use::Patch));
    put(
        format!("{one}Page"),
        object(
            "A page of a list.",
            vec![
                ("items", inline(list(named(&one), Some(200))), true),
                ("next_cursor", or_null(MetaSchema::new("string")), true),
                ("count", inline(number(0, i64::from(i32::MAX))), false),
                (
                    "count_is_limit",
                    inline(MetaSchema {
                        description: Some("Whether counting stopped there."),
                        ..MetaSchema::new("boolean")
                    }),
                    false,
                ),
            ],
        ),
    );
    // Where each change stands on its own, values that do not fit are its own result, and no fault of the request.
    let values = MetaSchema {
        description: Some(
            "Values that do not fit are refused; where the batch is not atomic, in the result of this change.",
        ),
        any_of: vec![named(format!("{one}Patch")), inline(MetaSchema::new("object"))],
        ..MetaSchema::ANY
    };
    let operation = closed(object(
        "One change.",
        vec![
            ("method", inline(crate::api::parameters::word(&["create", "update", "delete", "restore"])), true),
            ("id", or_null(uuid()), false),
            ("version", or_null(number(0, i64::MAX >> 1)), false),
            ("values", inline(values), false),
        ],
    ));
    put(format!("{one}Operation"), operation);
    let operations = MetaSchema { min_items: Some(1), ..list(named(format!("{one}Operation")), Some(MOST)) };
    let atomic = MetaSchema {
        description: Some("All of them or none; false for each on its own."),
        default: Some(true.into()),
        ..MetaSchema::new("boolean")
    };
    let members = vec![("operations", inline(operations), true), ("atomic", inline(atomic), false)];
    put(format!("{one}Batch"), closed(object("Many changes.", members)));
    let members = vec![("loser_id", inline(uuid()), true), ("values", named(format!("{one}Patch")), false)];
    put(format!("{one}Merge"), closed(object("Which record goes, and what decides.", members)));
}

/// A record as it is read: the id is there always, and every field that the caller may see.
fn record(schema: &Schema, kind: &RecordType) -> MetaSchema {
    let mut members = vec![("id", inline(uuid()), true), ("version", inline(version()), true)];
    for field in schema.fields(kind).iter().filter(|field| !field.is_secret() && field.name != "version") {
        members.push((field.name, property(field, Use::Read), false));
    }
    let expanded = MetaSchema {
        description: Some("The links that were asked for with `expand`."),
        additional_properties: Some(Box::new(named_or_null("Summary"))),
        ..MetaSchema::new("object")
    };
    let partly = MetaSchema {
        description: Some("What is shown, in bands or masked, of fields whose values are not."),
        additional_properties: Some(Box::new(named("Partly"))),
        ..MetaSchema::new("object")
    };
    members.push(("partly", inline(partly), false));
    members.push(("expanded", inline(expanded), false));
    object(kind.help, members)
}

/// Counts the changes of a record.
pub(super) fn version() -> MetaSchema {
    MetaSchema { description: Some("Counts the changes; the tag in `ETag`."), ..number(0, i64::MAX >> 1) }
}

/// What makes or changes a record.
fn input(schema: &Schema, kind: &'static RecordType, how: Use) -> MetaSchema {
    let is_key = kind.name == crate::records::key::KEY.name;
    let fields = schema.fields(kind).iter().filter(|field| !field.computed && !field.is_secret());
    let members = fields.map(|field| {
        let needed = field.required && field.default.is_empty() && (!is_key || field.name == "name");
        (field.name, property(field, how), how == Use::Create && needed)
    });
    closed(object(kind.help, members.collect()))
}

/// The thing in a list.
fn item(list: &ListType, how: Use) -> MetaSchema {
    let members = list.parts.iter().map(|part| {
        let needed = part.required || how == Use::Read;
        (part.name, property(part, if how == Use::Read { Use::Read } else { Use::Create }), needed)
    });
    let schema = object("", members.collect());
    if how == Use::Read { schema } else { closed(schema) }
}

/// A field as a property of a schema.
pub(super) fn property(field: &AnyField, how: Use) -> MetaSchemaRef {
    let nullable = match how {
        // What was stored before a field became required may lack it.
        Use::Read => !matches!(field.kind, Kind::List(_)) && (!field.required || field.custom),
        Use::Create | Use::Patch => !field.required,
    };
    let refer = |name: String| MetaSchema { all_of: vec![named(name)], ..MetaSchema::ANY };
    let schema = match field.kind {
        Kind::Money => refer("Money".into()),
        Kind::Reference(targets) if how == Use::Read || targets.is_empty() => refer("Reference".into()),
        Kind::Reference(targets) => reference(targets),
        Kind::List(of) => {
            let name = if how == Use::Read { of.name.to_owned() } else { format!("{}Input", of.name) };
            list(named(name), Some(usize::from(of.max_items)))
        }
        _ => simple(field, how),
    };
    let help = (!field.help.is_empty()).then_some(field.help);
    let default = (how == Use::Create && !field.default.is_empty())
        .then(|| serde_json::from_str(field.default).unwrap_or(Json::Null));
    inline(MetaSchema {
        title: Some(field.label.to_owned()),
        description: help,
        default,
        nullable,
        read_only: false,
        ..schema
    })
}

/// A type and an id of one of these types.
fn reference(targets: &[&str]) -> MetaSchema {
    closed(object(
        "",
        vec![("type", inline(crate::api::parameters::word(targets)), true), ("id", inline(uuid()), true)],
    ))
}

fn simple(field: &AnyField, how: Use) -> MetaSchema {
    let writing = how != Use::Read;
    match field.kind {
        Kind::Text(format) => {
            let form = if writing { pattern(check::pattern(format)) } else { MetaSchema::new("string") };
            MetaSchema {
                max_length: Some(field.max_length as usize),
                min_length: writing.then_some(1),
                example: Some(if field.name == "record_type" { json!("contact") } else { example(format) }),
                ..form
            }
        }
        Kind::Number { scale } => MetaSchema {
            example: Some(decimal::format(field.minimum.max(0), scale).into()),
            ..pattern(&decimal::pattern(scale))
        },
        Kind::Date => {
            MetaSchema { example: Some("2026-11-24".into()), ..MetaSchema::new_with_format("string", "date") }
        }
        Kind::Time => MetaSchema {
            example: Some("2026-11-24T12:00:00Z".into()),
            ..MetaSchema::new_with_format("string", "date-time")
        },
        Kind::YesNo => MetaSchema::new("boolean"),
        Kind::Choice(choices) => MetaSchema {
            enum_items: choices.iter().map(|choice| choice.code.into()).collect(),
            ..MetaSchema::new("string")
        },
        Kind::Link(_) => uuid(),
        _ => MetaSchema::ANY,
    }
}

fn example(format: Format) -> Json {
    match format {
        Format::Plain | Format::Lines => json!("Example"),
        Format::Email => json!("name@example.org"),
        Format::Phone => json!("+31 20 123 4567"),
        Format::Url => json!("https://example.org"),
        Format::Country => json!("NL"),
        Format::Language => json!("en-GB"),
        Format::Currency => json!("EUR"),
        Format::Type | Format::AnyType => json!("contact"),
    }
}
