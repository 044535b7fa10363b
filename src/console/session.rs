//! The session cookie, the token in forms, and who may send us a form at all.

use poem::Request;
use poem::http::header;
use poem::http::uri::Authority;

use crate::app::App;
use crate::config::Listen;
use crate::identity::sessions::LIFETIME;
use crate::secret::{MasterKey, Purpose, equal, hex};

/// The cookie's name; behind TLS the browser itself then keeps it to this host and this path.
pub(super) const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-beheer_session" } else { "beheer_session" }
}

/// The cookie that holds a token.
pub(super) fn cookie(secure: bool, token: &str) -> String {
    let (name, flag) = (cookie_name(secure), if secure { "; Secure" } else { "" });
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{flag}", LIFETIME / 1_000_000)
}

/// The cookie that ends it.
pub(super) fn no_cookie(secure: bool) -> String {
    let (name, flag) = (cookie_name(secure), if secure { "; Secure" } else { "" });
    format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{flag}")
}

/// The cookie of those who still need a code; an empty token ends it.
pub(super) fn half_cookie(secure: bool, token: &str) -> String {
    let (name, flag) = (half_name(secure), if secure { "; Secure" } else { "" });
    let seconds = if token.is_empty() { 0 } else { 600 };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{flag}")
}

/// The name of that cookie.
pub(super) const fn half_name(secure: bool) -> &'static str {
    if secure { "__Host-beheer_half" } else { "beheer_half" }
}

/// The name of the cookie of a browser that left for a sign-in provider.
pub(super) const fn way_name(secure: bool) -> &'static str {
    if secure { "__Host-beheer_way" } else { "beheer_way" }
}

/// That cookie; an empty one ends it. Whoever comes back is led by another site, so that a stricter cookie would stay behind.
pub(super) fn way(secure: bool, token: &str) -> String {
    let (name, flag) = (way_name(secure), if secure { "; Secure" } else { "" });
    let age = if token.is_empty() { 0 } else { crate::identity::once::LIFETIME / 1_000_000 };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{flag}")
}

/// The token in a request's cookie.
pub(super) fn token(request: &Request, secure: bool) -> Option<String> {
    cookie_named(request, cookie_name(secure))
}

/// What a cookie of a request holds.
pub(super) fn cookie_named(request: &Request, wanted: &str) -> Option<String> {
    let headers = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    headers
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == wanted && !value.is_empty() && value.len() <= 200)
        .map(|(_, value)| value.to_owned())
}

/// What a form of this session carries: nobody who cannot read our pages knows it.
pub(super) fn form_token(master: &MasterKey, token: &str) -> String {
    hex(&master.mac(Purpose::Forms, token.as_bytes()))
}

/// Whether a form carries the token of its session.
pub(super) fn form_token_fits(master: &MasterKey, token: &str, given: &str) -> bool {
    equal(form_token(master, token).as_bytes(), given.as_bytes())
}

/// Whether a request comes from one of our own pages, as far as the browser says so. Programs say nothing, and are not tricked
/// into sending forms either.
pub(super) fn is_own(app: &App, request: &Request) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    if header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    let Some(origin) = header("origin") else { return true };
    let Some((_, from)) = origin.split_once("://") else { return false };
    let public = app.config().listen.public_url.as_deref().and_then(|url| url.split_once("://")).map(|(_, host)| host);
    let host = header("host").or_else(|| request.original_uri().authority().map(Authority::as_str));
    Some(from) == host || Some(from) == public
}

/// Where a request comes from and whether it came by TLS, by what trusted proxies say of it.
pub(super) fn origin(listen: &Listen, request: &Request) -> (String, bool) {
    let tls = *request.scheme() == poem::http::uri::Scheme::HTTPS;
    let Some(peer) = request.remote_addr().as_socket_addr().map(|address| address.ip().to_canonical()) else {
        return (String::new(), tls);
    };
    if !listen.trusts(peer) {
        return (peer.to_string(), tls);
    }
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    // The last address that is not a proxy of ours: what stands before it anybody may have written.
    let addresses = header("x-forwarded-for").unwrap_or_default().rsplit(',').map(str::trim);
    let client = addresses
        .filter_map(|text| text.parse::<std::net::IpAddr>().ok())
        .find(|address| !listen.trusts(*address))
        .unwrap_or(peer);
    let secure = header("x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
    (client.to_canonical().to_string(), tls || secure)
}

/// A path on this server to go on to, or nothing where it leads elsewhere.
pub(super) fn local_path(text: &str) -> Option<&str> {
    let safe = text.starts_with('/')
        && !text.starts_with("//")
        && text.len() <= 2_000
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && !["/sign-in", "/sign-out", "/setup"].iter().any(|path| text.starts_with(path));
    safe.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_gone_on_to() {
        for text in ["/contacts", "/contacts?q=a%20b&sort=-title", "/"] {
            assert_eq!(local_path(text), Some(text));
        }
        let elsewhere = [
            "",
            "contacts",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: b",
            "/a b",
            "/\t/evil.example",
            "javascript:alert(1)",
            "/sign-in?next=/",
        ];
        for text in elsewhere {
            assert_eq!(local_path(text), None, "{text:?}");
        }
    }
}
