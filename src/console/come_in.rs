//! The form of whoever comes in by a link: the first administrator, and people who were invited. They choose a password, and are
//! signed in.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;

use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::error::{Error, FieldProblem, Result};
use crate::identity::factor::Entry;
use crate::records::user::USER;

#[derive(Template)]
#[template(path = "come_in.html")]
struct ComeInPage {
    shell: Shell,
    form: ComeIn,
    problems: Vec<Problem>,
}

/// What the form says, and what stands in it.
pub(super) struct ComeIn {
    pub(super) heading: String,
    pub(super) lead: String,
    pub(super) button: String,
    /// Where it goes.
    pub(super) to: &'static str,
    pub(super) token: String,
    /// The name, where it is asked for. Whose name is known, his address is too, and is only shown.
    pub(super) name: Option<String>,
    pub(super) email: String,
}

impl ComeInPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

impl ComeIn {
    /// The form, and what is wrong with what was sent.
    pub(super) fn page(self, visit: &Visit, problems: Vec<Problem>) -> Result<Response> {
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let shell = Shell::of(visit, self.heading.as_str());
        page::render_as(status, &ComeInPage { shell, form: self, problems })
    }

    /// Lets in whoever may come in, and tells others at the form what is wrong.
    pub(super) async fn answer(self, visit: &Visit, outcome: Result<Entry>) -> Result<Response> {
        match outcome {
            Ok(entry) => sign_in::go_in(visit, entry, "").await,
            Err(Error::Invalid(problems)) => {
                let told = problems.iter().map(|problem| self.told(visit, problem)).collect();
                self.page(visit, told)
            }
            Err(error) => Err(error),
        }
    }

    fn told(&self, visit: &Visit, problem: &FieldProblem) -> Problem {
        let name = problem.pointer.trim_start_matches('/');
        // Whose name is known is asked for nothing else.
        let id = if self.name.is_some() { name } else { "password" };
        Problem { id: id.to_owned(), text: visit.t.problem(USER.name, USER.own_field(name), problem) }
    }
}
