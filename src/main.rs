//! The program.

use std::process::ExitCode;

fn main() -> ExitCode {
    beheer::cli::main()
}
