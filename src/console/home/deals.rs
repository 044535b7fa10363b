//! The deals of whoever looks, by the stages that are still open, with what they come to as far as he may see it.

use crate::console::board::{self, Lanes};
use crate::console::calendar::owned_by;
use crate::console::home::readable;
use crate::console::pairs::encode;
use crate::console::visit::Visit;
use crate::error::Result;
use crate::model::value::Money;
use crate::query::Listing;
use crate::query::group::{self, Grouping};
use crate::records::deal;
use crate::rights::decide;

/// Deals by stage.
pub(super) struct Deals {
    pub(super) stages: Vec<Stage>,
    /// How many are open in all.
    pub(super) count: u64,
    pub(super) totals: Vec<String>,
    /// The board of the same.
    pub(super) board: String,
    /// The most in one stage.
    pub(super) most: u64,
}

/// A stage with its deals.
pub(super) struct Stage {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) count: u64,
    pub(super) number: String,
    pub(super) sums: Vec<String>,
}

/// Those of whoever looks.
pub(super) async fn of(visit: &Visit) -> Result<Option<Deals>> {
    let caller = visit.caller()?;
    let (Some(kind), Some(me)) = (readable(visit, "deal")?, caller.actor.user()) else { return Ok(None) };
    let by = deal::STAGE.any();
    if !decide::sees_everywhere(caller, kind, &by) {
        return Ok(None);
    }
    let lanes = Lanes::of(visit, kind, &by, None).await?;
    let listing = Listing { filter: owned_by(me).and(lanes.filter(&by)), ..Listing::new(caller, kind) };
    let amount = board::amount(visit, kind)?;
    let grouping = Grouping { by: Some(by), sums: amount.into_iter().collect(), ..Grouping::default() };
    let groups = group::group(visit.app.database(), caller, kind, &listing, &grouping).await?.groups;
    let mine = format!("owner_id eq \"{me}\"");
    let (mut stages, mut sums): (Vec<Stage>, Vec<Money>) = (Vec::new(), Vec::new());
    for lane in lanes.all.into_iter().filter(|lane| lane.tone.is_empty()) {
        let group = groups.iter().find(|group| group.key == lane.value);
        let sum = group.and_then(|group| group.sums.first());
        for total in sum.iter().flat_map(|sum| &sum.totals) {
            let (Some(amount), Some(currency)) = (total.amount, total.currency) else { continue };
            match sums.iter_mut().find(|sum| sum.currency == currency) {
                Some(sum) => sum.amount = sum.amount.saturating_add(amount),
                None => sums.push(Money { amount, currency }),
            }
        }
        let count = group.map_or(0, |group| group.count);
        let filter = format!("stage_id eq \"{}\" and {mine}", lane.text);
        stages.push(Stage {
            label: lane.label,
            href: format!("/deals?filter={}", encode(&filter)),
            count,
            number: visit.t.number(&count.to_string()),
            sums: sum.map(|sum| board::totals(visit, sum)).unwrap_or_default(),
        });
    }
    Ok(Some(Deals {
        count: stages.iter().map(|stage| stage.count).sum(),
        totals: sums.iter().map(|sum| visit.t.money(sum)).collect(),
        board: format!("/deals/board?filter={}", encode(&mine)),
        most: stages.iter().map(|stage| stage.count).max().unwrap_or(0).max(1),
        stages,
    }))
}
