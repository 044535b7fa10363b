//! The law of dry runs: what they foretell happens, whatever is in the file.

use super::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Small tables in which keys repeat, links lead nowhere and values are wrong.
fn tables() -> impl Strategy<Value = (String, u8, u8)> {
    let word = |words: &'static [&'static str]| proptest::sample::select(words);
    let line = (
        word(&["1", "2", "3", "4", ""]),
        word(&["Vos", "Bos", "Mos", "", "NULL"]),
        word(&["a@example.org", "b@example.org", "A@example.org", "nobody", ""]),
        word(&["Acme", "acme", "Globex", ""]),
        word(&["1980-02-30", "1980-02-03", "31-12-1980", ""]),
    );
    let text = proptest::collection::vec(line, 1..12).prop_map(|lines| {
        let lines = lines.iter().map(|(id, name, mail, company, day)| format!("{id},{name},{mail},{company},{day}\n"));
        format!("external id,last name,email,company,birthday\n{}", lines.collect::<String>())
    });
    (text, 0_u8..3, 0_u8..3)
}

on_both_engines! {
    async fn a_dry_run_foretells_the_run(engine: Engine) {
        let caller = engine.program().await;
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        for _ in 0..25 {
            let (text, mode, policy) = tables().new_tree(&mut runner).unwrap().current();
            let file = csv(&text);
            let mut mapping = proposed(&caller, "contact", &file);
            mapping.match_on = vec!["external_id".into()];
            mapping.mode = [Mode::Create, Mode::Update, Mode::Upsert][usize::from(mode)];
            let duplicates = [DuplicatePolicy::Skip, DuplicatePolicy::Create, DuplicatePolicy::Update][usize::from(policy)];
            foretold(&engine, &caller, &file, &mapping, &Options { duplicates, ..Options::default() }).await;
        }
    }

    async fn circles_of_managers_are_foretold_too(engine: Engine) {
        let caller = engine.program().await;
        let file = csv("id,name,reportsTo\n1,A,2\n2,B,1\n3,C,9\n4,D,1\n5,,\n6,F,5\n");
        let mapping = proposed(&caller, "user", &file);
        let report = foretold(&engine, &caller, &file, &mapping, &Options::default()).await;
        assert_eq!((report.counts.created, report.counts.failed), (4, 2));
        let messages: Vec<_> = report.lines.iter().map(|line| line.messages.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(messages[2], "reportsTo: there is no user with the external id `9`.");
        assert_eq!(messages[5], "reportsTo: the line with `5` was not imported; the link stayed empty.");
        assert_eq!(messages.iter().filter(|message| message.contains("lead back to the record itself")).count(), 1);
    }
}
