//! What the address of a list asks for, read with the eyes of whoever asks: shared by the list, its export and its bulk changes.

use crate::console::list::address::ListAddress;
use crate::console::list::views::{self, View};
use crate::console::pairs::Pairs;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::model::filter::{self, Filter};
use crate::model::{AnyField, RecordType};
use crate::query::group::Grouping;
use crate::query::{Listing, order, search};
use crate::rights::decide;

/// What a list is asked for.
pub(in crate::console) struct Asked {
    pub(in crate::console) address: ListAddress,
    pub(in crate::console) views: Vec<View>,
    /// Which records in which order; its page and fields are for the reader to say.
    pub(in crate::console) listing: Listing,
    /// The filter of the address alone, without the group that is open.
    pub(in crate::console) filter: Filter,
    pub(in crate::console) words_problem: String,
    pub(in crate::console) filter_problem: String,
}

impl Asked {
    /// Reads that of the page.
    pub(super) async fn of(visit: &Visit, kind: &'static RecordType) -> Result<Self> {
        Self::read(visit, kind, &visit.query).await
    }

    /// Reads it. What is wrong with words and filter is said beside them.
    pub(in crate::console) async fn read(visit: &Visit, kind: &'static RecordType, query: &Pairs) -> Result<Self> {
        let caller = visit.caller()?;
        let views = views::offered(visit, kind).await?;
        let mut address = ListAddress::of(query, kind, &views);
        let mut listing = Listing { bin: address.bin, ..Listing::new(caller, kind) };
        let (mut words_problem, mut filter_problem) = (String::new(), String::new());
        match search::parse(&address.words) {
            Ok(words) => listing.words = words,
            Err(_) => words_problem = super::search_too_long(visit),
        }
        let may_use = |field: &AnyField| decide::may_see(caller, kind, field);
        let parse = |text: &str| filter::parse_with_words(&caller.configuration.schema, kind, text, &may_use);
        let mut own = Filter::All;
        match parse(&address.filter) {
            Ok(filter) => own = filter,
            Err(_) if query.get("filter").is_none() && address.view.is_some() => {
                // What somebody else asks for in his view is not shown to whom it is hidden.
                filter_problem = visit.say("view-out-of-reach").into();
                address.filter.clear();
            }
            Err(error) => filter_problem = visit.t.error(&error),
        }
        if !address.sort.is_empty() {
            match order::parse(caller, kind, &address.sort) {
                Ok(orders) => listing.order = orders,
                Err(_) if query.get("sort").is_none() => address.sort.clear(),
                Err(error) => return Err(Error::Malformed(visit.t.error(&error))),
            }
        }
        // A view may group by what is hidden from whoever looks.
        if query.get("group").is_none() && Grouping::parse(caller, kind, &address.group, "").is_err() {
            address.group.clear();
        }
        let within = parse(&address.within).map_err(|error| Error::Malformed(visit.t.error(&error)))?;
        if query.get("view").is_some_and(|text| text.parse::<Id>().is_err() || address.view.is_none()) {
            return Err(Error::NotFound);
        }
        listing.filter = own.clone().and(within).settled(&visit.asker()?);
        Ok(Self { address, views, listing, filter: own, words_problem, filter_problem })
    }

    /// Whether there is nothing wrong with it.
    pub(in crate::console) fn is_right(&self) -> bool {
        self.words_problem.is_empty() && self.filter_problem.is_empty()
    }
}
