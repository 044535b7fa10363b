//! Rights as a file: written, compared with what stands, and read back after its effect was seen.

use askama::Template;
use poem::Response;
use poem::http::StatusCode;
use poem::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

use super::require;
use crate::console::ask::Why;
use crate::console::edit::belongs_in_form;
use crate::console::effect::{self, Foreseen};
use crate::console::errors;
use crate::console::language::SAID;
use crate::console::page::{self, Shell};
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::records::access::ROLE;
use crate::records::portable::{self, Deed, LARGEST, Plan, Planned};
use crate::rights::Action;

#[derive(Template)]
#[template(path = "admin/rights_file.html")]
struct FilePage {
    shell: Shell,
    problems: Vec<Problem>,
    /// What reading the file would do, where there is one.
    plan: Option<Shown>,
}

impl FilePage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// A plan as people read it.
struct Shown {
    text: String,
    prune: bool,
    mark: String,
    /// What is done to what, and which fields change how.
    lines: Vec<(String, Vec<Delta>)>,
    effect: Option<Foreseen>,
    why: Why,
}

struct Delta {
    field: String,
    removed: Vec<String>,
    added: Vec<String>,
}

/// The page.
pub(super) fn show(visit: &Visit) -> Result<Response> {
    permitted(visit)?;
    render(visit, StatusCode::OK, Vec::new(), None)
}

fn permitted(visit: &Visit) -> Result<()> {
    require(visit, &["rights"], &ROLE)
}

fn render(visit: &Visit, status: StatusCode, problems: Vec<Problem>, plan: Option<Shown>) -> Result<Response> {
    page::render_as(status, &FilePage { shell: Shell::of(visit, visit.say("rights-file")), problems, plan })
}

/// The file.
pub(super) async fn export(visit: &Visit) -> Result<Response> {
    permitted(visit)?;
    let file = portable::export(visit.app.database(), visit.caller()?).await?;
    Ok(Response::builder()
        .header(CONTENT_TYPE, "application/toml")
        .header(CONTENT_DISPOSITION, "attachment; filename=\"rights.toml\"")
        .header(CACHE_CONTROL, "private, no-store")
        .body(file))
}

/// Says what reading a file would do.
pub(super) async fn plan(visit: &Visit) -> Result<Response> {
    permitted(visit)?;
    let refused = |key| Error::invalid("file", SAID, visit.say(key));
    let text = match &visit.upload {
        Some(upload) if upload.content.len() > LARGEST => Err(refused("rights-file-large")),
        Some(upload) if !upload.name.is_empty() => {
            String::from_utf8(upload.content.to_vec()).map_err(|_| refused("rights-file-unreadable"))
        }
        _ => Err(refused("rights-file-choose")),
    };
    let planned = match text {
        Ok(text) => planned(visit, text, visit.form.text("prune") == "yes", None).await,
        Err(error) => Err(error),
    };
    match planned {
        Ok(plan) => render(visit, StatusCode::OK, Vec::new(), Some(plan)),
        Err(error) if belongs_in_form(&error) => render(visit, errors::status(&error), problems(visit, &error), None),
        Err(error) => Err(error),
    }
}

async fn planned(visit: &Visit, text: String, prune: bool, error: Option<&Error>) -> Result<Shown> {
    let plan = portable::plan(visit.app.database(), visit.caller()?, &text, prune).await?;
    let mut why = Why::of(visit, &ROLE, Action::Update, &[])?;
    if let Some(error) = error {
        why.take(visit, error, &mut Vec::new());
    }
    Ok(Shown {
        lines: lines(visit, &plan),
        effect: effect::told_of(visit, &plan.effect, String::new()),
        mark: plan.mark,
        text,
        prune,
        why,
    })
}

fn lines(visit: &Visit, plan: &Plan) -> Vec<(String, Vec<Delta>)> {
    let line = |planned: &Planned| {
        let key = match planned.deed {
            Deed::Create => "rights-file-made",
            Deed::Update => "rights-file-changed",
            Deed::Delete => "rights-file-gone",
        };
        let said = visit.say(key).with("kind", visit.t.one(planned.kind)).with("name", &planned.name);
        let delta = |delta: &portable::Delta| Delta {
            field: planned
                .kind
                .own_field(delta.field)
                .map_or_else(|| delta.field.to_owned(), |field| visit.t.field(planned.kind.name, field).into_owned()),
            removed: delta.removed.clone(),
            added: delta.added.clone(),
        };
        (said.into(), planned.deltas.iter().map(delta).collect())
    };
    plan.planned.iter().map(line).collect()
}

/// Each problem by where in the file it is, as the file calls it.
fn problems(visit: &Visit, error: &Error) -> Vec<Problem> {
    let Error::Invalid(all) = error else {
        return vec![Problem { id: "file".into(), text: visit.t.error(error) }];
    };
    let said = |problem: &crate::error::FieldProblem| {
        let text = visit.t.problem_of(&ROLE, problem);
        let at = problem.pointer.trim_start_matches('/').replace('/', " → ");
        let text = match at.as_str() {
            "file" | "" | "toml" => text,
            at => visit.say("label-and-text").with("label", at).with("text", text).into(),
        };
        Problem { id: "file".into(), text }
    };
    all.iter().map(said).collect()
}

/// Reads the file whose plan was seen.
pub(super) async fn apply(visit: &Visit) -> Result<Response> {
    permitted(visit)?;
    let (text, prune) = (visit.form.text("toml").to_owned(), visit.form.text("prune") == "yes");
    let (database, caller) = (visit.app.database(), visit.caller_because()?);
    let plan = portable::plan(database, &caller, &text, prune).await?;
    if plan.mark != visit.form.text("mark") {
        let shown = planned(visit, text, prune, None).await?;
        let problem = Problem { id: String::new(), text: visit.say("rights-file-other").into() };
        return render(visit, StatusCode::CONFLICT, vec![problem], Some(shown));
    }
    match portable::apply(database, &caller, plan).await {
        Ok(_) => Ok(page::go("/administration/rights?done=saved")),
        Err(error) if belongs_in_form(&error) => {
            let shown = planned(visit, text, prune, Some(&error)).await?;
            let problems = if shown.why.problem.is_empty() {
                problems(visit, &error)
            } else {
                vec![Problem { id: "reason".into(), text: shown.why.problem.clone() }]
            };
            render(visit, errors::status(&error), problems, Some(shown))
        }
        Err(error) => Err(error),
    }
}
