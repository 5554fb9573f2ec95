//! Whole reports of the fixtures, as reviewed snapshots, and the contract's invariants on each.

mod common;

use analyze::report::{Style, write_report};
use analyze::{Analyzer, Context, Options};
use common::{contract, fixtures, read, report_of};

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
        let report = Analyzer::new(Options::default()).analyze(&text, &context);
        let mut json = Vec::new();
        write_report(&mut json, &report, Style::Pretty).expect("memory takes it");
        insta::assert_snapshot!(String::from_utf8(json).expect("JSON is UTF-8"));
    });
}
