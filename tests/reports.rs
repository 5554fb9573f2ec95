//! Whole reports of the fixtures, as reviewed snapshots, and the contract's invariants on each.

mod common;

use analyze::{Context, Options};
use common::{contract, fixtures, line_of, read, report_of};

#[test]
fn fixtures_give_the_reviewed_reports() {
    insta::glob!(fixtures(), "*/*.txt", |path| {
        let text = read(path);
        contract::check(&text, &report_of(&text, Options::default()), "chars");
        let name = path
            .strip_prefix(fixtures())
            .expect("below the fixtures")
            .display()
            .to_string();
        let context = Context {
            source: &name,
            path: Some(&name),
            ..Context::default()
        };
        let report: serde_json::Value =
            serde_json::from_str(&line_of(&text, Options::default(), &context)).expect("JSON");
        insta::assert_snapshot!(serde_json::to_string_pretty(&report).expect("JSON"));
    });
}
