//! Which page answers which address.

use poem::http::Method;
use poem::{Request, Response, Result as PoemResult};

use crate::app::App;
use crate::console::about::{access, alike, compose, convert, files, merge, neighbours, versions};
use crate::console::visit::Visit;
use crate::console::{
    acting, admin, ask, assets, board, calendar, compress, design, duplicates, edit, errors, factor, guide, history,
    home, import, jobs, journal_browser, list, new, page, profile, record, search, sign_in, sign_ins, sso, step_up,
    system, welcome,
};
use crate::error::{Error, Result};

/// Answers a request; every error becomes a page.
pub(super) async fn answer(app: App, request: Request) -> PoemResult<Response> {
    let is_packed = compress::is_safe(&request);
    let response = page::secured(Box::pin(found(app, request)).await);
    Ok(if is_packed { compress::page(response).await } else { response })
}

async fn found(app: App, mut request: Request) -> Response {
    let body = request.take_body();
    let mut visit = Visit::of(app, &request);
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::POST) {
        return errors::method(&visit);
    }
    if visit.path.starts_with("/assets/") {
        return assets::answer(&request).unwrap_or_else(|error| errors::page(&visit, &error));
    }
    if visit.is_form && files::is_upload(&request, &visit.path) {
        // What is received is refused by the commit to whoever may not change anything.
        let received = files::receive(&mut visit, &request, body).await;
        let received = received.map(|response| neighbours::kept(&visit, response));
        return received.unwrap_or_else(|error| errors::page(&visit, &error));
    }
    let answered = match visit.read(&request, body).await {
        Ok(()) => proved(&mut visit).await,
        Err(error) => Err(error),
    };
    let mut response = answered.unwrap_or_else(|error| errors::page(&visit, &error));
    ask::remember(&visit, &mut response);
    response
}

/// The page, or what stands before it: a second factor that is still to be set up, a proof that is asked for.
async fn proved(visit: &mut Visit) -> Result<Response> {
    // Whoever acts as somebody else has no duties then: what asks for a proof is refused him, and another's factor is not his to give.
    let is_himself = visit.caller().is_ok_and(|caller| caller.real().is_none());
    if is_himself {
        if visit.is_confined() {
            return Ok(page::go("/profile/second-factor"));
        }
        if let Some(response) = step_up::take(visit).await? {
            return Ok(response);
        }
    }
    match either(visit).await {
        Err(Error::StepUp) if is_himself => step_up::ask(visit).await,
        answered => answered,
    }
}

async fn either(visit: &Visit) -> Result<Response> {
    let segments: Vec<&str> = visit.path.split('/').filter(|segment| !segment.is_empty()).collect();
    acting::refuse(visit, &segments)?;
    if visit.is_form {
        Ok(neighbours::kept(visit, send(visit, &segments).await?))
    } else {
        show(visit, &segments).await
    }
}

/// Pages that are read.
async fn show(visit: &Visit, segments: &[&str]) -> Result<Response> {
    match segments {
        [] => welcome::root(visit).await,
        ["welcome"] => welcome::show(visit).await,
        ["setup"] => welcome::setup(visit).await,
        ["sign-in"] => sign_in::show(visit).await,
        ["sign-in", "code"] => factor::show_code(visit).await,
        ["profile", "second-factor"] => factor::show(visit).await,
        ["profile", "second-factor", "codes"] => factor::show_codes(visit).await,
        ["sign-in", "with", id] => sso::leave(visit, parse(id)?).await,
        ["sign-in", "with", id, "return"] => sso::come_back(visit, parse(id)?).await,
        ["sign-in", "with", id, "out"] => sso::go_out(visit, parse(id)?).await,
        ["home"] => home::show(visit).await,
        ["search"] => search::show(visit).await,
        ["profile"] => profile::show(visit).await,
        ["profile", "keys", "made"] => profile::show_key(visit).await,
        ["sign-ins"] => sign_ins::show(visit).await,
        ["shortcuts"] => design::shortcuts(visit),
        ["design"] => design::show(visit),
        ["import"] => import::show(visit, None).await,
        ["import", id] => import::columns(visit, parse(id)?).await,
        ["import", id, "check"] => import::check(visit, parse(id)?).await,
        ["guide"] => guide::show(visit).await,
        ["system"] => system::show(visit).await,
        ["journal"] => journal_browser::show(visit).await,
        ["journal", "export"] => journal_browser::export(visit).await,
        ["jobs"] => jobs::list(visit).await,
        ["jobs", id] => jobs::show(visit, parse(id)?).await,
        ["jobs", id, "errors"] => jobs::errors(visit, parse(id)?).await,
        ["jobs", id, "records"] => jobs::records(visit, parse(id)?).await,
        ["jobs", id, "undo"] => jobs::ask_undo(visit, parse(id)?).await,
        [plural, "import"] => import::show(visit, Some(visit.kind(plural)?)).await,
        ["join"] => admin::join::show(visit).await,
        ["administration", rest @ ..] => admin::show(visit, rest).await,
        ["calendar"] => calendar::show(visit).await,
        ["calendar", "move"] => calendar::show_move(visit).await,
        ["calendar.ics"] => calendar::file(visit).await,
        [plural] => list::show(visit, visit.kind(plural)?).await,
        [plural, "export"] => list::export::show(visit, visit.kind(plural)?).await,
        [plural, "board"] => board::show(visit, visit.kind(plural)?).await,
        [plural, "board", "move"] => board::show_move(visit, visit.kind(plural)?).await,
        [plural, "new"] => new::show(visit, visit.kind(plural)?).await,
        [plural, "merge"] => merge::show(visit, visit.kind(plural)?).await,
        [plural, "duplicates"] => duplicates::show(visit, visit.kind(plural)?).await,
        ["attachments", id, "content"] => files::content(visit, parse(id)?).await,
        [plural, id] => record::show(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "calendar.ics"] => calendar::file_of_one(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "edit"] => edit::show(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "history"] => history::show(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "undo"] => history::ask(visit, visit.kind(plural)?, parse(id)?).await,
        ["leads", id, "convert"] => convert::show(visit, parse(id)?).await,
        [plural, id, "access"] => access::show(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "compare"] => versions::compare(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "return"] => versions::ask(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "unmerge"] => merge::ask_back(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "delete"] => record::ask_delete(visit, visit.kind(plural)?, parse(id)?).await,
        _ => Err(unknown(visit)),
    }
}

/// Forms that are sent.
async fn send(visit: &Visit, segments: &[&str]) -> Result<Response> {
    match segments {
        ["setup"] => welcome::set_up(visit).await,
        ["sign-in"] => sign_in::sign_in(visit).await,
        ["sign-in", "code"] => factor::send_code(visit).await,
        ["profile", "second-factor"] => factor::take_up(visit).await,
        ["profile", "second-factor", "change"] => factor::change(visit).await,
        ["sign-in", "with", id, "logout"] => sso::logged_out(visit, parse(id)?).await,
        ["sign-out"] => sign_in::sign_out(visit).await,
        ["acting", "end"] => acting::end(visit).await,
        ["profile", "acted", id, "seen"] => acting::seen(visit, parse(id)?).await,
        ["profile", "look"] => profile::choose_look(visit),
        ["profile", "password"] => profile::change_password(visit).await,
        ["profile", "sessions"] => profile::end_sessions(visit).await,
        ["profile", "seen"] => sign_ins::seen(visit).await,
        ["profile", "keys"] => profile::make_key(visit).await,
        ["import"] => import::begin(visit).await,
        ["import", id] => import::save(visit, parse(id)?).await,
        ["import", id, "check"] => import::check_all(visit, parse(id)?).await,
        ["import", id, "run"] => import::run(visit, parse(id)?).await,
        ["import", id, "discard"] => import::discard(visit, parse(id)?).await,
        ["guide", "dismiss"] => guide::dismiss(visit),
        ["journal", "verify"] => journal_browser::verify(visit).await,
        ["jobs", id, "cancel"] => jobs::cancel(visit, parse(id)?).await,
        ["jobs", id, "retry"] => jobs::retry(visit, parse(id)?).await,
        ["jobs", id, "undo"] => jobs::undo(visit, parse(id)?).await,
        ["join"] => admin::join::join(visit).await,
        ["administration", rest @ ..] => admin::send(visit, rest).await,
        [plural, "bulk"] => list::bulk::send(visit, visit.kind(plural)?).await,
        [plural, "bulk-undo"] => list::bulk::take_back(visit, visit.kind(plural)?).await,
        [plural, "views"] => list::views::send(visit, visit.kind(plural)?).await,
        ["calendar", "move"] => calendar::move_to(visit).await,
        ["calendar", "done"] => calendar::done(visit).await,
        [plural, "board", "move"] => board::move_to(visit, visit.kind(plural)?).await,
        [plural, "new"] => new::save(visit, visit.kind(plural)?).await,
        [plural, "alike"] => alike::show(visit, visit.kind(plural)?).await,
        [plural, "merge"] => merge::save(visit, visit.kind(plural)?).await,
        ["activities", id, "done"] => compose::finish(visit, parse(id)?).await,
        [plural, id, "activities"] => compose::save(visit, visit.kind(plural)?, parse(id)?).await,
        ["leads", id, "convert"] => convert::save(visit, parse(id)?).await,
        [plural, id, "return"] => versions::go_back(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "unmerge"] => merge::take_back(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "edit"] => edit::save(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "undo"] => history::undo(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "delete"] => record::delete(visit, visit.kind(plural)?, parse(id)?).await,
        [plural, id, "restore"] => record::restore(visit, visit.kind(plural)?, parse(id)?).await,
        _ => Err(unknown(visit)),
    }
}

/// Whoever is signed out learns nothing of which pages there are.
pub(super) fn unknown(visit: &Visit) -> Error {
    visit.caller().err().unwrap_or(Error::NotFound)
}

pub(super) fn parse(id: &str) -> Result<crate::id::Id> {
    id.parse().map_err(|()| Error::NotFound)
}
