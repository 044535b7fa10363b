//! Where records that configure the installation are looked after: on the pages of the administration, for those whom it is open to.
//! The lists that every record type has stay at their addresses.

use super::sees;
use crate::id::Id;
use crate::model::RecordType;
use crate::records::access::{GROUP, PROFILE, ROLE};
use crate::records::assertion::ASSERTION;
use crate::records::custom_field::CUSTOM_FIELD;
use crate::records::emergency::EMERGENCY;
use crate::records::impersonation::IMPERSONATION;
use crate::records::key::KEY;
use crate::records::label::LABEL;
use crate::records::pipeline::{PIPELINE, STAGE};
use crate::records::reason::{REASON_CODE, REASON_RULE};
use crate::records::safeguard::SAFEGUARD;
use crate::records::sign_in_provider::SIGN_IN_PROVIDER;
use crate::records::user::USER;
use crate::rights::Caller;

/// A page of the administration.
pub(in crate::console) struct Place {
    pub(in crate::console) href: &'static str,
    /// The key of its name.
    pub(in crate::console) name: &'static str,
    pub(in crate::console) icon: &'static str,
    /// It is open to whoever has one of these duties, and sees all of these types.
    duties: &'static [&'static str],
    sees: &'static [&'static RecordType],
    /// What it is about.
    kinds: &'static [&'static RecordType],
    /// Whether a record has a page of its own there.
    has_pages: bool,
}

static PLACES: [Place; 11] = [
    Place {
        href: "/administration/users",
        name: "admin-users",
        icon: "user",
        duties: &["users"],
        sees: &[&USER],
        kinds: &[&USER],
        has_pages: true,
    },
    Place {
        href: "/administration/groups",
        name: "admin-groups",
        icon: "group",
        duties: &["users", "rights"],
        sees: &[&GROUP],
        kinds: &[&GROUP],
        has_pages: true,
    },
    Place {
        href: "/administration/rights",
        name: "admin-rights",
        icon: "role",
        duties: &["rights", "users"],
        sees: &[&ROLE],
        kinds: &[&ROLE, &PROFILE, &ASSERTION, &SAFEGUARD],
        has_pages: false,
    },
    Place {
        href: "/administration/emergency",
        name: "emergency",
        icon: "emergency",
        duties: &["emergency", "users", "rights", "audit"],
        sees: &[&USER],
        kinds: &[&EMERGENCY],
        has_pages: false,
    },
    Place {
        href: "/administration/acting",
        name: "acting",
        icon: "impersonation",
        duties: &["impersonation", "impersonation_changes"],
        sees: &[],
        kinds: &[&IMPERSONATION],
        has_pages: false,
    },
    Place {
        href: "/administration/keys",
        name: "admin-keys",
        icon: "key",
        duties: &["users"],
        sees: &[&KEY],
        kinds: &[&KEY],
        has_pages: false,
    },
    Place {
        href: "/administration/sign-in",
        name: "admin-sign-in",
        icon: "sign_in_provider",
        duties: &["users"],
        sees: &[&SIGN_IN_PROVIDER],
        kinds: &[&SIGN_IN_PROVIDER],
        has_pages: false,
    },
    Place {
        href: "/administration/fields",
        name: "admin-fields",
        icon: "columns",
        duties: &["settings"],
        sees: &[&CUSTOM_FIELD],
        kinds: &[&CUSTOM_FIELD],
        has_pages: true,
    },
    Place {
        href: "/administration/labels",
        name: "admin-labels",
        icon: "label",
        duties: &["settings"],
        sees: &[&LABEL],
        kinds: &[&LABEL],
        has_pages: false,
    },
    Place {
        href: "/administration/pipelines",
        name: "admin-pipelines",
        icon: "pipeline",
        duties: &["settings"],
        sees: &[&PIPELINE, &STAGE],
        kinds: &[&PIPELINE, &STAGE],
        has_pages: false,
    },
    Place {
        href: "/administration/reasons",
        name: "admin-reasons",
        icon: "note",
        duties: &["settings"],
        sees: &[&REASON_RULE, &REASON_CODE],
        kinds: &[&REASON_RULE, &REASON_CODE],
        has_pages: false,
    },
];

/// The pages that are open to somebody.
pub(in crate::console) fn open_to(caller: &Caller) -> impl Iterator<Item = &'static Place> {
    let is_open = |place: &&Place| {
        place.duties.iter().any(|duty| caller.has_duty(duty)) && place.sees.iter().all(|kind| sees(caller, kind))
    };
    PLACES.iter().filter(is_open)
}

/// Which types have their lists there, for somebody.
pub(in crate::console) fn elsewhere(caller: &Caller) -> Vec<(&'static str, &'static str)> {
    open_to(caller).flat_map(|place| place.kinds.iter().map(|kind| (kind.name, place.href))).collect()
}

impl Place {
    /// Whether it is about records of a type.
    fn is_about(&self, kind: &str) -> bool {
        self.kinds.iter().any(|known| known.name == kind)
    }
}

/// The list of records of a type, for somebody.
pub(in crate::console) fn list(caller: &Caller, kind: &RecordType) -> String {
    let place = open_to(caller).find(|place| place.is_about(kind.name));
    place.map_or_else(|| format!("/{}", kind.plural), |place| place.href.to_owned())
}

/// The page of a record, for somebody.
pub(in crate::console) fn page(caller: &Caller, kind: &RecordType, id: Id) -> String {
    match open_to(caller).find(|place| place.is_about(kind.name)) {
        Some(place) if place.has_pages => format!("{}/{id}", place.href),
        _ => format!("/{}/{id}", kind.plural),
    }
}

/// Where somebody goes on to from the form of a record: its page, or the list where that tells all there is.
pub(in crate::console) fn after(caller: &Caller, kind: &RecordType, id: Id) -> String {
    let tells_all = [&PIPELINE, &STAGE, &LABEL, &REASON_RULE, &REASON_CODE, &SIGN_IN_PROVIDER]
        .iter()
        .any(|known| known.name == kind.name);
    if tells_all { list(caller, kind) } else { page(caller, kind, id) }
}
