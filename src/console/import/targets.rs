//! Where the cells of a column can go, as people choose it: every field somebody may write, the parts of lists, and what links are
//! found by.

use crate::console::language::Language;
use crate::model::kind::ListType;
use crate::model::{AnyField, Kind, RecordType};
use crate::query::list::visible_fields;
use crate::rights::Caller;
use crate::transfer::Target;

/// What a link is found by, in this order, where the type it leads to has it.
const FOUND_BY: [&str; 5] = ["name", "external_id", "email", "sku", "last_name"];

/// A place for cells, and what it is called.
pub(super) struct Place {
    pub(super) target: String,
    pub(super) label: String,
}

/// All places of a type.
pub(super) fn places(t: Language, caller: &Caller, kind: &'static RecordType) -> Vec<Place> {
    let own = |field: &AnyField| !field.computed && !field.is_secret();
    let fields: Vec<AnyField> = visible_fields(caller, kind).into_iter().filter(own).collect();
    let has = |name: &str| fields.iter().any(|field| field.name == name);
    let mut places = Vec::new();
    if has("first_name") && has("last_name") {
        push(&mut places, &Target::FullName, t.say("target-full-name").into());
    }
    for field in &fields {
        of_field(t, caller, kind, field, &mut places);
    }
    push(&mut places, &Target::Field("id".into()), t.say("target-id").into());
    places
}

fn push(places: &mut Vec<Place>, target: &Target, label: String) {
    places.push(Place { target: target.to_string(), label });
}

fn of_field(t: Language, caller: &Caller, kind: &RecordType, field: &AnyField, places: &mut Vec<Place>) {
    let (label, name) = (t.field(kind.name, field).into_owned(), field.name.to_owned());
    match field.kind {
        Kind::Link(to) => {
            let to = caller.configuration.schema.named(to);
            let visible = to.map(|to| (to, visible_fields(caller, to)));
            for (to, by) in
                visible.iter().flat_map(|(to, fields)| FOUND_BY.iter().map(move |by| (to, fields, by))).filter_map(
                    |(to, fields, by)| Some((to, fields.iter().find(|field| field.name == *by && !field.computed)?)),
                )
            {
                let by_label = t.field(to.name, by);
                let text = t.say("target-by").with("label", &label).with("by", t.inside(&by_label));
                push(places, &Target::Link(name.clone(), by.name.into()), text.into());
            }
            push(places, &Target::Field(name), t.say("target-by").with("label", label).with("by", "id").into());
        }
        Kind::Money => {
            push(places, &Target::Field(name.clone()), label.clone());
            push(places, &Target::Currency(name), t.say("target-currency").with("label", label).into());
        }
        Kind::List(list) => of_list(t, &label, field, list, places),
        _ => push(places, &Target::Field(name), label),
    }
}

fn of_list(t: Language, label: &str, field: &AnyField, list: &ListType, places: &mut Vec<Place>) {
    let sort = list.parts.iter().find(|part| part.name == "type");
    let codes: Vec<(&str, String)> = match sort.map(|sort| (sort, sort.kind)) {
        Some((sort, Kind::Choice(choices))) => {
            choices.iter().map(|choice| (choice.code, t.choice(list.name, sort, choice).into_owned())).collect()
        }
        _ => vec![("", String::new())],
    };
    for (code, called) in codes {
        for part in list.parts.iter().filter(|part| sort.is_none_or(|sort| sort.name != part.name)) {
            let mut text = if called.is_empty() { label.to_owned() } else { format!("{label} ({called})") };
            if part.name != "value" {
                text = t.say("label-and-text").with("label", text).with("text", t.field(list.name, part)).into();
            }
            push(places, &Target::part(field.name, code, part.name), text);
        }
    }
}
