//! Roles, profiles and groups: what the administrator's rights are made of.

use crate::model::RecordType;
use crate::model::field::{self, Field};
use crate::model::kind::{Choice, Format, ListType, choice};
use crate::model::record_type::PLAIN;
use crate::model::value::Items;
use crate::query::around::Surroundings;
use crate::records::user::USER;
use crate::records::{assertion, checks};
use crate::rights::explain::{self, Question};
use crate::rights::{Action, Caller, Scope};

/// A named bundle of rights. The built-in role `Everybody` holds the company-wide rights.
pub static ROLE: RecordType = RecordType {
    name: "role",
    label: "Role",
    plural: "roles",
    plural_label: "Roles",
    table: "roles",
    help: "A named bundle of rights. The role Everybody holds the company-wide rights.",
    title: &[NAME],
    fields: &[NAME.any(), DESCRIPTION.any(), RIGHTS.any(), CLASSES.any(), DUTIES.any(), SECOND_FACTOR.any()],
    checks: &[checks::RIGHTS_FIT, checks::LAST_ADMINISTRATOR, checks::NO_DUTY_ONE_LACKS, assertion::HOLDS],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

/// A job, made of roles; each user has one.
pub static PROFILE: RecordType = RecordType {
    name: "profile",
    label: "Profile",
    plural: "profiles",
    plural_label: "Profiles",
    table: "profiles",
    help: "A job, made of roles; each user has one.",
    title: &[NAME],
    fields: &[NAME.any(), DESCRIPTION.any(), ROLES.any()],
    checks: &[checks::LAST_ADMINISTRATOR, checks::NO_DUTY_ONE_LACKS, assertion::HOLDS],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

/// Users who belong together. A group carries roles too, and its members share what has the scope `group`.
pub static GROUP: RecordType = RecordType {
    name: "group",
    label: "Group",
    plural: "groups",
    plural_label: "Groups",
    table: "groups",
    help: "Users who belong together. A group carries roles too.",
    title: &[NAME],
    fields: &[NAME.any(), DESCRIPTION.any(), MEMBERS.any(), GROUPS.any(), ROLES.any(), EXTERNAL_ID.any()],
    checks: &[
        checks::NO_GROUP_CYCLE,
        checks::LAST_ADMINISTRATOR,
        checks::NO_DUTY_ONE_LACKS,
        checks::NOT_FOR_ONESELF,
        assertion::HOLDS,
    ],
    configures: true,
    takes_proof: true,
    ..PLAIN
};

pub(crate) static ACTION_NAMES: [Choice; 9] = [
    choice("*", "Everything"),
    choice("read", "Read"),
    choice("create", "Create"),
    choice("update", "Change"),
    choice("delete", "Delete"),
    choice("export", "Export"),
    choice("import", "Import"),
    choice("merge", "Merge"),
    choice("convert", "Convert"),
];
static SCOPES: [Choice; 4] =
    [choice("own", "Own"), choice("group", "Group"), choice("subtree", "Reports"), choice("all", "All")];
static VIEWS: [Choice; 3] = [choice("exact", "Exact"), choice("banded", "In bands"), choice("masked", "Masked")];
pub(crate) static CLASS_NAMES: [Choice; 6] = [
    choice("ordinary", "Ordinary"),
    choice("personal", "Personal"),
    choice("special", "Special"),
    choice("figures", "Figures"),
    choice("cost", "Cost"),
    choice("bank", "Bank"),
];
static DUTY_NAMES: [Choice; 9] = [
    choice("*", "All duties"),
    choice("users", "Manage users"),
    choice("rights", "Manage rights"),
    choice("settings", "Manage settings and fields"),
    choice("audit", "Read the journal"),
    choice("jobs", "See all jobs"),
    choice("impersonation", "Act as others, looking only"),
    choice("impersonation_changes", "Act as others and change records"),
    choice("emergency", "Give emergency access"),
];

/// The duties there are, by name.
pub const DUTIES_BY_NAME: [&str; 8] =
    ["users", "rights", "settings", "audit", "jobs", "impersonation", "impersonation_changes", "emergency"];

static RIGHT: ListType = ListType {
    name: "Right",
    parts: &[
        field::formatted("record_type", "Record type", Format::AnyType)
            .required()
            .help("A record type, or * for all.")
            .any(),
        field::one_of("action", "Action", &ACTION_NAMES).required().any(),
        field::one_of("scope", "Scope", &SCOPES).required().any(),
        field::text("filter", "Filter").max_length(4_096).help("Only records that satisfy it.").any(),
    ],
    max_items: 500,
};
static CLASS: ListType = ListType {
    name: "ClassView",
    parts: &[
        field::formatted("record_type", "Record type", Format::AnyType)
            .required()
            .help("A record type, or * for all.")
            .any(),
        field::one_of("class", "Data class", &CLASS_NAMES).required().any(),
        field::one_of("scope", "Scope", &SCOPES).required().any(),
        field::one_of("view", "View", &VIEWS).help("Exact, where nothing is said.").any(),
    ],
    max_items: 500,
};
static DUTY: ListType =
    ListType { name: "Duty", parts: &[field::one_of("duty", "Duty", &DUTY_NAMES).required().any()], max_items: 50 };
static ROLE_LINK: ListType =
    ListType { name: "RoleLink", parts: &[field::link("role_id", "Role", "role").required().any()], max_items: 100 };
static GROUP_LINK: ListType = ListType {
    name: "GroupLink",
    parts: &[field::link("group_id", "Group", "group").required().any()],
    max_items: 100,
};
static MEMBER: ListType =
    ListType { name: "Member", parts: &[field::link("user_id", "User", "user").required().any()], max_items: 5_000 };

pub(crate) const NAME: Field<String> = field::text("name", "Name").required().max_length(100).searchable().sortable();
pub(crate) const DESCRIPTION: Field<String> = field::text("description", "Description").max_length(500);
pub(crate) const RIGHTS: Field<Items> = field::list("rights", "Rights", &RIGHT);
pub(crate) const CLASSES: Field<Items> =
    field::list("classes", "Data classes seen", &CLASS).help("Classes that are not named here are absent.");
pub(crate) const DUTIES: Field<Items> = field::list("duties", "Duties", &DUTY);
pub(crate) const SECOND_FACTOR: Field<bool> = field::yes_no("second_factor_required", "Second factor required")
    .help("Whoever has this role sets up a second factor before anything else. API keys are not concerned.");
pub(crate) const ROLES: Field<Items> = field::list("roles", "Roles", &ROLE_LINK);
pub(crate) const GROUPS: Field<Items> =
    field::list("groups", "Groups in it", &GROUP_LINK).help("Whoever is in one of these is in this group too.");
pub(crate) const EXTERNAL_ID: Field<String> =
    field::text("external_id", "External id").max_length(100).help("Its id in the directory that keeps it.");
pub(crate) const MEMBERS: Field<Items> = field::list("members", "Members", &MEMBER);

/// Whether somebody looks after the rights of others.
pub fn looks_after_rights(caller: &Caller) -> bool {
    ["users", "rights", "audit"].into_iter().any(|duty| caller.has_duty(duty))
}

/// Whether somebody may know who may do what to a record: those who look after rights, and those who may change the record and see
/// all users.
pub fn may_know_audience(caller: &Caller, known: &Surroundings) -> bool {
    let kind = known.record.kind;
    let change = Question { action: Action::Update, kind, record: Some((&known.record, known)), field: None };
    looks_after_rights(caller) || (caller.scope(&USER, Action::Read) == Scope::All && explain::decided(caller, change))
}
