//! Tests of the configuration: order of rank, faults, secrets.

use std::path::PathBuf;

use super::*;

/// A file, some environment, some flags.
struct Inputs<'a> {
    file: &'a str,
    environment: &'a [(&'a str, &'a str)],
    flags: &'a [(&'a str, &'a str)],
}

impl Inputs<'_> {
    fn load(&self) -> (Result<Loaded, Faults>, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("beheer.toml");
        std::fs::write(&path, self.file).unwrap();
        let layers = Layers {
            file: Some(path.clone()),
            environment: self.environment.iter().map(|(name, text)| (name.into(), text.into())).collect(),
            flags: self.flags.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect(),
        };
        (super::load(&layers), path)
    }
}

fn from_file(file: &str) -> Result<Loaded, Faults> {
    Inputs { file, environment: &[], flags: &[] }.load().0
}

fn from_environment(environment: &[(&str, &str)]) -> Result<Loaded, Faults> {
    Inputs { file: "", environment, flags: &[] }.load().0
}

fn faults(result: Result<Loaded, Faults>) -> Vec<String> {
    result.unwrap_err().0.iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_given_is_a_local_installation_on_this_machine() {
    let loaded = from_environment(&[("PATH", "/bin"), ("BEHEER_STORAGE__PREFIX", "")]).unwrap();
    assert_eq!(loaded.config.listen.address.to_string(), "127.0.0.1:8080");
    assert_eq!(loaded.config.database_url().reveal(), "sqlite:./beheer-data/beheer.db");
    assert_eq!(loaded.config.files_directory(), PathBuf::from("./beheer-data/files"));
    assert!(loaded.effective().iter().all(|(_, _, source)| *source == Source::Default));
}

#[test]
fn flags_win_over_the_environment_over_the_file_over_the_default() {
    let file =
        "[listen]\naddress = \"127.0.0.1:1\"\ndrain_seconds = 1\nmax_connections = 1\n[log]\nformat = \"json\"\n";
    let environment = [("BEHEER_LISTEN__ADDRESS", "127.0.0.1:2"), ("BEHEER_LISTEN__MAX_CONNECTIONS", "2")];
    let flags = [("listen.address", "127.0.0.1:3")];
    let (loaded, path) = Inputs { file, environment: &environment, flags: &flags }.load();
    let loaded = loaded.unwrap();
    let listen = &loaded.config.listen;
    assert_eq!((listen.address.port(), listen.max_connections, listen.drain_seconds), (3, 2, 1));
    assert_eq!(loaded.config.log.format, LogFormat::Json);
    assert_eq!(loaded.source("listen.address"), Source::Flag);
    assert_eq!(
        loaded.source("listen.max_connections").to_string(),
        "environment variable BEHEER_LISTEN__MAX_CONNECTIONS"
    );
    assert_eq!(loaded.source("log.format"), Source::File(path));
    assert_eq!(loaded.source("listen.body_bytes"), Source::Default);
}

#[test]
fn all_faults_are_named_at_once_with_their_sources() {
    let file = "[listen]\ndrain_seconds = \"soon\"\nbody_bytes = 3\n[log]\nformat = \"xml\"\n[tls]\nkey = \"k.pem\"\n";
    let environment = [("BEHEER_DATABASE__URL", "mysql://u:hunter2@h/d"), ("BEHEER_LISTEN__ADDRESS", "here")];
    let (result, path) = Inputs {
        file,
        environment: &environment,
        flags: &[("limits.sign_in_per_account", "0"), ("console.time_zone", "CEST")],
    }
    .load();
    let text = result.unwrap_err().to_string();
    let from_file = format!("(from file {})", path.display());
    for line in [
        format!("listen.drain_seconds: It must be a whole number, but it is string \"soon\". {from_file}"),
        format!("listen.body_bytes: Give a number from 1024 (1 KiB) to 67108864 (64 MiB). {from_file}"),
        format!("log.format: \"xml\" is not possible. Give one of: text, json. {from_file}"),
        "tls.certificate: It is missing, but tls.key is given. Give both or neither.".into(),
        "database.url: Begin it with sqlite: or postgres://. (from environment variable BEHEER_DATABASE__URL)".into(),
        "(from environment variable BEHEER_LISTEN__ADDRESS)".into(),
        "limits.sign_in_per_account: With 0 nobody can sign in. Give a number of failed attempts in a quarter of an hour. (from flag)"
            .into(),
        "console.time_zone: \"CEST\" is not a time zone. Give the name of one, such as Europe/Amsterdam or UTC. (from flag)".into(),
    ] {
        assert!(text.contains(&line), "{line}\nis not in\n{text}");
    }
    assert!(!text.contains("hunter2"), "{text}");
    assert_eq!(text.lines().count(), 9, "{text}");
}

#[test]
fn an_unknown_key_is_refused_by_name_wherever_it_stands() {
    let file = "colour = \"red\"\n[listen]\nadress = \"127.0.0.1:1\"\n[listen.deep]\nx = 1\n[database.url]\ny = 2\n";
    let (result, _) = Inputs {
        file,
        environment: &[("BEHEER_LOG__LEVEL_", "info"), ("BEHEER_LISTEN", "x")],
        flags: &[("nothing", "1")],
    }
    .load();
    let text = result.unwrap_err().to_string();
    for key in ["colour: ", "listen.adress: There is no such key. Did you mean listen.address?", "listen.deep.x: "] {
        assert!(text.contains(key), "{text}");
    }
    for key in ["database.url", "log.level_: ", "listen: This is a section", "nothing: "] {
        assert!(text.contains(key), "{text}");
    }
}

#[test]
fn variables_that_kubernetes_adds_for_a_service_of_our_name_are_passed_over() {
    let links = [
        ("BEHEER_SERVICE_HOST", "10.0.0.1"),
        ("BEHEER_SERVICE_PORT", "80"),
        ("BEHEER_SERVICE_PORT_HTTP", "80"),
        ("BEHEER_PORT", "tcp://10.0.0.1:80"),
        ("BEHEER_PORT_80_TCP", "tcp://10.0.0.1:80"),
        ("BEHEER_PORT_80_TCP_PROTO", "tcp"),
        ("BEHEER_TENANT_SERVICE_HOST", "10.0.0.2"),
    ];
    assert!(from_environment(&links).is_ok());
    assert_eq!(faults(from_environment(&[("BEHEER_IMPORT", "x")])).len(), 1);
}

#[test]
fn a_secret_may_stand_in_a_file_and_loses_only_its_last_line_break() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("password");
    std::fs::write(&path, " correct horse \r\n").unwrap();
    let name = path.to_str().unwrap();
    let admin = [("BEHEER_ADMIN__EMAIL", "a@example.org"), ("BEHEER_ADMIN__PASSWORD_FILE", name)];
    let loaded = from_environment(&admin).unwrap();
    assert_eq!(loaded.config.admin.password.as_ref().unwrap().reveal(), " correct horse ");
    let source = loaded.source("admin.password").to_string();
    assert_eq!(source, format!("file {name}, named by environment variable BEHEER_ADMIN__PASSWORD_FILE"));

    let both = [admin[0], admin[1], ("BEHEER_ADMIN__PASSWORD", "hunter2")];
    let found = faults(from_environment(&both));
    assert!(found[0].starts_with("admin.password_file: admin.password is given too"), "{found:?}");
    assert!(!found[0].contains("hunter2"));

    let absent = faults(from_environment(&[("BEHEER_DATABASE__URL_FILE", "/nowhere/url")]));
    assert!(absent[0].starts_with("database.url_file: The file /nowhere/url cannot be read"), "{absent:?}");
}

#[test]
fn secrets_are_never_shown() {
    let secret = "postgres://user:hunter2@host/db";
    let admin = [("BEHEER_ADMIN__EMAIL", "a@example.org"), ("BEHEER_ADMIN__PASSWORD", "12345678")];
    let loaded = from_environment(&[("BEHEER_DATABASE__URL", secret), admin[0], admin[1]]).unwrap();
    assert_eq!(loaded.config.admin.password.as_ref().unwrap().reveal(), "12345678", "digits stay text");
    let shown = loaded.effective();
    assert!(shown.iter().any(|(key, value, _)| key == "database.url" && value == "•••"));
    assert!(!format!("{shown:?}").contains("hunter2") && !format!("{:?}", loaded.config).contains("hunter2"));
    let wrong = faults(from_file("[admin]\nemail = \"a@example.org\"\npassword = 8472910\n"));
    assert!(wrong[0].contains("Put it in quotes") && !wrong[0].contains("8472910"), "{wrong:?}");
    let broken = faults(from_file("[admin]\npassword = \"hunter2\n"));
    assert!(!broken[0].contains("hunter2") && broken[0].contains("line 2"), "{broken:?}");
}

#[test]
fn every_secret_key_exists_and_has_no_default() {
    let known = super::known();
    for key in SECRETS {
        assert_eq!(known.defaults.get(*key).and_then(source::show), None, "{key}");
        assert!(known.defaults.contains_key(*key), "{key}");
    }
}

#[test]
fn the_cloud_needs_a_master_key() {
    let missing = faults(from_environment(&[("BEHEER_MODE", "cloud")]));
    assert!(missing[0].starts_with("secret.master_key: It is missing"), "{missing:?}");
    let key = "0123456789abcdef".repeat(4);
    assert!(from_environment(&[("BEHEER_MODE", "cloud"), ("BEHEER_SECRET__MASTER_KEY", &key)]).is_ok());
    assert!(from_environment(&[("BEHEER_SECRET__MASTER_KEY", &key[1..])]).is_err());
}

#[test]
fn trusted_proxies_are_a_list_or_a_text_with_commas() {
    for loaded in [
        from_file("[listen]\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n").unwrap(),
        from_environment(&[("BEHEER_LISTEN__TRUSTED_PROXIES", "10.0.0.0/8, ::1")]).unwrap(),
    ] {
        let trusts = |address: &str| loaded.config.listen.trusts(address.parse().unwrap());
        assert!(trusts("10.1.2.3") && trusts("::ffff:10.1.2.3") && trusts("::1"));
        assert!(!trusts("11.0.0.1") && !trusts("::2"));
    }
    let wrong = faults(from_file("[listen]\ntrusted_proxies = [\"10.0.0.0/8\", \"everyone\"]\n"));
    assert!(wrong[0].starts_with("listen.trusted_proxies: \"everyone\" is not a network"), "{wrong:?}");
}

#[test]
fn a_missing_file_is_a_fault_and_a_variable_may_name_the_file() {
    let layers = Layers { file: Some("/nowhere/beheer.toml".into()), ..Layers::default() };
    assert!(super::load(&layers).unwrap_err().to_string().contains("(from file /nowhere/beheer.toml)"));
    let named = vec![("BEHEER_CONFIG".into(), "/nowhere/other.toml".into())];
    let layers = Layers { environment: named, ..Layers::default() };
    assert!(super::load(&layers).unwrap_err().to_string().contains("(from file /nowhere/other.toml)"));
}

#[test]
fn levels_and_public_addresses_are_checked() {
    for level in ["info", "warn,beheer::mail=debug", "OFF"] {
        assert!(from_environment(&[("BEHEER_LOG__LEVEL", level)]).is_ok(), "{level}");
    }
    for level in ["loud", "info,beheer::mail=loud"] {
        assert!(from_environment(&[("BEHEER_LOG__LEVEL", level)]).is_err(), "{level}");
    }
    assert!(from_environment(&[("BEHEER_LISTEN__PUBLIC_URL", "https://crm.example.org")]).is_ok());
    for url in ["crm.example.org", "ftp://h", "https://h/", "https://h/x", "https://u:p@h", "https://h?x"] {
        assert!(from_environment(&[("BEHEER_LISTEN__PUBLIC_URL", url)]).is_err(), "{url}");
    }
}

#[test]
fn faults_become_problems_with_pointers() {
    let error = crate::error::Error::from(from_environment(&[("BEHEER_LISTEN__ADDRESS", "x")]).unwrap_err());
    let crate::error::Error::Invalid(problems) = error else { panic!("{error:?}") };
    assert_eq!((problems[0].pointer.as_str(), problems[0].code), ("/listen/address", "configuration"));
}
