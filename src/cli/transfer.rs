//! stub
use super::{arguments::*, work::Output};
use crate::{app::App, error::*, rights::Caller};
use bytes::Bytes;
pub(super) async fn import(_a: &App, _c: &Caller, _i: &ImportArguments, _b: Bytes, _o: &Output) -> Result<u8> {
    Err(Error::NotFound)
}
pub(super) async fn export(_a: &App, _c: &Caller, _i: &ExportArguments, _o: &Output) -> Result<u8> {
    Err(Error::NotFound)
}
