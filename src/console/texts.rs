//! What the console says outside of its templates, in one place so that other languages can follow.

/// The navigation: groups of record types.
pub(super) const NAVIGATION: [(&str, &[&str]); 3] = [
    ("Sales", &["organisation", "contact", "lead", "deal", "activity"]),
    ("Supply", &["product", "stock_movement", "attachment"]),
    (
        "Administration",
        &[
            "user",
            "group",
            "role",
            "profile",
            "key",
            "pipeline",
            "stage",
            "custom_field",
            "reason_code",
            "reason_rule",
            "saved_view",
        ],
    ),
];

pub(super) const HOME: &str = "Home";
pub(super) const SIGN_IN: &str = "Sign in";
pub(super) const WELCOME: &str = "Welcome to Beheer";
pub(super) const SET_UP: &str = "Create the first administrator";
pub(super) const HISTORY: &str = "History";
pub(super) const YES: &str = "Yes";
pub(super) const NO: &str = "No";
pub(super) const UNSEEN: &str = "A record in the bin, or one you may not see";
pub(super) const IT_IS_NEEDED: &str = "It is needed.";
pub(super) const NO_NUMBER: &str = "This is not a number; write it like 1234.50.";
pub(super) const NO_TIME: &str = "This is not a moment; write it like 2026-11-24T14:05.";
pub(super) const NO_CURRENCY: &str = "Write the currency as three capitals (ISO 4217), like EUR.";
pub(super) const NO_JSON: &str = "This is not JSON.";
pub(super) const NO_REFERENCE_TYPE: &str = "Choose what sort of record it is.";
pub(super) const IN_UTC: &str = "In UTC.";
pub(super) const BY_TITLE: &str = "Its title or id.";
pub(super) const RECORD_TITLE: &str = "Title or id of the record";
pub(super) const DONE_SAVED: &str = "Saved.";
pub(super) const DONE_RESTORED: &str = "Taken out of the bin.";
pub(super) const DONE_UNDONE: &str = "The change was undone.";
pub(super) const DONE_NOTHING: &str = "Nothing was changed: everything is so already.";

/// The heading and the way out of an error page, by status.
pub(super) fn error_heading(status: u16) -> &'static str {
    match status {
        400 => "This request cannot be understood",
        401 => "Sign in first",
        403 => "This is not for you to do",
        404 => "There is no such page",
        405 => "This cannot be done here",
        409 => "This is not possible now",
        413 => "This is too large",
        422 => "Something in it is wrong",
        429 => "Too many attempts",
        503 | 507 => "Not available at the moment",
        _ => "Something went wrong",
    }
}

/// What a journal action did, in words.
pub(super) fn action(verb: &str) -> String {
    match verb {
        "created" => "Created".into(),
        "updated" => "Changed".into(),
        "deleted" => "Moved to the bin".into(),
        "restored" => "Taken out of the bin".into(),
        "merged" => "Merged".into(),
        "converted" => "Converted".into(),
        other => other.to_owned(),
    }
}

/// The door a change came in by, in words.
pub(super) fn channel(name: &str) -> &str {
    match name {
        "console" => "console",
        "api" => "API",
        "cli" => "command line",
        // That it was the program is said as who it was.
        "system" => "",
        other => other,
    }
}

/// Where a text names no record.
pub(super) fn nothing_called(kind: &str, text: &str) -> String {
    format!("There is no {} called “{text}” that you can see. Write its whole title, or its id.", kind.to_lowercase())
}

/// Where a text names several.
pub(super) fn several_called(plural: &str, text: &str) -> String {
    format!("Several {} fit “{text}”. Choose one of them.", plural.to_lowercase())
}
