//! Any text has a report, and every slice in it is where its positions say.
#![no_main]

use analyze::report::{Style, append_report};
use analyze::text::{Text, Unit};
use analyze::{Analyzer, Context, Options};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|content: String| {
    let analyzer = Analyzer::new(Options {
        include_boilerplate: content.len() % 2 == 0,
        offsets: Unit::Bytes,
        ..Options::default()
    });
    let text = Text::new(content);
    let mut json = Vec::new();
    append_report(
        &mut json,
        &analyzer.analyze(&text, &Context::default()),
        Style::Compact,
    );
    let report: Value = serde_json::from_slice(&json).expect("a line of JSON");
    check(&text.content, &report);
});

fn check(content: &str, value: &Value) {
    match value {
        Value::Object(fields) => {
            let at = |key| fields.get(key).and_then(Value::as_u64);
            if let (Some(start), Some(end), Some(Value::String(slice))) =
                (at("start"), at("end"), fields.get("text"))
            {
                assert_eq!(&content[start as usize..end as usize], slice);
            }
            fields.values().for_each(|value| check(content, value));
        }
        Value::Array(values) => values.iter().for_each(|value| check(content, value)),
        _ => {}
    }
}
