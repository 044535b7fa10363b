//! The console's own files, inside the program. They stand in a folder named after their contents, so that browsers keep them for
//! good and modules find each other by relative names; the stylesheet is joined from its parts; texts are packed once.

use std::sync::LazyLock;

use bytes::Bytes;
use poem::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use poem::http::{HeaderValue, StatusCode};
use poem::{Request, Response};
use rust_embed::RustEmbed;

use crate::console::compress;
use crate::error::{Error, Result};
use crate::secret::hex;

#[derive(RustEmbed)]
#[folder = "src/console/assets"]
struct Files;

struct Asset {
    name: String,
    address: String,
    plain: Bytes,
    packed: Option<Bytes>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let files = joined();
    let mut hasher = blake3::Hasher::new();
    for (name, contents) in &files {
        hasher.update(name.as_bytes()).update(&contents.len().to_le_bytes()).update(contents);
    }
    let folder = hex(&hasher.finalize().as_bytes()[..8]);
    files
        .into_iter()
        .map(|(name, contents)| {
            let packed = compress::packed(&contents, compress::ONCE).filter(|packed| packed.len() < contents.len());
            Asset { address: format!("/assets/{folder}/{name}"), name, plain: contents.into(), packed }
        })
        .collect()
});

/// All files by name; those in `styles` are one stylesheet, in the order of their names.
fn joined() -> Vec<(String, Vec<u8>)> {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort_unstable();
    let (mut files, mut styles) = (Vec::new(), Vec::new());
    for name in names {
        let Some(file) = Files::get(&name) else { continue };
        if name.starts_with("styles/") {
            styles.extend_from_slice(&file.data);
        } else {
            files.push((name.into_owned(), file.data.into_owned()));
        }
    }
    files.push(("console.css".to_owned(), tight(&String::from_utf8_lossy(&styles)).into_bytes()));
    files
}

/// A stylesheet without comments and without the white space that says nothing; texts in quotes stay as they are.
fn tight(styles: &str) -> String {
    let mut tight = String::with_capacity(styles.len());
    for (at, piece) in styles.split('"').enumerate() {
        if at % 2 == 1 {
            tight.extend(["\"", piece, "\""]);
            continue;
        }
        let mut rest = piece;
        while let Some((before, after)) = rest.split_once("/*") {
            squeeze(&mut tight, before);
            rest = after.split_once("*/").map_or("", |(_, after)| after);
        }
        squeeze(&mut tight, rest);
    }
    tight
}

/// Adds a piece of a stylesheet; white space stays one space, and none beside what divides rules and declarations.
fn squeeze(tight: &mut String, piece: &str) {
    for letter in piece.chars() {
        let after_divider = tight.ends_with(['{', '}', ';', ',', ':', ' ']) || tight.is_empty();
        if letter.is_whitespace() {
            if !after_divider {
                tight.push(' ');
            }
            continue;
        }
        if matches!(letter, '{' | '}' | ';') && tight.ends_with(' ') {
            tight.pop();
        }
        if letter == '}' && tight.ends_with(';') {
            tight.pop();
        }
        tight.push(letter);
    }
}

/// The address of a file.
pub(super) fn address(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.address.as_str())
}

/// The addresses of the modules that every page has, but for the first one, which asks for them: so they come at the same time.
/// Those in `pages` come with the pages that name them.
pub(super) fn modules() -> Vec<&'static str> {
    let is_module = |asset: &&Asset| is_shared(asset) && asset.name != "console.js";
    ASSETS.iter().filter(is_module).map(|asset| asset.address.as_str()).collect()
}

/// Whether it is a module of every page.
fn is_shared(asset: &Asset) -> bool {
    extension(&asset.name) == "js" && !asset.name.starts_with("pages/")
}

/// The text of a file.
pub(super) fn text(name: &str) -> &'static str {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    asset.and_then(|asset| std::str::from_utf8(&asset.plain).ok()).unwrap_or_default()
}

/// The file under an address. A page of another version of the program, which another replica may still run, gets what there is.
pub(super) fn answer(request: &Request) -> Result<Response> {
    let path = request.original_uri().path();
    let named = path.strip_prefix("/assets/").and_then(|rest| rest.split_once('/'));
    let (_, name) = named.ok_or(Error::NotFound)?;
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(Error::NotFound)?;
    let is_packed = asset.packed.is_some() && compress::is_accepted(request);
    let folder = asset.address.split('/').nth(2).unwrap_or_default();
    let tag = format!("\"{folder}{}\"", if is_packed { "-gzip" } else { "" });
    let keep = if asset.address == path { "public, max-age=31536000, immutable" } else { "no-cache" };
    let response = Response::builder()
        .header(CACHE_CONTROL, keep)
        .header(ETAG, tag.as_str())
        .header(VARY, HeaderValue::from_static("accept-encoding"));
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag) {
        return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
    }
    let response = response.header(CONTENT_TYPE, kind(&asset.name));
    Ok(match &asset.packed {
        Some(packed) if is_packed => response.header(CONTENT_ENCODING, "gzip").body(packed.clone()),
        _ => response.body(asset.plain.clone()),
    })
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn kind(name: &str) -> &'static str {
    match extension(name) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/speculationrules+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_loses_nothing_but_what_says_nothing() {
        let styles = "/* a */\n.a  .b:hover > c { color: red; /* ; */ content: \"a: /* b\"; }\n@media (width < 5rem) { d, e { margin: 0 auto; } }";
        let same = ".a .b:hover > c{color:red;content:\"a: /* b\"}@media (width < 5rem){d,e{margin:0 auto}}";
        assert_eq!(tight(styles), same);
    }

    #[test]
    fn stylesheet_and_scripts_keep_to_their_budget() {
        let length = |is_meant: &dyn Fn(&Asset) -> bool| {
            ASSETS.iter().filter(|asset| is_meant(asset)).map(|asset| asset.plain.len()).collect::<Vec<_>>()
        };
        let styles: usize = length(&|asset| extension(&asset.name) == "css").iter().sum();
        assert!((1..=58_000).contains(&styles), "{styles}");
        // It travels packed, once, and is kept.
        let packed =
            ASSETS.iter().filter(|asset| extension(&asset.name) == "css").filter_map(|asset| asset.packed.as_ref());
        let packed: usize = packed.map(Bytes::len).sum();
        assert!((1..=12_500).contains(&packed), "{packed}");
        let scripts = |is_meant: &dyn Fn(&Asset) -> bool| {
            let meant = ASSETS.iter().filter(|asset| extension(&asset.name) == "js" && is_meant(asset));
            meant.map(|asset| asset.packed.as_ref().map_or(asset.plain.len(), Bytes::len)).collect::<Vec<_>>()
        };
        let shared: usize = scripts(&is_shared).iter().sum();
        let mut pages = scripts(&|asset| !is_shared(asset));
        pages.sort_unstable_by(|a, b| b.cmp(a));
        // No page names more of its own than the four largest come to.
        let most: usize = shared + pages.iter().take(4).sum::<usize>();
        assert!((1..=16_000).contains(&most), "{shared} and {pages:?}");
    }
}
