//! What was promised, noted outside the server, and how it compares with what is there after a restart.

use std::collections::BTreeMap;
use std::fmt;

/// One batch that was sent: its records share a name, and each has a number of its own behind it.
struct Batch {
    name: String,
    size: usize,
    acknowledged: bool,
}

#[derive(Default)]
pub(crate) struct Ledger {
    /// Acknowledged single records: name, and id where the answer's body came through as well.
    singles: Vec<(String, Option<String>)>,
    batches: Vec<Batch>,
}

impl Ledger {
    pub(crate) fn single(&mut self, name: String, id: Option<String>) {
        self.singles.push((name, id));
    }

    /// Every batch that was sent, answered or not: it is there whole, or not at all.
    pub(crate) fn batch(&mut self, name: String, size: usize, acknowledged: bool) {
        self.batches.push(Batch { name, size, acknowledged });
    }

    pub(crate) fn extend(&mut self, other: Self) {
        self.singles.extend(other.singles);
        self.batches.extend(other.batches);
    }

    /// Records that were acknowledged.
    pub(crate) fn acknowledged(&self) -> usize {
        let batches = self.batches.iter().filter(|batch| batch.acknowledged).map(|batch| batch.size);
        self.singles.len() + batches.sum::<usize>()
    }

    /// Compares with the records found (name and id): nothing lost, nothing half, nothing twice.
    pub(crate) fn check(&self, found: &[(String, String)]) {
        let mut by_name = BTreeMap::new();
        let mut faults = Vec::new();
        for (name, id) in found {
            if by_name.insert(name.as_str(), id.as_str()).is_some() {
                faults.push(format!("twice: {name}"));
            }
        }
        for (name, id) in &self.singles {
            match (by_name.get(name.as_str()), id) {
                (None, _) => faults.push(format!("lost: {name}")),
                (Some(present), Some(id)) if present != id => faults.push(format!("another id: {name}")),
                _ => {}
            }
        }
        for Batch { name, size, acknowledged } in &self.batches {
            let prefix = format!("{name}-");
            let present = by_name.range(prefix.as_str()..).take_while(|(key, _)| key.starts_with(&prefix)).count();
            if present == 0 && *acknowledged {
                faults.push(format!("lost: batch {name} of {size}"));
            } else if present != 0 && present != *size {
                faults.push(format!("half: batch {name} has {present} of {size}"));
            }
        }
        assert!(faults.is_empty(), "{} faults after a kill:\n  {}", faults.len(), faults.join("\n  "));
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} records acknowledged in {} batches and singly, ", self.acknowledged(), self.batches.len())?;
        f.write_str("0 lost, 0 half")
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;

    fn sent() -> Ledger {
        let mut ledger = Ledger::default();
        ledger.single("a".into(), Some("1".into()));
        ledger.batch("b".into(), 2, true);
        ledger.batch("c".into(), 2, false);
        ledger
    }

    fn found(records: &[(&str, &str)]) -> Vec<(String, String)> {
        records.iter().map(|(name, id)| ((*name).into(), (*id).into())).collect()
    }

    #[test]
    fn an_unanswered_batch_may_be_there_or_not() {
        sent().check(&found(&[("a", "1"), ("b-0", "2"), ("b-1", "3")]));
        sent().check(&found(&[("a", "1"), ("b-0", "2"), ("b-1", "3"), ("c-0", "4"), ("c-1", "5")]));
    }

    #[test]
    #[should_panic(expected = "lost: a")]
    fn a_lost_record_is_found() {
        sent().check(&found(&[("b-0", "2"), ("b-1", "3")]));
    }

    #[test]
    #[should_panic(expected = "half: batch c has 1 of 2")]
    fn half_a_batch_is_found() {
        sent().check(&found(&[("a", "1"), ("b-0", "2"), ("b-1", "3"), ("c-0", "4")]));
    }

    #[test]
    #[should_panic(expected = "lost: batch b of 2")]
    fn a_lost_batch_is_found() {
        sent().check(&found(&[("a", "1")]));
    }

    #[test]
    #[should_panic(expected = "twice: a")]
    fn a_double_is_found() {
        sent().check(&found(&[("a", "1"), ("a", "9"), ("b-0", "2"), ("b-1", "3")]));
    }
}
