//! The reason of a change, and the page that asks for it before something is done.

use askama::Template;
use poem::http::StatusCode;
use poem::http::header::SET_COOKIE;
use poem::{Request, Response};

use crate::console::display::Shown;
use crate::console::effect::Foreseen;
use crate::console::forms::Option_;
use crate::console::language::{Label, Language};
use crate::console::page::{self, Shell};
use crate::console::sign_in::Problem;
use crate::console::visit::Visit;
use crate::console::{errors, session};
use crate::error::{Error, Result};
use crate::model::{AnyField, RecordType};
use crate::rights::Action;
use crate::rights::reasons::{LONGEST, ReasonPolicy, Requirement};

/// The cookie of the codes that were chosen last in this browser.
const USED: &str = "beheer_reasons";
/// So many are offered before the others.
const RECENT: usize = 3;

/// The program's own codes, and what each is called.
pub(super) const BUILT_IN: [(&str, &str); 7] = [
    ("import", "because-import"),
    ("join_link", "because-join-link"),
    ("second_factor", "because-second-factor"),
    ("cli", "because-cli"),
    ("scim", "because-scim"),
    ("single_sign_on", "because-single-sign-on"),
    ("system", "because-system"),
];

/// What a code is called: as the administrators call it; in words of ours where it is the program's own.
pub(super) fn called(t: Language, reasons: &ReasonPolicy, code: &str) -> String {
    let own = || BUILT_IN.iter().find(|(known, _)| *known == code).map(|(_, key)| t.say(*key).to_string());
    reasons.label(code, t.tag()).map(str::to_owned).or_else(own).unwrap_or_else(|| code.to_owned())
}

/// The codes that were chosen last in this browser, the latest first.
pub(super) fn used(request: &Request) -> Vec<String> {
    let cookie = session::cookie_named(request, USED).unwrap_or_default();
    cookie.split('.').filter(|code| fits_cookie(code)).take(RECENT).map(str::to_owned).collect()
}

fn fits_cookie(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Has the browser remember the code of a form that did its work, so that it is offered first.
pub(super) fn remember(visit: &Visit, response: &mut Response) {
    let code = visit.form.text("_reason_code");
    if response.status() != StatusCode::SEE_OTHER || !fits_cookie(code) {
        return;
    }
    let others = visit.reasons.iter().map(String::as_str).filter(|other| *other != code);
    let codes: Vec<&str> = std::iter::once(code).chain(others).take(RECENT).collect();
    let flag = if visit.secure { "; Secure" } else { "" };
    let cookie = format!("{USED}={}; Path=/; SameSite=Lax; HttpOnly; Max-Age=31536000{flag}", codes.join("."));
    if let Ok(cookie) = cookie.parse() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// The part of a form that asks why.
pub(super) struct Why {
    pub(super) text: String,
    pub(super) codes: Vec<Option_>,
    pub(super) required: bool,
    pub(super) problem: String,
    pub(super) longest: usize,
    kind: &'static RecordType,
    /// What is said where a reason is missing.
    needed: &'static str,
}

impl Why {
    /// With what was said already.
    pub(super) fn of(visit: &Visit, kind: &'static RecordType, action: Action, fields: &[AnyField]) -> Result<Self> {
        let reasons = &visit.caller()?.configuration.reasons;
        let chosen = visit.form.text("_reason_code");
        let mut codes: Vec<Option_> = reasons
            .codes
            .iter()
            .map(|(code, _)| Option_ {
                value: code.clone(),
                label: reasons.label(code, visit.t.tag()).unwrap_or(code).to_owned(),
                selected: code == chosen,
            })
            .collect();
        // What was chosen last comes first; the others stay in their order.
        codes.sort_by_key(|one| visit.reasons.iter().position(|code| *code == one.value).unwrap_or(RECENT));
        if !codes.is_empty() {
            codes.insert(0, Option_ { value: String::new(), label: String::new(), selected: chosen.is_empty() });
        }
        Ok(Self {
            text: visit.form.text("_reason").to_owned(),
            codes,
            required: reasons.requirement(kind, action, fields) == Requirement::Required,
            problem: String::new(),
            longest: LONGEST,
            kind,
            needed: match action {
                Action::Create => "reason-needed-create",
                Action::Delete => "reason-needed-delete",
                _ => "reason-needed-update",
            },
        })
    }

    /// Takes up what an error says about the reason. Whether it was about it.
    pub(super) fn take(&mut self, visit: &Visit, error: &Error, summary: &mut Vec<Problem>) -> bool {
        let detail = match error {
            Error::ReasonRequired { .. } => visit.say(self.needed).of(self.kind).to_string(),
            Error::Invalid(problems) => {
                let about = |pointer: &str| matches!(pointer, "/change_reason" | "/change_reason_code");
                match problems.iter().find(|problem| about(&problem.pointer)) {
                    Some(problem) => visit.t.problem(self.kind.name, None, problem),
                    None => return false,
                }
            }
            _ => return false,
        };
        summary.push(Problem { id: "reason".into(), text: detail.clone() });
        self.required |= matches!(error, Error::ReasonRequired { .. });
        self.problem = detail;
        true
    }

    /// What an error says above a form whose controls are called as the fields are: about the reason, a field, or all of it.
    pub(super) fn problems(&mut self, visit: &Visit, error: Option<&Error>) -> Vec<Problem> {
        let mut problems = Vec::new();
        match error {
            Some(error) if self.take(visit, error, &mut problems) => {}
            Some(Error::Invalid(all)) => problems.extend(all.iter().map(|problem| Problem {
                id: problem.pointer.trim_start_matches('/').to_owned(),
                text: visit.t.problem_of(self.kind, problem),
            })),
            Some(error) => problems.push(Problem { id: String::new(), text: visit.t.error(error) }),
            None => {}
        }
        problems
    }
}

/// What is to be done, and what is asked before.
pub(super) struct Question {
    /// What is to be done, as a heading.
    pub(super) heading: String,
    /// What that means.
    pub(super) lead: String,
    /// What the button says.
    pub(super) button: String,
    /// Where the form goes.
    pub(super) to: String,
    /// Where no leads.
    pub(super) back: String,
    /// Names and texts that go with it.
    pub(super) with: Vec<(&'static str, String)>,
    /// Fields with what they hold now and what they will hold.
    pub(super) changes: Vec<(Label, Shown, Shown)>,
}

#[derive(Template)]
#[template(path = "ask.html")]
struct AskPage {
    shell: Shell,
    question: Question,
    /// What it would do to rights.
    effect: Option<Foreseen>,
    problems: Vec<Problem>,
    why: Why,
}

/// Asks, before anything was tried.
pub(super) fn ask(visit: &Visit, kind: &'static RecordType, action: Action, question: Question) -> Result<Response> {
    ask_about(visit, kind, action, question, None)
}

/// The same, with what it would do to rights.
pub(super) fn ask_about(
    visit: &Visit,
    kind: &'static RecordType,
    action: Action,
    question: Question,
    effect: Option<Foreseen>,
) -> Result<Response> {
    let why = Why::of(visit, kind, action, &[])?;
    let shell = Shell::of(visit, question.heading.as_str());
    page::render(&AskPage { shell, question, effect, problems: Vec::new(), why })
}

/// Asks again, because of an error that a person can do something about; other errors go on to their page.
pub(super) fn again(
    visit: &Visit,
    kind: &'static RecordType,
    action: Action,
    question: Question,
    error: Error,
) -> Result<Response> {
    let mut problems = Vec::new();
    let mut why = Why::of(visit, kind, action, &[])?;
    if !why.take(visit, &error, &mut problems) {
        match &error {
            Error::UndoConflicts(conflicts) => {
                for conflict in conflicts {
                    let detail = visit.t.undo_conflict(conflict);
                    let text = match field_label(visit, &conflict.record_type, &conflict.field)? {
                        Some(label) => visit.say("label-and-text").with("label", label).with("text", detail).into(),
                        None => detail,
                    };
                    problems.push(Problem { id: String::new(), text });
                }
            }
            Error::Invalid(invalid) => {
                let sentence = |problem| Problem { id: String::new(), text: visit.t.problem_of(kind, problem) };
                problems.extend(invalid.iter().map(sentence));
            }
            Error::Conflict(..) => problems.push(Problem { id: String::new(), text: visit.t.error(&error) }),
            _ => return Err(visit.t.told(error, kind)),
        }
    }
    let shell = Shell::of(visit, question.heading.as_str());
    let status: StatusCode = errors::status(&error);
    page::render_as(status, &AskPage { shell, question, effect: None, problems, why })
}

fn field_label(visit: &Visit, kind: &str, field: &str) -> Result<Option<Label>> {
    let schema = &visit.caller()?.configuration.schema;
    Ok(schema.named(kind).and_then(|kind| Some(visit.t.field(kind.name, schema.field(kind, field)?))))
}
