//! Schemas of who asks, and of how somebody comes in.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};

use super::fixed::{Schemas, moment, some};
use super::shapes::{closed, inline, list, named, named_or_null, object, or_null};
use crate::api::parameters::{text, uuid, word};
use crate::identity::events;

fn password() -> MetaSchemaRef {
    let example = Some("correct horse battery staple".into());
    inline(MetaSchema { min_length: Some(1), example, ..text(200) })
}

fn code() -> MetaSchemaRef {
    inline(MetaSchema { min_length: Some(1), example: Some("123456".into()), ..text(40) })
}

pub(super) fn people() -> Schemas {
    let map = |of: MetaSchemaRef| {
        inline(MetaSchema { additional_properties: Some(Box::new(of)), ..MetaSchema::new("object") })
    };
    let scope = || inline(word(&["own", "group", "subtree", "all"]));
    let email = MetaSchema { min_length: Some(1), example: Some("name@example.org".into()), ..text(254) };
    let me = vec![
        ("id", inline(uuid()), true),
        ("name", some("string"), true),
        ("language", or_null(MetaSchema::new("string")), true),
        ("profile", named_or_null("Named"), true),
        ("groups", inline(list(named("Named"), None)), true),
        ("via", inline(word(&["key", "session"])), true),
        ("rights", map(named("TypeRights")), true),
        ("duties", inline(list(some("string"), None)), true),
    ];
    vec![
        (
            "Credentials",
            closed(object(
                "What one signs in with.",
                vec![("email", inline(email), true), ("password", password(), true), ("code", code(), false)],
            )),
        ),
        ("NewPassword", closed(object("At least 10 characters.", vec![("password", password(), true)]))),
        (
            "PasswordChange",
            closed(object(
                "The password that counts, and the one that shall.",
                vec![("current_password", password(), true), ("new_password", password(), true)],
            )),
        ),
        ("Me", object("Who asks, and what he or she may do.", me)),
        (
            "TypeRights",
            object(
                "Actions, and classes of data seen exactly, with their scopes.",
                vec![("actions", map(scope()), true), ("classes", map(scope()), true)],
            ),
        ),
    ]
}

/// What happens at the door, and the second factor.
pub(super) fn door() -> Schemas {
    let nullable = || or_null(MetaSchema::new("string"));
    let names = |all: &[&'static str]| inline(word(all));
    let sign_in = vec![
        ("id", inline(uuid()), true),
        ("user_id", or_null(uuid()), true),
        ("at", inline(moment()), true),
        ("what", names(&events::What::ALL.map(events::What::name)), true),
        ("method", names(&events::Method::ALL.map(events::Method::name)), true),
        ("address", some("string"), true),
        ("device", some("string"), true),
        ("actor_id", or_null(uuid()), true),
    ];
    vec![
        ("Proof", closed(object("A code of the second factor, or the password.", vec![("proof", password(), true)]))),
        ("Code", closed(object("A code of the second factor, or from paper.", vec![("code", code(), true)]))),
        (
            "FactorOffer",
            object(
                "A secret that counts once a code from it came back, within ten minutes.",
                vec![
                    ("offer", some("string"), true),
                    ("secret", some("string"), true),
                    ("address", some("string"), true),
                ],
            ),
        ),
        (
            "FactorTaken",
            closed(object(
                "The offer, and a code from its secret.",
                vec![("offer", inline(MetaSchema { min_length: Some(1), ..text(400) }), true), ("code", code(), true)],
            )),
        ),
        (
            "RecoveryCodes",
            object(
                "Each works once. They are never shown again.",
                vec![("codes", inline(list(some("string"), None)), true)],
            ),
        ),
        (
            "NewLink",
            object(
                "A link behind which a user chooses a password.",
                vec![("address", some("string"), true), ("ends_at", inline(moment()), true)],
            ),
        ),
        ("SignIn", object("Something that happened at the door of an account.", sign_in)),
        (
            "SignInPage",
            object(
                "A page of sign-ins.",
                vec![("items", inline(list(named("SignIn"), Some(200))), true), ("next_cursor", nullable(), true)],
            ),
        ),
    ]
}
