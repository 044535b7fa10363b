//! The second factor in the console: the second step of signing in, and the page on which a person sets one up, makes new codes for
//! paper, or gives it up.

use std::fmt::Write as _;

use askama::Template;
use poem::Response;
use poem::http::StatusCode;
use poem::http::header::{RETRY_AFTER, SET_COOKIE};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::console::display::{self, Shown};
use crate::console::page::{self, Shell};
use crate::console::pairs::encode;
use crate::console::sign_in::{self, Problem};
use crate::console::visit::Visit;
use crate::console::{errors, once, session};
use crate::error::{Error, Result};
use crate::identity::factor::{Entry, Offer};
use crate::rights::{Caller, Channel};
use crate::secret::Secret;

/// White around the picture, in modules: readers ask for four (ISO/IEC 18004).
const MARGIN: i32 = 4;

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct CodePage {
    shell: Shell,
    next: String,
    next_encoded: String,
    is_paper: bool,
    problems: Vec<Problem>,
}

#[derive(Template)]
#[template(path = "factor.html")]
struct FactorPage {
    shell: Shell,
    done: String,
    offer: Option<Offered>,
    since: Shown,
    codes_left: u64,
    /// Whether nothing else can be done before.
    is_required: bool,
    problems: Vec<Problem>,
}

impl FactorPage {
    fn problem(&self, id: &str) -> &str {
        sign_in::problem(&self.problems, id)
    }
}

/// A secret to take up, and its picture.
struct Offered {
    picture: String,
    text: String,
    sealed: String,
}

#[derive(Template)]
#[template(path = "factor_codes.html")]
struct CodesPage {
    shell: Shell,
    codes: String,
}

/// The form of the second step.
pub(super) async fn show_code(visit: &Visit) -> Result<Response> {
    if visit.is_signed_in() {
        return Ok(page::go("/home"));
    }
    if half(visit).await?.is_none() {
        return Ok(page::go("/sign-in"));
    }
    code_form(visit, StatusCode::OK, Vec::new())
}

async fn half(visit: &Visit) -> Result<Option<crate::id::Id>> {
    visit.app.identity().half(&visit.half, visit.origin()).await
}

fn code_form(visit: &Visit, status: StatusCode, problems: Vec<Problem>) -> Result<Response> {
    let given = if visit.is_form { &visit.form } else { &visit.query };
    let next = session::local_path(given.text("next")).unwrap_or_default().to_owned();
    let shell = Shell::of(visit, visit.say("code-heading"));
    let is_paper = given.text("by") == "paper";
    page::render_as(status, &CodePage { shell, next_encoded: encode(&next), next, is_paper, problems })
}

/// Makes half a session whole.
pub(super) async fn send_code(visit: &Visit) -> Result<Response> {
    let Some(user) = half(visit).await? else { return Ok(page::go("/sign-in")) };
    let caller = Caller::user(visit.app.configuration().await?, user, Channel::Console).in_request(&visit.request_id);
    let completed = visit.app.identity().complete(&caller, &visit.half, visit.form.text("code"), visit.origin()).await;
    match completed {
        Ok(begun) => {
            let mut response = sign_in::go_in(visit, Entry::In(begun), visit.form.text("next")).await?;
            if let Ok(cookie) = session::half_cookie(visit.secure, "").parse() {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Err(error @ (Error::Invalid(_) | Error::Throttled(_))) => {
            let text = visit.t.error(&error);
            let mut response = code_form(visit, errors::status(&error), vec![Problem { id: "code".into(), text }])?;
            if let Error::Throttled(seconds) = error {
                response.headers_mut().insert(RETRY_AFTER, seconds.into());
            }
            Ok(response)
        }
        // It ended between both.
        Err(Error::NotFound) => Ok(page::go("/sign-in")),
        Err(error) => Err(error),
    }
}

/// One's own second factor.
pub(super) async fn show(visit: &Visit) -> Result<Response> {
    own(visit, StatusCode::OK, None, Vec::new()).await
}

async fn own(visit: &Visit, status: StatusCode, offer: Option<Offer>, problems: Vec<Problem>) -> Result<Response> {
    let user = visit.caller()?.actor.user().ok_or(Error::NotFound)?;
    let identity = visit.app.identity();
    let factor = identity.factor(user).await?;
    let offer = match (&factor, offer) {
        (Some(_), _) => None,
        (None, Some(offer)) => Some(offer),
        (None, None) => Some(identity.offer_factor(user).await?),
    };
    let offer = offer.map(|offer| {
        let picture = picture(&offer.address, visit.say("factor-picture").to_string().as_str())?;
        // In fours it is read off and typed without a mistake.
        let letters: Vec<char> = offer.text.trim_end_matches('=').chars().collect();
        let text = letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ");
        Ok::<_, Error>(Offered { picture, text, sealed: offer.sealed })
    });
    let page = FactorPage {
        shell: Shell::of(visit, visit.say("factor")),
        done: match visit.query.text("done") {
            "removed" => visit.say("factor-removed").into(),
            "shown" => visit.say("codes-shown").into(),
            _ => String::new(),
        },
        offer: offer.transpose()?,
        since: factor.map_or(Shown::Empty, |factor| display::time(visit, factor.since)),
        codes_left: factor.map_or(0, |factor| factor.codes_left),
        is_required: visit.caller()?.lacks_second_factor(),
        problems,
    };
    page::render_as(status, &page)
}

/// A text as a square picture, drawn as one path.
fn picture(text: &str, label: &str) -> Result<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|error| Error::internal(error.to_string()))?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + MARGIN, y + MARGIN);
        }
    }
    let side = code.size() + 2 * MARGIN;
    Ok(format!(
        "<svg role=\"img\" aria-label=\"{label}\" width=\"{0}\" height=\"{0}\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>",
        side * 4
    ))
}

/// Takes a second factor up.
pub(super) async fn take_up(visit: &Visit) -> Result<Response> {
    let caller = visit.caller()?;
    let user = caller.actor.user().ok_or(Error::NotFound)?;
    let (identity, sealed) = (visit.app.identity(), visit.form.text("offer"));
    match identity.confirm_factor(caller, sealed, visit.form.text("code")).await {
        Ok(codes) => codes_made(visit, &codes).await,
        Err(error @ (Error::Invalid(_) | Error::Conflict(..))) => {
            let problem = Problem { id: "code".into(), text: visit.t.error(&error) };
            let offer = identity.offered_factor(user, sealed).await?;
            own(visit, StatusCode::UNPROCESSABLE_ENTITY, offer, vec![problem]).await
        }
        Err(error) => Err(error),
    }
}

/// Makes new codes for paper, or gives the second factor up.
pub(super) async fn change(visit: &Visit) -> Result<Response> {
    let (identity, caller, code) = (visit.app.identity(), visit.caller()?, visit.form.text("code"));
    let done = if visit.form.text("do") == "remove" {
        identity.give_up_factor(caller, code).await.map(|()| None)
    } else {
        identity.renew_codes(caller, code).await.map(Some)
    };
    match done {
        Ok(Some(codes)) => codes_made(visit, &codes).await,
        Ok(None) => Ok(page::go("/profile/second-factor?done=removed")),
        Err(error @ (Error::Invalid(_) | Error::Throttled(_) | Error::Conflict(..))) => {
            let problem = Problem { id: "code".into(), text: visit.t.error(&error) };
            own(visit, errors::status(&error), None, vec![problem]).await
        }
        Err(error) => Err(error),
    }
}

async fn codes_made(visit: &Visit, codes: &[Secret]) -> Result<Response> {
    let codes: Vec<&str> = codes.iter().map(Secret::reveal).collect();
    Ok(page::go(&once::keep(visit, "/profile/second-factor/codes", &codes).await?))
}

/// Shows codes that were just made, this once.
pub(super) async fn show_codes(visit: &Visit) -> Result<Response> {
    visit.caller()?;
    let Some(codes) = once::take::<Vec<String>>(visit).await? else {
        return Ok(page::go("/profile/second-factor?done=shown"));
    };
    page::render(&CodesPage { shell: Shell::of(visit, visit.say("codes-made")), codes: codes.join("\n") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_needs_no_style_and_has_a_white_edge() {
        let svg = picture("otpauth://totp/Beheer:a%40example.org?secret=ABC", "A picture").unwrap_or_default();
        assert!(svg.starts_with("<svg role=\"img\"") && !svg.contains("style"), "{svg}");
        assert!(svg.contains("M4 4h1v1h-1z") && !svg.contains("M3 "), "{svg}");
    }
}
