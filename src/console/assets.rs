//! The console's own files, inside the program, under names made from their contents so that browsers keep them for good.

use std::sync::LazyLock;

use poem::Response;
use poem::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::error::{Error, Result};
use crate::secret::hex;

#[derive(RustEmbed)]
#[folder = "src/console/assets"]
struct Files;

struct Asset {
    name: String,
    address: String,
    file: EmbeddedFile,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let named = |name: std::borrow::Cow<'static, str>| {
        let file = Files::get(&name)?;
        let (stem, extension) = name.rsplit_once('.')?;
        let hash = hex(&blake3::hash(&file.data).as_bytes()[..6]);
        Some(Asset { name: name.to_string(), address: format!("/assets/{stem}-{hash}.{extension}"), file })
    };
    Files::iter().filter_map(named).collect()
});

/// The address of a file.
pub(super) fn address(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.address.as_str())
}

/// The file under an address.
pub(super) fn answer(path: &str) -> Result<Response> {
    let asset = ASSETS.iter().find(|asset| asset.address == path).ok_or(Error::NotFound)?;
    let kind = match asset.name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    Ok(Response::builder()
        .header(CONTENT_TYPE, kind)
        .header(CACHE_CONTROL, "public, max-age=31536000, immutable")
        .body(asset.file.data.clone().into_owned()))
}
