//! The installation's master key: from the configuration, or from `master.key` in the data folder, made on first start.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use crate::config::{Config, Fault, Faults, Mode};
use crate::error::{Error, Result};
use crate::secret::{MasterKey, Secret, hex, random};

/// Name of the key file in the data folder.
pub const FILE_NAME: &str = "master.key";

/// The master key. In local mode the data folder and the key file are made when they do not exist.
///
/// # Errors
/// When the key cannot be read, when others than its owner may read it, when it is missing although there is a database
/// (its secrets could never be read with a new one), or missing in the mode cloud.
pub fn master_key(config: &Config) -> Result<MasterKey> {
    let fault = |detail: &str| Error::from(Faults(vec![Fault::new("secret.master_key", detail)]));
    if let Some(text) = &config.secret.master_key {
        return MasterKey::parse(text.reveal()).ok_or_else(|| fault("It must be 64 hexadecimal digits."));
    }
    if config.mode == Mode::Cloud {
        return Err(fault("It is missing; the mode cloud needs it."));
    }
    let directory = &config.data.directory;
    create_data_directory(directory)?;
    let path = directory.join(FILE_NAME);
    // Looked at in this order, as a process that starts beside us makes the key before the database.
    let database = directory.join("beheer.db");
    let is_used = database.try_exists()?;
    if !path.try_exists()? {
        if is_used {
            let why = format!(
                "There is a database {} but no {}. Put the key file back, from where you keep it or from a backup: without it the secrets in the database cannot be read.",
                database.display(),
                path.display()
            );
            return Err(Error::Conflict("master_key_missing", why));
        }
        create(directory, &path)?;
    }
    // Read even what we just wrote: when two processes start at once, the file says whose key it became.
    read(&path)
}

/// Makes the data folder, readable by its owner only. One that exists is left as it is.
pub fn create_data_directory(directory: &Path) -> Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(|cause| match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Error::from(cause),
        _ => Error::Unavailable(
            format!("The data folder {} cannot be made: {cause}. Make it, or set data.directory.", directory.display()),
            0,
        ),
    })
}

fn read(path: &Path) -> Result<MasterKey> {
    let unreadable = |cause: std::io::Error| {
        Error::Conflict("master_key_unreadable", format!("The key file {} cannot be read: {cause}.", path.display()))
    };
    let mode = fs::metadata(path).map_err(unreadable)?.mode();
    if mode & 0o077 != 0 {
        let why = format!(
            "The key file {} may be read by others than its owner (mode {:03o}). Run: chmod 600 {}",
            path.display(),
            mode & 0o777,
            path.display()
        );
        return Err(Error::Conflict("master_key_exposed", why));
    }
    let text = Secret::new(fs::read_to_string(path).map_err(unreadable)?);
    MasterKey::parse(text.reveal()).ok_or_else(|| {
        let why =
            format!("The key file {} does not hold 64 hexadecimal digits. Put the right one back.", path.display());
        Error::Conflict("master_key_unreadable", why)
    })
}

/// Writes a new key beside `path`, safe on disk, and then links it to its name. Unlike a rename, a link never replaces a key
/// that another process made in the meantime.
fn create(directory: &Path, path: &Path) -> Result<()> {
    let temporary = directory.join(format!(".{FILE_NAME}.{}", hex(&random::<8>()?)));
    let written = write_new(&temporary, &MasterKey::new(random()?));
    let linked = written.and_then(|()| match fs::hard_link(&temporary, path) {
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        // Some network and desktop file systems have no links.
        Err(_) if !path.try_exists()? => fs::rename(&temporary, path),
        other => other,
    });
    let removed = fs::remove_file(&temporary);
    linked?;
    match removed {
        Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause.into()),
        _ => {}
    }
    Ok(File::open(directory)?.sync_all()?)
}

fn write_new(path: &Path, key: &MasterKey) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(key.to_hex().reveal().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn config_in(directory: &Path) -> Config {
        let mut config = Config::default();
        config.data.directory = directory.join("data");
        config
    }

    #[test]
    fn the_first_start_makes_a_private_folder_and_a_private_key_that_stays() {
        let folder = tempfile::tempdir().unwrap();
        let config = config_in(folder.path());
        let first = master_key(&config).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
        assert_eq!(mode(&config.data.directory), 0o700);
        assert_eq!(mode(&config.data.directory.join(FILE_NAME)), 0o600);
        assert_eq!(fs::read_dir(&config.data.directory).unwrap().count(), 1, "no temporary file is left behind");
        assert_eq!(master_key(&config).unwrap().to_hex().reveal(), first.to_hex().reveal());
    }

    #[test]
    fn processes_that_start_at_once_end_with_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let config = config_in(folder.path());
        let start = std::sync::Barrier::new(8);
        let keys: Vec<String> = std::thread::scope(|scope| {
            let one = || {
                start.wait();
                master_key(&config).unwrap().to_hex().reveal().to_owned()
            };
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| key == &keys[0]));
        assert_eq!(fs::read_dir(&config.data.directory).unwrap().count(), 1);
    }

    #[test]
    fn a_key_that_others_may_read_is_refused_with_the_command_that_helps() {
        let folder = tempfile::tempdir().unwrap();
        let config = config_in(folder.path());
        master_key(&config).unwrap();
        let path = config.data.directory.join(FILE_NAME);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let refused = master_key(&config).unwrap_err().to_string();
        assert!(
            refused.contains("mode 640") && refused.contains(&format!("chmod 600 {}", path.display())),
            "{refused}"
        );
    }

    #[test]
    fn no_new_key_is_made_for_a_database_that_has_lost_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let config = config_in(folder.path());
        create_data_directory(&config.data.directory).unwrap();
        fs::write(config.data.directory.join("beheer.db"), "").unwrap();
        assert_eq!(master_key(&config).unwrap_err().code(), "master_key_missing");
        assert!(!config.data.directory.join(FILE_NAME).exists());
    }

    #[test]
    fn a_configured_key_needs_no_folder_and_the_cloud_makes_none() {
        let folder = tempfile::tempdir().unwrap();
        let mut config = config_in(folder.path());
        config.mode = Mode::Cloud;
        assert!(master_key(&config).is_err());
        config.secret.master_key = Some(Secret::new("ab".repeat(32)));
        assert_eq!(master_key(&config).unwrap().to_hex().reveal(), "ab".repeat(32));
        assert!(!config.data.directory.exists());
    }

    #[test]
    fn a_key_file_with_other_things_in_it_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let config = config_in(folder.path());
        master_key(&config).unwrap();
        fs::write(config.data.directory.join(FILE_NAME), "not a key").unwrap();
        assert_eq!(master_key(&config).unwrap_err().code(), "master_key_unreadable");
    }
}
