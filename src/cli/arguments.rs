//! What can be written on the command line.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

/// A self-hosted CRM whose administration is the product.
#[derive(Debug, Parser)]
#[command(name = "beheer", version, about, max_term_width = 100)]
pub(super) struct Arguments {
    /// Configuration file (TOML); also `BEHEER_CONFIG`.
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Data folder; the database is `beheer.db` in it unless `BEHEER_DATABASE__URL` says otherwise.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Starts the server.
    Serve {
        /// Address and port to listen on.
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
        /// Fills an empty installation with a made-up company.
        #[arg(long)]
        demo: bool,
    },
    /// Prints every setting with its source; secrets stay hidden.
    Config,
    /// Brings the database to this program's schema and stops.
    Migrate,
    /// Manages users.
    #[command(subcommand)]
    User(UserCommand),
    /// Manages API keys.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Reads the journal.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Imports a file: CSV, XLSX, vCard or JSON.
    Import(Box<ImportArguments>),
    /// Exports records to a file or to standard output.
    Export(ExportArguments),
    /// Writes rights to a file, and reads them back.
    #[command(subcommand)]
    Rights(RightsCommand),
    /// Lists records that seem to be the same: two lines of a pair are merged by the API or in the console.
    Duplicates {
        /// Such as contacts or organisations.
        collection: String,
    },
    /// Takes back a whole operation, such as an import.
    Undo {
        /// The operation's id.
        operation: String,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Prints the OpenAPI document of the program.
    Openapi,
    /// Prints the tables of a record type, for a new migration.
    Schema {
        /// Name of the record type, or `all`.
        record_type: String,
        /// sqlite or postgres.
        #[arg(long, default_value = "sqlite", value_parser = ["sqlite", "postgres"])]
        engine: String,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Makes a user.
    Create {
        /// With the administrator's profile.
        #[arg(long, conflicts_with = "profile")]
        admin: bool,
        /// Name of the profile.
        #[arg(long)]
        profile: Option<String>,
        /// Mail address to sign in with.
        #[arg(long)]
        email: String,
        /// Full name.
        #[arg(long)]
        name: String,
        /// Reads the password from standard input.
        #[arg(long)]
        password_stdin: bool,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Gives a user a new password and ends all sessions.
    Password {
        /// Mail address.
        #[arg(long)]
        email: String,
        /// Reads the password from standard input.
        #[arg(long, required = true)]
        password_stdin: bool,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Makes a link behind which a user chooses a new password. The one there is stops working and all sessions end.
    Link {
        /// Mail address.
        #[arg(long)]
        email: String,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Takes the second factor of a user away, where the telephone and the codes on paper are lost, and ends all sessions.
    DropSecondFactor {
        /// Mail address.
        #[arg(long)]
        email: String,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Makes a new set-up link for the first administrator.
    SetupLink,
}

#[derive(Debug, Subcommand)]
pub(super) enum KeyCommand {
    /// Makes a key and prints it, once.
    Create {
        /// Mail address of the user it acts as.
        #[arg(long)]
        user: String,
        /// What it is for.
        #[arg(long)]
        name: String,
        /// Days until it ends.
        #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=366))]
        days: i64,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum JournalCommand {
    /// Proves the chain; exits with 1 and the first bad position where it is broken.
    Verify,
}

#[derive(Debug, Subcommand)]
pub(super) enum RightsCommand {
    /// Prints roles, profiles, groups, sharing rules, restrictions, assertions and reasons as TOML.
    Export {
        /// Where to; standard output without it.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Says what reading a file would change, and for whom; exits with 2 where it would change anything.
    Plan {
        /// The file.
        file: PathBuf,
        /// What the file does not have goes into the bin.
        #[arg(long)]
        prune: bool,
    },
    /// Reads a file: all of it or nothing.
    Apply {
        /// The file.
        file: PathBuf,
        /// What the file does not have goes into the bin.
        #[arg(long)]
        prune: bool,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// The collection: contacts, organisations, products …
    pub(super) collection: String,
    /// The file.
    pub(super) file: PathBuf,
    /// A mapping in JSON; without it one is proposed from the columns.
    #[arg(long, value_name = "FILE")]
    pub(super) mapping: Option<PathBuf>,
    /// Prints the mapping that is kept or proposed for such a file, and stops.
    #[arg(long)]
    pub(super) propose: bool,
    /// Keeps the mapping under this name, for the next file with these columns.
    #[arg(long, value_name = "NAME")]
    pub(super) keep_mapping: Option<String>,
    /// Says what would happen, line by line, and writes nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Field that tells whether a record is there already.
    #[arg(long = "match", value_name = "FIELD")]
    pub(super) match_on: Vec<String>,
    /// create, update or upsert.
    #[arg(long, value_parser = ["create", "update", "upsert"])]
    pub(super) mode: Option<String>,
    /// What to do with lines that look like a record that exists: skip, create or update.
    #[arg(long, value_parser = ["skip", "create", "update"])]
    pub(super) duplicates: Option<String>,
    /// Currency of amounts that name none, such as EUR.
    #[arg(long, value_name = "CODE", default_value = "EUR")]
    pub(super) currency: String,
    /// What stands between the cells of a CSV file, where it is not found out: a character, or tab.
    #[arg(long, value_name = "CHARACTER")]
    pub(super) delimiter: Option<String>,
    /// The encoding of a text file, where it is not found out, such as windows-1252.
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Whether the first row holds the names of the columns, where it is not found out.
    #[arg(long, value_name = "YES")]
    pub(super) header: Option<bool>,
    /// The sheet of a workbook; the first one that is visible without it.
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// Goes on with an import that was broken off: what it made is not made again.
    #[arg(long, value_name = "OPERATION", conflicts_with_all = ["dry_run", "propose"])]
    pub(super) resume: Option<String>,
    /// Writes the lines that failed, with the error in a column, to this file.
    #[arg(long, value_name = "FILE")]
    pub(super) errors: Option<PathBuf>,
    /// Why: one reason for all.
    #[arg(long, required_unless_present_any = ["dry_run", "propose"])]
    pub(super) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// The collection: contacts, organisations, products …
    pub(super) collection: String,
    /// csv, xlsx, json or vcard.
    #[arg(long, default_value = "csv", value_parser = ["csv", "xlsx", "json", "vcard"])]
    pub(super) format: String,
    /// Which records, in the filter language.
    #[arg(long)]
    pub(super) filter: Option<String>,
    /// Which fields, with commas between.
    #[arg(long)]
    pub(super) fields: Option<String>,
    /// Where to; standard output without it.
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

impl Arguments {
    /// Flags as settings.
    pub(super) fn flags(&self) -> Vec<(&'static str, String)> {
        let mut flags = Vec::new();
        if let Some(data) = &self.data {
            flags.push(("data.directory", data.clone()));
        }
        if let Command::Serve { listen: Some(address), .. } = &self.command {
            flags.push(("listen.address", address.clone()));
        }
        flags
    }
}

impl Command {
    /// The file whose content the command takes.
    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::Import(import) => Some(&import.file),
            Self::Rights(RightsCommand::Plan { file, .. } | RightsCommand::Apply { file, .. }) => Some(file),
            _ => None,
        }
    }

    /// A second, small file that the command takes.
    pub(super) fn file_beside(&self) -> Option<&Path> {
        match self {
            Self::Import(import) => import.mapping.as_deref(),
            _ => None,
        }
    }

    /// Whether it takes a password from standard input.
    pub(super) const fn reads_stdin(&self) -> bool {
        matches!(self, Self::User(UserCommand::Create { password_stdin: true, .. } | UserCommand::Password { .. }))
    }

    /// Where what it prints goes instead of standard output.
    pub(super) fn output(&self) -> Option<PathBuf> {
        match self {
            Self::Export(export) => export.output.clone(),
            Self::Rights(RightsCommand::Export { output }) => output.clone(),
            Self::Import(import) => import.errors.clone(),
            _ => None,
        }
    }

    /// The reason given.
    pub(super) fn reason(&self) -> Option<&str> {
        match self {
            Self::User(
                UserCommand::Create { reason, .. }
                | UserCommand::Password { reason, .. }
                | UserCommand::Link { reason, .. }
                | UserCommand::DropSecondFactor { reason, .. },
            )
            | Self::Key(KeyCommand::Create { reason, .. })
            | Self::Undo { reason, .. } => reason.as_deref(),
            Self::Import(import) => import.reason.as_deref(),
            Self::Rights(RightsCommand::Apply { reason, .. }) => Some(reason),
            _ => None,
        }
    }
}
