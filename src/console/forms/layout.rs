//! Fields as controls: which control suits a field, and how rows of lists are laid out and counted.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::clock::Zone;
use crate::console::forms::candidates::Named;
use crate::console::forms::{Candidates, Control, Option_, Resolved, Row, Widget};
use crate::console::language::Language;
use crate::console::pairs::Pairs;
use crate::console::titles::Titles;
use crate::error::FieldProblem;
use crate::id::Id;
use crate::model::fold::sort_key;
use crate::model::kind::ListType;
use crate::model::{AnyField, Format, Kind, Schema};

/// Empty rows after those of a list.
const SPARE: usize = 2;

/// What controls are made from.
pub(super) struct Layout<'a> {
    pub(super) t: Language,
    /// The time zone of the moments in it.
    pub(super) zone: Zone,
    pub(super) schema: &'a Schema,
    pub(super) pairs: &'a Pairs,
    pub(super) titles: &'a Titles,
    pub(super) resolved: &'a Resolved,
    pub(super) candidates: &'a Candidates,
    pub(super) problems: &'a [FieldProblem],
    /// The lists of names that are on the page.
    pub(super) listed: RefCell<BTreeSet<&'static str>>,
}

impl Layout<'_> {
    /// The control of a field under a name; `of` is the record type, or the list that it is a part of.
    pub(super) fn control(&self, of: &str, field: &AnyField, name: &str) -> Control {
        let widget = self.widget(of, field, name);
        let more = match (field.kind, &widget) {
            (Kind::Time, _) => self.t.say("help-zone").with("zone", self.zone.name()).to_string(),
            (Kind::Link(_), Widget::Find { .. }) => self.t.say("help-by-title").into(),
            _ => String::new(),
        };
        let help = [&*self.t.help(of, field), &more].join(" ").trim().to_owned();
        Control {
            t: self.t,
            name: name.to_owned(),
            id: format!("f-{}", name.replace('.', "-")),
            label: self.t.field(of, field),
            help,
            required: field.required,
            problem: self.problem(of, field, name),
            widget,
        }
    }

    /// What is wrong with a control. Parts of a list have controls of their own, parts of an amount do not.
    fn problem(&self, of: &str, field: &AnyField, name: &str) -> String {
        let pointer = format!("/{}", name.replace('.', "/"));
        let is_list = matches!(field.kind, Kind::List(_));
        let belongs = |problem: &&FieldProblem| match problem.pointer.strip_prefix(&pointer) {
            Some("") => true,
            Some(rest) if is_list => rest.starts_with('/') && rest.matches('/').count() == 1,
            Some(rest) => rest.starts_with('/'),
            None => false,
        };
        let found = self.problems.iter().filter(belongs).map(|problem| self.t.problem(of, Some(field), problem));
        found.collect::<Vec<_>>().join(" ")
    }

    fn widget(&self, of: &str, field: &AnyField, name: &str) -> Widget {
        let value = self.pairs.text(name).to_owned();
        let line = |kind, mode| Widget::Line { kind, value: value.clone(), most: field.max_length, mode };
        match field.kind {
            Kind::Text(Format::Lines) | Kind::Json => Widget::Lines { value, most: field.max_length },
            Kind::Text(format) => match format {
                Format::Email => line("email", ""),
                Format::Phone => line("tel", ""),
                Format::Url => line("text", "url"),
                Format::Type | Format::AnyType => Widget::Select(self.types(field, format, &value)),
                Format::Country | Format::Language => self.named(format, value),
                _ => line("text", ""),
            },
            Kind::Number { .. } => line("text", "decimal"),
            Kind::Date => Widget::Day { value, picker: "date" },
            Kind::Time => Widget::Day { value, picker: "datetime-local" },
            Kind::YesNo => {
                let choices = [("true", "yes"), ("false", "no")];
                let choices = choices.map(|(code, key)| (code.to_owned(), self.t.say(key).into()));
                Widget::Select(self.select(field, &value, choices))
            }
            Kind::Choice(choices) => {
                let choices = choices
                    .iter()
                    .map(|choice| (choice.code.to_owned(), self.t.choice(of, field, choice).into_owned()));
                Widget::Select(self.select(field, &value, choices))
            }
            Kind::Link(target) => self.link(field, target, &value),
            Kind::Money => {
                let currency = self.pairs.filled(&format!("{name}.currency")).unwrap_or("EUR").to_owned();
                Widget::Money { amount: self.pairs.text(&format!("{name}.amount")).to_owned(), currency }
            }
            Kind::Reference(targets) => {
                let chosen = self.pairs.text(&format!("{name}.type"));
                let value = self.pairs.text(&format!("{name}.id")).to_owned();
                let kinds = targets.iter().map(|target| ((*target).to_owned(), self.type_label(target)));
                let several = self.several(chosen, &value);
                Widget::Reference { kinds: self.select(field, chosen, kinds), value, several }
            }
            Kind::List(list) => Widget::List(self.rows(of, field, list)),
        }
    }

    /// Options, with an empty one where nothing may be chosen or nothing is chosen yet, and with what is chosen in any case.
    fn select(
        &self,
        field: &AnyField,
        value: &str,
        choices: impl IntoIterator<Item = (String, String)>,
    ) -> Vec<Option_> {
        let mut options: Vec<Option_> =
            choices.into_iter().map(|(code, label)| Option_ { selected: code == value, value: code, label }).collect();
        let is_known = options.iter().any(|option| option.selected);
        if !value.is_empty() && !is_known {
            let label = match (field.kind, value.parse::<Id>()) {
                (Kind::Link(target), Ok(id)) => {
                    self.titles.get(target, id).map_or_else(|| self.t.say("unseen").into(), str::to_owned)
                }
                _ => value.to_owned(),
            };
            options.push(Option_ { value: value.to_owned(), label, selected: true });
        }
        if !field.required || value.is_empty() {
            options.insert(0, Option_ { value: String::new(), label: String::new(), selected: value.is_empty() });
        }
        options
    }

    /// A country or a language. All of them are on the page once, for whichever control comes first.
    fn named(&self, format: Format, value: String) -> Widget {
        let list = if format == Format::Country { "countries" } else { "languages" };
        let is_first = self.listed.borrow_mut().insert(list);
        Widget::Named { value, list, names: if is_first { self.t.names(format) } else { Vec::new() } }
    }

    fn link(&self, field: &AnyField, target: &'static str, value: &str) -> Widget {
        if let Some(few) = self.candidates.few(target) {
            let choices = few.iter().map(|(id, title)| (id.to_string(), title.clone()));
            return self.grouped(self.select(field, value, choices));
        }
        let several = self.several(target, value);
        if several.is_empty() {
            return Widget::Find { kind: target, value: value.to_owned() };
        }
        Widget::Select(several)
    }

    /// Stages by their pipelines, where there are several.
    fn grouped(&self, options: Vec<Option_>) -> Widget {
        let pipelines = self.candidates.of_stages().1;
        let pipeline = |option: &Option_| pipelines.get(&option.value.parse::<Id>().ok()?);
        let (mut first, mut groups) = (Vec::new(), Vec::<(String, Vec<Option_>)>::new());
        for option in options {
            match (pipeline(&option), groups.last_mut()) {
                (None, _) => first.push(option),
                (Some(name), Some((last, those))) if last == name => those.push(option),
                (Some(name), _) => groups.push((name.clone(), vec![option])),
            }
        }
        if groups.is_empty() { Widget::Select(first) } else { Widget::Groups { first, groups } }
    }

    /// What a typed text may mean, where it means several things.
    fn several(&self, target: &str, text: &str) -> Vec<Option_> {
        let fits = self.resolved.iter().find(|((kind, known), _)| *kind == target && known == text.trim());
        let Some((_, Named::Several(found, _))) = fits else { return Vec::new() };
        let mut options = vec![Option_ { value: String::new(), label: String::new(), selected: true }];
        options.extend(found.iter().map(|(id, title)| {
            let tail = id.simple();
            let label = format!("{title} ({})", &tail[tail.len() - 8..]);
            Option_ { value: id.to_string(), label, selected: false }
        }));
        options
    }

    /// All record types in words.
    fn types(&self, field: &AnyField, format: Format, value: &str) -> Vec<Option_> {
        let every = ("*".to_owned(), self.t.say("rights-every-type").to_string());
        let mut kinds: Vec<(String, String)> =
            self.schema.types().iter().map(|kind| (kind.name.to_owned(), self.t.many(kind).into_owned())).collect();
        kinds.sort_by_cached_key(|(_, label)| sort_key(label));
        self.select(field, value, (format == Format::AnyType).then_some(every).into_iter().chain(kinds))
    }

    /// What a record type is called that can be linked to.
    fn type_label(&self, name: &str) -> String {
        self.schema.named(name).map_or_else(|| name.to_owned(), |kind| self.t.one(kind).into_owned())
    }

    fn rows(&self, of: &str, field: &AnyField, list: &ListType) -> Vec<Row> {
        let most = usize::from(list.max_items);
        let mut rows = Vec::new();
        let mut spare = 0;
        while spare < SPARE && rows.len() < most {
            let prefix = format!("{}.{}", field.name, rows.len());
            let is_spare = self.pairs.of(&prefix).is_empty();
            let number = rows.len() + 1;
            let row = Row {
                legend: {
                    let legend = self.t.say(if is_spare { "row-new" } else { "row" });
                    legend.with("label", self.t.field(of, field)).with("row", number).into()
                },
                remove: if is_spare { String::new() } else { format!("{prefix}._remove") },
                parts: list
                    .parts
                    .iter()
                    .map(|part| {
                        let mut control = self.control(list.name, part, &format!("{prefix}.{}", part.name));
                        // An empty row is left out as a whole, so nothing in it is needed yet.
                        control.required &= !is_spare;
                        // Said once is enough.
                        if number > 1 {
                            control.help.clear();
                        }
                        control
                    })
                    .collect(),
            };
            spare += usize::from(is_spare);
            rows.push(row);
        }
        rows
    }
}

/// What was sent, in the form in which [`super::write`] would have written it: without empty or removed rows, without the
/// currency of no amount and the type of no record.
pub(super) fn compact(fields: &[AnyField], form: &Pairs) -> Pairs {
    let mut kept = Pairs::default();
    for field in fields {
        match field.kind {
            Kind::List(list) => rows(&mut kept, field, list.parts, usize::from(list.max_items), form),
            _ => simple(&mut kept, field, field.name, field.name, form),
        }
    }
    for (name, text) in &form.0 {
        if name.starts_with('_') {
            kept.push(name, text);
        }
    }
    kept
}

fn simple(kept: &mut Pairs, field: &AnyField, from: &str, to: &str, form: &Pairs) {
    let mut both = |first: &str, second: &str| {
        let value = form.text(&format!("{from}.{first}"));
        if !value.trim().is_empty() {
            // In the order in which they are written.
            if first == "amount" {
                kept.push(format!("{to}.amount"), value);
                kept.push(format!("{to}.currency"), form.text(&format!("{from}.{second}")));
            } else {
                kept.push(format!("{to}.type"), form.text(&format!("{from}.{second}")));
                kept.push(format!("{to}.id"), value);
            }
        }
    };
    match field.kind {
        Kind::Money => both("amount", "currency"),
        Kind::Reference(_) => both("id", "type"),
        _ => {
            if let Some(text) = form.filled(from) {
                kept.push(to, text);
            }
        }
    }
}

fn rows(kept: &mut Pairs, field: &AnyField, parts: &[AnyField], most: usize, form: &Pairs) {
    let prefix = format!("{}.", field.name);
    let number = |(name, _): &(String, String)| name.strip_prefix(&prefix)?.split('.').next()?.parse::<usize>().ok();
    let mut numbers: Vec<usize> = form.0.iter().filter_map(number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut to = 0;
    // One row more than fits is kept, so that the limit is said in words.
    for row in numbers.into_iter().take(2 * most + 2) {
        let from = format!("{prefix}{row}");
        if form.filled(&format!("{from}._remove")).is_some() {
            continue;
        }
        let mut found = Pairs::default();
        for part in parts {
            simple(&mut found, part, &format!("{from}.{}", part.name), &format!("{prefix}{to}.{}", part.name), form);
        }
        if !found.0.is_empty() {
            kept.0.extend(found.0);
            to += 1;
        }
    }
}
