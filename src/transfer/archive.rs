//! The guard before a spreadsheet is opened: what a zip archive says of its size is not believed, it is measured.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::{Error, Result};

/// Files in one archive; a workbook has a few dozen.
const MAX_ENTRIES: usize = 10_000;
/// Bytes in all files of an archive together, unpacked.
const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Bytes in the table of texts, unpacked: all of it is kept in memory.
const MAX_TEXTS: u64 = 256 * 1024 * 1024;

/// Refuses an archive that unpacks to more than the limits, and one whose table of texts announces more texts than it can hold
/// (the library reserves memory for as many as it is told).
pub(crate) fn check(bytes: &[u8]) -> Result<()> {
    check_within(bytes, MAX_UNPACKED, MAX_TEXTS)
}

/// The same with other limits, so that a test need not unpack a gigabyte.
pub(crate) fn check_within(bytes: &[u8], max_unpacked: u64, max_texts: u64) -> Result<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MAX_ENTRIES {
        return Err(too_large());
    }
    let mut left = max_unpacked;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| damaged())?;
        if file.size() > left {
            return Err(too_large());
        }
        let is_texts = file.name().map_err(|_| damaged())?.to_ascii_lowercase().ends_with("sharedstrings.xml");
        let limit = if is_texts { left.min(max_texts) } else { left };
        let mut unpacked = file.take(limit + 1);
        let size = if is_texts {
            let mut texts = Vec::new();
            unpacked.read_to_end(&mut texts).map_err(|_| damaged())?;
            if announced_texts(&texts) > texts.len() {
                return Err(damaged());
            }
            texts.len() as u64
        } else {
            std::io::copy(&mut unpacked, &mut std::io::sink()).map_err(|_| damaged())?
        };
        if size > limit {
            return Err(too_large());
        }
        left -= size;
    }
    Ok(())
}

/// The largest number of texts that `uniqueCount` announces anywhere in the table.
fn announced_texts(xml: &[u8]) -> usize {
    const NAME: &[u8] = b"uniqueCount";
    let number = |at: usize| {
        let rest = xml.get(at + NAME.len()..).unwrap_or_default();
        let digits = rest.iter().skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
        digits.fold(0_usize, |sum, digit| sum.saturating_mul(10).saturating_add(usize::from(digit - b'0')))
    };
    xml.windows(NAME.len()).enumerate().filter(|(_, name)| *name == NAME).map(|(at, _)| number(at)).max().unwrap_or(0)
}

pub(crate) fn damaged() -> Error {
    Error::Malformed(
        "The Excel file is damaged or incomplete. Open it in a spreadsheet, save it again and try again.".into(),
    )
}

fn too_large() -> Error {
    Error::TooLarge(
        "The Excel file unpacks to more than 1 GiB. Leave out sheets and columns you do not need, or save it as CSV."
            .into(),
    )
}
