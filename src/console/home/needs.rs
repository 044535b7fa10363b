//! What waits for somebody to see to it, as far as the person who looks is one who can: each with its true number and the way.

use crate::clock::Micros;
use crate::console::admin::{emergency, places};
use crate::console::home::{parsed, readable};
use crate::console::icons::Icon;
use crate::console::pairs::encode;
use crate::console::visit::Visit;
use crate::console::{duplicates, guide, system};
use crate::error::{Error, Result};
use crate::jobs::store::{self, State};
use crate::query::Listing;
use crate::query::count::count;
use crate::records::access::looks_after_rights;
use crate::records::user::USER;
use crate::rights::assertion;
use crate::rights::decide::{self, Rows};
use crate::rights::{Action, Caller};

/// How many of the newest jobs are looked at, and how far back.
const JOBS: u64 = 50;
const LATELY: Micros = 7 * 86_400_000_000;
/// How far it is counted.
const COUNTED: u64 = 1_000;

/// Something that waits.
pub(super) struct Need {
    pub(super) text: String,
    pub(super) href: String,
    pub(super) icon: Icon,
}

/// The record type, the filter of those that wait, and how that is said.
const WAITING: [(&str, &str, &str); 4] = [
    ("lead", "not (owner_id pr) and (status eq \"new\" or status eq \"contacted\")", "home-leads-unowned"),
    ("deal", "not (owner_id pr)", "home-deals-unowned"),
    ("organisation", "not (owner_id pr)", "home-organisations-unowned"),
    ("user", "active eq true and not (profile_id pr)", "home-users-unprofiled"),
];

/// The record types of which it is told that some may be there twice.
const TWICE: [&str; 3] = ["organisation", "contact", "lead"];

/// How the backups stand.
fn backups(visit: &Visit) -> Need {
    let said = visit.say("label-and-text").with("label", visit.say("health-backup"));
    let text = said.with("text", visit.say("not-known")).into();
    Need { text, href: "/system#health".into(), icon: Icon("info") }
}

/// What those see to who look after rights.
fn of_rights(visit: &Visit, caller: &Caller) -> Vec<Need> {
    let mut needs = Vec::new();
    if !looks_after_rights(caller) {
        return needs;
    }
    let open = emergency::open(caller);
    if open > 0 {
        needs.push(Need {
            text: visit.say("emergency-state").count(open).into(),
            href: "/administration/emergency".into(),
            icon: Icon("emergency"),
        });
    }
    let broken = assertion::broken(&caller.configuration, caller.now).len() as u64;
    if broken > 0 {
        needs.push(Need {
            text: visit.say("home-assertions-broken").count(broken).into(),
            href: "/administration/rights#assertions".into(),
            icon: Icon("warning"),
        });
    }
    needs
}

/// Of records only what the person may change throughout: others could do nothing about it.
pub(super) async fn of(visit: &Visit) -> Result<Vec<Need>> {
    let (caller, database) = (visit.caller()?, visit.app.database());
    let mut needs = Vec::new();
    if let Some((done, total)) = guide::progress(visit).await?.filter(|(done, total)| done < total) {
        let count = visit.say("guide-count").with("done", done).with("total", total);
        needs.push(Need {
            text: visit.say("label-and-text").with("label", visit.say("guide-home")).with("text", count).into(),
            href: "/guide".into(),
            icon: Icon("settings"),
        });
    }
    let sees_users = readable(visit, USER.name)?.is_some() && decide::rows(caller, Action::Read, &USER) == Rows::All;
    if caller.has_duty("users") && sees_users {
        let waiting = u64::try_from(visit.app.identity().waiting().await?).unwrap_or(0);
        if waiting > 0 {
            needs.push(Need {
                text: visit.say("home-users-waiting").count(waiting).into(),
                href: "/administration/users?waiting=1".into(),
                icon: Icon("user"),
            });
        }
    }
    needs.extend(of_rights(visit, caller));
    needs.extend(system::may(caller).then(|| backups(visit)));
    let since = database.clock().now() - LATELY;
    let failed = store::list(database, caller, None, JOBS).await?;
    let failed = failed.iter().filter(|job| job.state == State::Failed && job.created_at >= since).count();
    if failed > 0 {
        needs.push(Need {
            text: visit.say("home-jobs-failed").count(failed as u64).into(),
            href: "/jobs?state=failed".into(),
            icon: Icon("warning"),
        });
    }
    for (name, text, key) in WAITING {
        let Some(kind) = readable(visit, name)? else { continue };
        if decide::rows(caller, Action::Update, kind) != Rows::All {
            continue;
        }
        let filter = match parsed(visit, kind, text) {
            // Of a field that he does not see he is told nothing.
            Err(Error::Invalid(_)) => continue,
            filter => filter?,
        };
        let listing = Listing { filter, ..Listing::new(caller, kind) };
        let number = count(database.read(), database.engine(), caller, kind, &listing, Some(COUNTED)).await?;
        if number > 0 {
            needs.push(Need {
                text: visit.say(key).count(number).into(),
                href: format!("{}?filter={}", places::list(caller, kind), encode(text)),
                icon: Icon::of(kind.name),
            });
        }
    }
    for name in TWICE {
        let Some(kind) = readable(visit, name)? else { continue };
        if decide::rows(caller, Action::Merge, kind) != Rows::All {
            continue;
        }
        let number = duplicates::lately(visit, kind).await?;
        if number > 0 {
            needs.push(Need {
                text: visit.say("home-duplicates").of(kind).count(number).into(),
                href: format!("/{}/duplicates", kind.plural),
                icon: Icon("merge"),
            });
        }
    }
    Ok(needs)
}
