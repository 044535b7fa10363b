//! stub
use crate::{app::App, http::Stop, model::Schema};
/// stub
pub fn mount(r: poem::Route, _a: &App, _s: &Stop) -> poem::Route {
    r
}
/// stub
pub fn document(_s: &Schema) -> serde_json::Value {
    serde_json::Value::Null
}
