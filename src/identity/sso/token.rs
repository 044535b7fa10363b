//! What a provider says, and whether it is to be believed: its discovery document, the exchange of a code, and its signed tokens.

use std::str::FromStr as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::core::{
    CoreClientAuthMethod, CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKey, CoreJwsSigningAlgorithm as Algorithm,
};
use openidconnect::{
    AccessToken, AccessTokenHash, ClientId, IssuerUrl, JsonWebKeySet, Nonce, ProviderMetadataWithLogout,
};
use poem::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use poem::http::{HeaderMap, HeaderValue, Method};
use serde_json::{Map, Value as Json};

use crate::clock::Micros;
use crate::error::{Error, Result};
use crate::identity::sso::provider::Provider;
use crate::outbound::{Ask, Outbound};

/// What the register of destinations says it was for.
const WHY: &str = "single sign-on";
/// What a logout token says it is (`OpenID` Connect Back-Channel Logout 1.0 §2.4).
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// Signatures that need no secret of ours. A client secret is no key: people choose short ones.
const ALGORITHMS: [Algorithm; 10] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
    Algorithm::EcdsaP521Sha512,
];

/// What is known of somebody, from tokens that were checked.
pub(super) type Claims = Map<String, Json>;

/// A provider that was reached.
pub(super) struct Reached<'a> {
    outbound: &'a Outbound,
    provider: &'a Provider,
    pub(super) told: ProviderMetadataWithLogout,
    now: Micros,
}

/// Something about the provider or what it sent is not as it has to be. The cause is for the log and for the test of an administrator.
pub(super) fn failed(cause: impl std::fmt::Display) -> Error {
    Error::Conflict("sign_in_failed", format!("What the provider says does not hold: {cause}."))
}

impl<'a> Reached<'a> {
    /// Asks a provider for its discovery document and its keys; it has to name itself as the administrator did.
    pub(super) async fn at(outbound: &'a Outbound, provider: &'a Provider, now: Micros) -> Result<Self> {
        let document = format!("{}/.well-known/openid-configuration", provider.issuer.trim_end_matches('/'));
        let told: ProviderMetadataWithLogout = fetched(outbound, &document).await?;
        if told.issuer().as_str() != provider.issuer {
            return Err(failed(format!("it calls itself {}", told.issuer().as_str())));
        }
        let keys: JsonWebKeySet<CoreJsonWebKey> = fetched(outbound, told.jwks_uri().as_str()).await?;
        Ok(Self { outbound, provider, told: told.set_jwks(keys), now })
    }

    /// Exchanges a code for the claims of whoever brought it.
    pub(super) async fn redeem(&self, code: &str, verifier: &str, nonce: &str, back: &str) -> Result<Claims> {
        let endpoint = self.told.token_endpoint().ok_or_else(|| failed("it has no token endpoint"))?;
        let mut form = form_urlencoded(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back),
            ("code_verifier", verifier),
            ("client_id", &self.provider.client),
        ]);
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(secret) = &self.provider.secret {
            let methods = self.told.token_endpoint_auth_methods_supported();
            let knows = |method| methods.is_none_or(|known| known.contains(&method));
            if !knows(CoreClientAuthMethod::ClientSecretBasic) && knows(CoreClientAuthMethod::ClientSecretPost) {
                form = format!("{form}&{}", form_urlencoded(&[("client_secret", secret.reveal())]));
            } else {
                let pair = [&self.provider.client, secret.reveal()].map(encoded).join(":");
                headers.insert(AUTHORIZATION, header(&format!("Basic {}", STANDARD.encode(pair)))?);
            }
        }
        let ask = Ask { method: Method::POST, url: endpoint.to_string(), headers, body: form.into_bytes() };
        let answer = self.outbound.send(WHY, ask).await?;
        let body: Json = serde_json::from_slice(&answer.body).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Json::as_str);
        let (Some(id_token), Some(access)) = (text("id_token"), text("access_token")) else {
            let why = text("error_description").or_else(|| text("error")).unwrap_or("no token came");
            return Err(failed(format!("{} {why}", answer.status.as_u16())));
        };
        let mut claims = self.checked(id_token, access, nonce)?;
        self.add_user_info(access, &mut claims).await?;
        Ok(claims)
    }

    /// The claims of an ID token: signature, issuer, audience, time, nonce, and the hash of the access token that came beside it.
    fn checked(&self, id_token: &str, access: &str, nonce: &str) -> Result<Claims> {
        let token = CoreIdToken::from_str(id_token).map_err(failed)?;
        let verifier = self.verifier()?;
        let claims =
            token.claims(&verifier, &Nonce::new(nonce.to_owned())).map_err(|error| failed(described(&error)))?;
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(failed)?;
            let key = token.signing_key(&verifier).map_err(failed)?;
            let actual = AccessTokenHash::from_token(&AccessToken::new(access.to_owned()), algorithm, key);
            if actual.map_err(failed)? != *expected {
                return Err(failed("the access token is another than the ID token names"));
            }
        }
        payload(id_token)
    }

    fn verifier(&self) -> Result<CoreIdTokenVerifier<'static>> {
        let issuer = IssuerUrl::new(self.provider.issuer.clone()).map_err(failed)?;
        let keys = self.told.jwks().clone();
        let now = chrono::DateTime::from_timestamp_micros(self.now).unwrap_or_default();
        Ok(CoreIdTokenVerifier::new_public_client(ClientId::new(self.provider.client.clone()), issuer, keys)
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || now))
    }

    /// Adds what the provider tells only where it is asked; it must be about the same person.
    async fn add_user_info(&self, access: &str, claims: &mut Claims) -> Result<()> {
        let Some(endpoint) = self.told.userinfo_endpoint() else { return Ok(()) };
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(AUTHORIZATION, header(&format!("Bearer {access}"))?);
        let ask = Ask { method: Method::GET, url: endpoint.to_string(), headers, body: Vec::new() };
        let answer = self.outbound.send(WHY, ask).await?;
        let Ok(Json::Object(more)) = serde_json::from_slice(&answer.body) else { return Ok(()) };
        if !answer.status.is_success() {
            return Ok(());
        }
        if more.get("sub") != claims.get("sub") {
            return Err(failed("its user information is about somebody else"));
        }
        for (name, value) in more {
            claims.entry(name).or_insert(value);
        }
        Ok(())
    }

    /// Whose sessions a logout token ends: the subject, and the session where it names one.
    pub(super) fn logged_out(&self, token: &str) -> Result<(String, Option<String>)> {
        let parsed = CoreIdToken::from_str(token).map_err(failed)?;
        let verifier = self.verifier()?.allow_all_jose_types();
        // A logout token has no nonce, so that no ID token passes for one.
        let none = |nonce: Option<&Nonce>| if nonce.is_none() { Ok(()) } else { Err("it has a nonce".to_owned()) };
        parsed.claims(&verifier, none).map_err(|error| failed(described(&error)))?;
        let claims = payload(token)?;
        if claims.get("events").and_then(|events| events.get(LOGOUT)).is_none() {
            return Err(failed("this is no logout token"));
        }
        let text = |name: &str| claims.get(name).and_then(Json::as_str).map(str::to_owned);
        Ok((text("sub").ok_or_else(|| failed("it names nobody"))?, text("sid")))
    }
}

/// The claims in a token, once its signature was checked.
fn payload(token: &str) -> Result<Claims> {
    let part = token.split('.').nth(1).unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(failed)?;
    serde_json::from_slice(&bytes).map_err(failed)
}

fn header(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(failed)
}

/// An error with all that lies behind it.
fn described(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    text
}

/// A document of a provider.
async fn fetched<T: serde::de::DeserializeOwned>(outbound: &Outbound, url: &str) -> Result<T> {
    let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
    let ask = Ask { method: Method::GET, url: url.to_owned(), headers, body: Vec::new() };
    let answer = outbound.send(WHY, ask).await?;
    if !answer.status.is_success() {
        return Err(failed(format!("{url} answers {}", answer.status.as_u16())));
    }
    serde_json::from_slice(&answer.body).map_err(|error| failed(format!("{url} cannot be read: {error}")))
}

/// Pairs as a form sends them.
pub(super) fn form_urlencoded(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
