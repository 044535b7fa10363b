//! Section `admin`: the first administrator, for an installation that nobody watches.

use serde::{Deserialize, Serialize};

use crate::config::{Fault, read};
use crate::secret::Secret;

/// Section `admin`. Used once, when there is no user yet; without it the first start prints a set-up link.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Admin {
    /// E-mail address.
    pub email: Option<String>,
    /// Full name; without it the part of the e-mail address before the `@`.
    pub name: Option<String>,
    /// Password.
    #[serde(serialize_with = "read::hide")]
    pub password: Option<Secret>,
}

impl Admin {
    /// Adds what is wrong with this section.
    pub fn validate(&self, faults: &mut Vec<Fault>) {
        match &self.email {
            Some(email) if !email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()) => {
                faults.push(Fault::new("admin.email", "This is not an e-mail address."));
            }
            None if self.password.is_some() || self.name.is_some() => {
                faults.push(Fault::new(
                    "admin.email",
                    "It is missing, but another value of admin is given. Give it too.",
                ));
            }
            _ => {}
        }
        if self.email.is_some() && self.password.is_none() {
            faults.push(Fault::new(
                "admin.password",
                "It is missing, but admin.email is given. Give it, or better admin.password_file.",
            ));
        }
    }
}
