//! The console: server-rendered pages over every record type, generic from its definition. They work without script.
//!
//! A request becomes a `visit::Visit` (who asks, and with what), `routes` finds the page, and every error becomes a page in
//! the same look (`errors`).

mod about;
mod acting;
mod admin;
mod ask;
mod assets;
mod board;
mod calendar;
mod come_in;
mod commands;
mod compress;
mod conflict;
mod design;
mod display;
mod duplicates;
mod edit;
mod effect;
mod errors;
mod factor;
mod forms;
mod guide;
mod here;
mod history;
mod home;
mod icons;
mod import;
mod jobs;
mod journal_browser;
mod language;
mod list;
mod look;
mod moved;
mod navigation;
mod new;
mod once;
mod page;
mod pairs;
mod profile;
mod record;
mod routes;
mod search;
mod session;
mod sign_in;
mod sign_ins;
mod sso;
mod step_up;
mod system;
mod titles;
mod upkeep;
mod upload;
mod visit;
mod welcome;

use poem::{Endpoint, Response, Route};

use crate::app::App;

/// Everything the console answers, to be mounted at `/` behind the other edges.
pub fn endpoint(app: &App) -> impl Endpoint<Output = Response> + use<> {
    let app = app.clone();
    poem::endpoint::make(move |request| {
        let app = app.clone();
        // What the pages keep while they wait is large, and does not belong on the stack.
        async move { Box::pin(routes::answer(app, request)).await }
    })
}

/// Mounts the console beside what is there already.
pub fn mount(routes: Route, app: &App) -> Route {
    routes.nest("/", endpoint(app))
}
