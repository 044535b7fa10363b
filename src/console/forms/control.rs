//! A control of a form: what stands in it, how it is labelled, and what is wrong with it.

use askama::Template;

use crate::console::language::{Label, Language};
use crate::console::sign_in::Problem;

/// A control with its label.
#[derive(Template, Debug)]
#[template(path = "control.html")]
pub(in crate::console) struct Control {
    pub(in crate::console) t: Language,
    /// Name in the form.
    pub(in crate::console) name: String,
    /// Id on the page.
    pub(in crate::console) id: String,
    pub(in crate::console) label: Label,
    pub(in crate::console) help: String,
    pub(in crate::console) required: bool,
    pub(in crate::console) problem: String,
    pub(in crate::console) widget: Widget,
}

/// What one fills in.
#[derive(Debug)]
pub(in crate::console) enum Widget {
    /// One line.
    Line {
        /// The type of the input.
        kind: &'static str,
        value: String,
        /// Most characters; 0 for no limit.
        most: u32,
        /// What an on-screen keyboard offers.
        mode: &'static str,
    },
    /// A record of a type with many, found by its title.
    Find { kind: &'static str, value: String },
    /// A name out of a list, which stands on the page once.
    Named { value: String, list: &'static str, names: Vec<String> },
    /// A day or a moment, as people write it.
    Day {
        value: String,
        /// The type of the input that helps to choose one.
        picker: &'static str,
    },
    /// Several lines.
    Lines { value: String, most: u32 },
    /// One of these.
    Select(Vec<Option_>),
    /// One of these, in groups with a name, behind those that are in none.
    Groups { first: Vec<Option_>, groups: Vec<(String, Vec<Option_>)> },
    /// An amount with its currency.
    Money { amount: String, currency: String },
    /// A record of one of several types.
    Reference { kinds: Vec<Option_>, value: String, several: Vec<Option_> },
    /// Things with parts.
    List(Vec<Row>),
}

/// Something to choose.
#[derive(Debug, Clone)]
pub(in crate::console) struct Option_ {
    pub(in crate::console) value: String,
    pub(in crate::console) label: String,
    pub(in crate::console) selected: bool,
}

/// One thing of a list.
#[derive(Debug)]
pub(in crate::console) struct Row {
    pub(in crate::console) legend: String,
    /// The name of the box that removes it; empty for a row that is there to be filled.
    pub(in crate::console) remove: String,
    pub(in crate::console) parts: Vec<Control>,
}

impl Control {
    /// Ids of what describes it, for screen readers.
    fn described(&self) -> String {
        let help = (!self.help.is_empty()).then(|| format!("{}-help", self.id));
        let problem = (!self.problem.is_empty()).then(|| format!("{}-problem", self.id));
        help.into_iter().chain(problem).collect::<Vec<_>>().join(" ")
    }

    /// Whether several controls stand under its label.
    fn is_group(&self) -> bool {
        matches!(self.widget, Widget::List(_))
    }

    /// Adds what is wrong with it and its parts to the summary.
    pub(in crate::console) fn collect(&self, t: Language, summary: &mut Vec<Problem>) {
        if !self.problem.is_empty() {
            // Some sentences name the field themselves.
            let text = if self.problem.contains(&*self.label) {
                self.problem.clone()
            } else {
                t.say("label-and-text").with("label", &self.label).with("text", &self.problem).into()
            };
            summary.push(Problem { id: self.id.clone(), text });
        }
        if let Widget::List(rows) = &self.widget {
            rows.iter().flat_map(|row| &row.parts).for_each(|part| part.collect(t, summary));
        }
    }
}
