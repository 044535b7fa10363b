//! Forms that bring a file: their texts become the form of the visit, and the file stands beside it.

use bytes::Bytes;
use poem::http::header::CONTENT_TYPE;
use poem::web::{Field, Multipart};
use poem::{Body, FromRequest, Request, RequestBody};
use tokio::io::AsyncReadExt as _;

use crate::console::pairs::Pairs;
use crate::console::session;
use crate::console::visit::Visit;
use crate::error::{Error, Result};
use crate::http::limits::unreadable;

/// Bytes of a text that stands beside a file.
const TEXT: u64 = 4_000;
/// Texts that stand beside a file.
const TEXTS: usize = 50;

/// An uploaded file.
pub(super) struct Upload {
    /// What it was called; empty where none was chosen.
    pub(super) name: String,
    pub(super) content: Bytes,
}

/// Whether the form may bring a file.
pub(super) fn is_meant(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.starts_with("multipart/form-data")
}

/// Reads the form. Nothing of a file is taken in before it is known that somebody who is signed in sent it from one of our pages.
pub(super) async fn read(visit: &Visit, request: &Request, body: Body) -> Result<(Pairs, Option<Upload>)> {
    visit.caller()?;
    if !visit.is_own {
        return Err(Error::Forbidden(visit.say("form-foreign").into()));
    }
    let broken = || Error::Malformed(visit.say("form-unreadable").into());
    let mut body = RequestBody::new(body);
    let mut multipart = Multipart::from_request(request, &mut body).await.map_err(|_| broken())?;
    let (mut texts, mut file) = (Pairs::default(), None);
    while let Some(field) = multipart.next_field().await.map_err(|_| broken())? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            if texts.0.len() == TEXTS {
                return Err(broken());
            }
            let text = String::from_utf8(take(field, TEXT).await?).map_err(|_| broken())?;
            texts.push(name, text);
            continue;
        };
        proved(visit, &texts)?;
        let name = file_name.chars().take(200).collect();
        let content = take(field, visit.app.config().listen.upload_bytes).await?.into();
        file = Some(Upload { name, content });
    }
    proved(visit, &texts)?;
    Ok((texts, file))
}

/// Whether the token of the session stands in the form, which it has to do before the file.
fn proved(visit: &Visit, texts: &Pairs) -> Result<()> {
    let token = visit.token.as_deref().unwrap_or_default();
    if session::form_token_fits(visit.app.master(), token, texts.text("_csrf")) {
        return Ok(());
    }
    Err(Error::Forbidden(visit.say("form-of-older-session").into()))
}

async fn take(field: Field, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut reader = Box::pin(field.into_async_read()).take(most + 1);
    reader.read_to_end(&mut bytes).await.map_err(|cause| unreadable(&cause))?;
    if bytes.len() as u64 > most {
        return Err(Error::TooLarge(format!("A file has at most {most} bytes.")));
    }
    Ok(bytes)
}
