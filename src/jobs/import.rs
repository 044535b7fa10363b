//! stub
use super::Job;
use crate::{app::App, error::Result, http::Stop};
use serde_json::Value;
/// stub
pub async fn run(_a: &App, _s: &Stop, _j: &Job) -> Result<Value> {
    Ok(Value::Null)
}
