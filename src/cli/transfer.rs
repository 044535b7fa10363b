//! stub
use super::arguments::{ExportArguments, ImportArguments};
use super::work::Output;
use crate::app::App;
use crate::error::{Error, Result};
use crate::rights::Caller;
use bytes::Bytes;
#[expect(clippy::unused_async, reason = "stub")]
pub(super) async fn import(_a: &App, _c: &Caller, _i: &ImportArguments, _b: Bytes, _o: &Output) -> Result<u8> {
    Err(Error::NotFound)
}
#[expect(clippy::unused_async, reason = "stub")]
pub(super) async fn export(_a: &App, _c: &Caller, _i: &ExportArguments, _o: &Output) -> Result<u8> {
    Err(Error::NotFound)
}
