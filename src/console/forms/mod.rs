//! Forms of any record type, made from its definition: values as texts in controls, and back. They need no script.

mod candidates;
mod control;
mod layout;
mod read;
mod write;

pub(super) use candidates::{Candidates, Resolved, usable};
pub(super) use control::{Control, Option_, Row, Widget};
pub(super) use write::defaults;

use std::cell::RefCell;

use crate::console::here::Written;
use crate::console::language::Language;
use crate::console::pairs::Pairs;
use crate::console::sign_in::Problem;
use crate::console::titles::Titles;
use crate::console::visit::Visit;
use crate::error::{FieldProblem, Result};
use crate::id::Id;
use crate::model::{AnyField, Input, Kind, Record, RecordType, Schema, check};
use crate::query::list::visible_fields;
use crate::records::deal::LOST_REASON;
use crate::records::pipeline::STAGE;

/// The form of a record type for one person.
pub(super) struct Form {
    /// The fields in it: those he may see and that are not kept by the program.
    pub(super) fields: Vec<AnyField>,
    candidates: Candidates,
    kind: &'static RecordType,
    /// The language that it speaks.
    t: Language,
    written: Written,
}

impl Form {
    /// The form; `hidden` are fields that he does not see on this record.
    pub(super) async fn of(visit: &Visit, kind: &'static RecordType, hidden: &[&'static str]) -> Result<Self> {
        let caller = visit.caller()?;
        let fields: Vec<AnyField> = visible_fields(caller, kind)
            .into_iter()
            .filter(|field| !field.computed && !field.is_secret() && !hidden.contains(&field.name))
            .collect();
        Self::only(visit, kind, fields).await
    }

    /// The form of these fields.
    pub(super) async fn only(visit: &Visit, kind: &'static RecordType, fields: Vec<AnyField>) -> Result<Self> {
        Self::with(visit, kind, fields, false).await
    }

    /// The form that asks for records by these fields; what is asked for may be of somebody who left.
    pub(super) async fn asking(visit: &Visit, kind: &'static RecordType, fields: Vec<AnyField>) -> Result<Self> {
        Self::with(visit, kind, fields, true).await
    }

    async fn with(visit: &Visit, kind: &'static RecordType, fields: Vec<AnyField>, all: bool) -> Result<Self> {
        let candidates = Candidates::of(visit, &fields, all).await?;
        Ok(Self { fields, candidates, kind, t: visit.t, written: visit.written() })
    }

    /// The fields of something new that lead to a stage, and the stage that it is in first.
    pub(super) fn first_stages(&self) -> impl Iterator<Item = (&'static str, Id)> {
        let first = self.candidates.of_stages().0;
        let leads = |field: &&AnyField| field.required && matches!(field.kind, Kind::Link(to) if to == STAGE.name);
        self.fields.iter().filter(leads).filter_map(move |field| Some((field.name, first?)))
    }

    /// A short form of these fields only, as far as he sees them.
    pub(super) async fn short(visit: &Visit, kind: &'static RecordType, names: &[&str]) -> Result<Self> {
        let visible = visible_fields(visit.caller()?, kind);
        let fields: Vec<AnyField> =
            names.iter().filter_map(|name| visible.iter().find(|field| field.name == *name)).copied().collect();
        Self::only(visit, kind, fields).await
    }

    /// The same without asking why something was lost, unless it begins lost.
    #[must_use]
    pub(super) fn without_why_lost(mut self, said: &Pairs) -> Self {
        if !self.goes_lost(&self.fields, said) {
            self.fields.retain(|field| *field != LOST_REASON.any());
        }
        self
    }

    fn goes_lost(&self, fields: &[AnyField], sent: &Pairs) -> bool {
        fields.iter().any(|field| self.candidates.is_lost(field, sent.text(field.name)))
    }

    /// That it has to be said why something was lost, where one of these fields makes it so and nothing is said.
    pub(super) fn unexplained(&self, fields: &[AnyField], sent: &Pairs) -> Option<FieldProblem> {
        let why = self.fields.iter().find(|field| **field == LOST_REASON.any())?;
        (self.goes_lost(fields, sent) && sent.text(why.name).trim().is_empty()).then(|| check::missing(why))
    }

    /// What stands in the controls for a record.
    pub(super) fn pairs(&self, record: &Record, titles: &Titles) -> Pairs {
        let mut pairs = Pairs::default();
        let writer = write::Writer { written: self.written, candidates: &self.candidates, titles };
        for field in &self.fields {
            if let Some(value) = record.value(field.name) {
                writer.field(&mut pairs, field, field.name, value);
            }
        }
        pairs
    }

    /// What was sent, without rows that are empty or to be removed; the others are counted through.
    pub(super) fn sent(&self, form: &Pairs) -> Pairs {
        layout::compact(&self.fields, form)
    }

    /// Looks up the records that texts name.
    pub(super) async fn resolve(&self, visit: &Visit, sent: &Pairs) -> Result<Resolved> {
        self.candidates.resolve(visit, &self.fields, sent).await
    }

    /// The fields whose texts differ.
    pub(super) fn differing(&self, one: &Pairs, other: &Pairs) -> Vec<AnyField> {
        self.fields.iter().filter(|field| one.of(field.name) != other.of(field.name)).copied().collect()
    }

    /// The values of these fields, or all that is wrong with them.
    pub(super) fn read(
        &self,
        fields: &[AnyField],
        sent: &Pairs,
        resolved: &Resolved,
    ) -> std::result::Result<Input, Vec<FieldProblem>> {
        let reader = read::Reader { t: self.t, written: self.written, sent, resolved };
        let (mut input, mut problems) = (Input::new(), Vec::new());
        for field in fields {
            match reader.field(field) {
                Ok(None) if field.required => problems.push(check::missing(field)),
                Ok(value) => input.set(field.name, value),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok(input) } else { Err(problems) }
    }

    /// The controls with these texts, and what is wrong with them; what belongs to no control comes last in the summary.
    pub(super) fn controls(
        &self,
        schema: &Schema,
        pairs: &Pairs,
        titles: &Titles,
        resolved: &Resolved,
        problems: &[FieldProblem],
    ) -> (Vec<Control>, Vec<Problem>) {
        let zone = self.written.here.zone;
        let layout = layout::Layout {
            t: self.t,
            zone,
            schema,
            pairs,
            titles,
            resolved,
            candidates: &self.candidates,
            problems,
            listed: RefCell::default(),
        };
        let controls: Vec<Control> =
            self.fields.iter().map(|field| layout.control(self.kind.name, field, field.name)).collect();
        let mut summary = Vec::new();
        for control in &controls {
            control.collect(self.t, &mut summary);
        }
        let is_shown = |problem: &&FieldProblem| {
            problem.pointer.split('/').nth(1).is_some_and(|name| self.fields.iter().any(|field| field.name == name))
        };
        let others = problems.iter().filter(|problem| !is_shown(problem));
        summary
            .extend(others.map(|problem| Problem { id: String::new(), text: self.t.problem_of(self.kind, problem) }));
        (controls, summary)
    }
}
