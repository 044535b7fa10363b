//! Eight users in a hierarchy, and two groups.

use crate::changes::Change;
use crate::id::{Id, Ids};
use crate::model::value::Parts;
use crate::model::{Input, Value};
use crate::records::demo::dice::Dice;
use crate::records::{access, parts, seed, user};

/// The people of the demo company.
pub(super) struct Staff {
    /// Those who own customers and deals.
    pub(super) sellers: Vec<Id>,
    /// Everybody.
    pub(super) all: Vec<Id>,
}

/// Name, mail address, job, profile, number of the manager.
const PEOPLE: [(&str, &str, &str, &str, Option<usize>); 8] = [
    ("Marijke Hoekstra", "marijke", "Managing director", "Management", None),
    ("Tom van Rijn", "tom", "Head of sales", "Management", Some(0)),
    ("Anna Jansen", "anna", "Account manager", "Sales", Some(1)),
    ("Bilal Yılmaz", "bilal", "Account manager", "Sales", Some(1)),
    ("Céline Moreau", "celine", "Account manager", "Sales", Some(1)),
    ("Kees Postma", "kees", "Sales assistant", "Sales assistant", Some(1)),
    ("Ingrid Sørensen", "ingrid", "Support", "Support", Some(0)),
    ("Frank Weiß", "frank", "Controller", "Finance", Some(0)),
];

pub(super) fn make(dice: &mut Dice, ids: &Ids) -> (Staff, Vec<Change>) {
    let all: Vec<Id> = PEOPLE.iter().map(|_| ids.next()).collect();
    let mut changes: Vec<Change> = PEOPLE
        .iter()
        .enumerate()
        .map(|(number, (name, mail, job, profile, manager))| {
            let hired = format!("20{:02}-{:02}-01", dice.between(10, 24), dice.between(1, 12));
            let input = Input::new()
                .with(user::NAME, (*name).into())
                .with(user::EMAIL, format!("{mail}@demo.example"))
                .with(user::JOB_TITLE, (*job).into())
                .with(user::PHONE, format!("+31 30 234 56 {:02}", number + 10))
                .with(user::HIRED_ON, hired)
                .with(parts::LANGUAGE, "nl".into())
                .with_some(user::PROFILE, seed::profile_named(profile))
                .with_some(user::MANAGER, manager.map(|at| all[at]));
            Change::create(&user::USER, input).with_id(all[number])
        })
        .collect();
    changes.push(group("Sales north", &all[1..4]));
    changes.push(group("Sales south", &[all[1], all[4], all[5]]));
    (Staff { sellers: all[2..5].to_vec(), all }, changes)
}

fn group(name: &str, members: &[Id]) -> Change {
    let members = members.iter().map(|id| Parts::from([("user_id", Value::Link(*id))])).collect();
    Change::create(&access::GROUP, Input::new().with(access::NAME, name.into()).with(access::MEMBERS, members))
}
