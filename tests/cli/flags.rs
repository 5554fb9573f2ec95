//! Every flag, once each.

use super::{ARTICLE, Place, records};
use serde_json::json;

#[test]
fn date_is_the_reference_date() {
    let place = Place::with(&["a.txt"]);
    let report = &place
        .run(&["--date", "2016-10-08", "a.txt"])
        .expect(0)
        .reports()[0];
    assert_eq!(
        report["document"]["reference_date"],
        json!({"value": "2016-10-08", "from": "flag"})
    );
    let report = &place.run(&["a.txt"]).expect(0).reports()[0];
    assert_eq!(report["document"]["reference_date"], json!(null));
    place
        .run(&["--date", "8 October", "a.txt"])
        .expect(2)
        .says("YYYY-MM-DD");
}

#[test]
fn input_format_overrides_the_name() {
    let place = Place::new();
    place.write("a.jsonl", records(2));
    place.write("a.txt", records(3));
    assert_eq!(
        place.run(&["a.jsonl"]).expect(0).sources(),
        ["a.jsonl:1", "a.jsonl:2"]
    );
    assert_eq!(
        place
            .run(&["--input-format", "auto", "a.jsonl"])
            .expect(0)
            .reports()
            .len(),
        2
    );
    assert_eq!(
        place
            .run(&["--input-format", "text", "a.jsonl"])
            .expect(0)
            .sources(),
        ["a.jsonl"]
    );
    assert_eq!(
        place
            .run(&["--input-format", "jsonl", "a.txt"])
            .expect(0)
            .reports()
            .len(),
        3
    );
    place
        .run(&["--input-format", "csv", "a.txt"])
        .expect(2)
        .says("possible values: auto, text, jsonl");
}

#[test]
fn fields_of_a_record_may_have_other_names() {
    let place = Place::new();
    let record = json!({"uri": "x7", "content": "The council met.", "published": "2016-10-08T10:00:00Z", "title": "Bridge"});
    let args = [
        "--input-format",
        "jsonl",
        "--text-field",
        "content",
        "--id-field",
        "uri",
        "--date-field",
        "published",
        "--headline-field",
        "title",
    ];
    let report = &place.pipe(&args, record.to_string()).expect(0).reports()[0];
    assert_eq!(report["id"], "x7");
    assert_eq!(
        report["document"]["length"],
        "Bridge\n\nThe council met.".len()
    );
    assert_eq!(
        report["document"]["reference_date"],
        json!({"value": "2016-10-08", "from": "record"})
    );
}

#[test]
fn ids_are_kept_verbatim() {
    let place = Place::new();
    let input = "{\"id\":12345678901234567890123,\"text\":\"a\"}\n{\"id\":1.50,\"text\":\"a\"}\n{\"id\":\"\\u00e9\u{2028}\",\"text\":\"a\"}\n";
    let run = place.pipe(&["--input-format", "jsonl"], input).expect(0);
    for id in [
        "\"id\":12345678901234567890123,",
        "\"id\":1.50,",
        "\"id\":\"\\u00e9\\u2028\",",
    ] {
        assert!(run.stdout.contains(id), "{id}");
    }
}

#[test]
fn encoding_forces_one() {
    let place = Place::new();
    place.write("a.txt", b"\xcf\xf0\xe8\xe2\xe5\xf2");
    let report = &place
        .run(&["--encoding", "windows-1251", "a.txt"])
        .expect(0)
        .reports()[0];
    assert_eq!(report["document"]["encoding"], "windows-1251");
    assert_eq!(report["body"][0]["text"], "Привет");
    place
        .run(&["--encoding", "klingon", "a.txt"])
        .expect(2)
        .says("WHATWG");
    place
        .run(&["--encoding", "utf-16le", "--input-format", "jsonl", "a.txt"])
        .expect(2)
        .says("convert the file to UTF-8");
}

#[test]
fn include_boilerplate_only_adds() {
    let place = Place::new();
    let text = format!("{ARTICLE}\nRelated stories\n\nFollow Peter Smith on Twitter\n");
    let without = place.pipe(&["-"], &text).expect(0).reports();
    let with = place
        .pipe(&["--include-boilerplate", "-"], &text)
        .expect(0)
        .reports();
    for field in ["headline", "standfirst", "body", "boilerplate"] {
        assert_eq!(without[0][field], with[0][field], "{field}");
    }
    for field in ["entities", "dates", "quotes"] {
        let count = |report: &serde_json::Value| report[field].as_array().expect("an array").len();
        assert!(count(&without[0]) <= count(&with[0]), "{field}");
    }
}

#[test]
fn offsets_count_in_the_unit_asked_for() {
    let place = Place::new();
    for (unit, length) in [("chars", 3), ("bytes", 7), ("utf16", 4)] {
        let report = &place.pipe(&["--offsets", unit], "é𝄞x").expect(0).reports()[0];
        assert_eq!(report["document"]["offsets"], unit);
        assert_eq!(report["document"]["length"], length);
        assert_eq!(report["body"][0]["end"], length);
    }
    place
        .run(&["--offsets", "words"])
        .expect(2)
        .says("chars, bytes, utf16");
}

#[test]
fn select_keeps_fields_in_the_reports_order() {
    let place = Place::new();
    let run = place
        .pipe(&["--select", "quotes,headline"], ARTICLE)
        .expect(0);
    let all = place.pipe(&[], ARTICLE).expect(0);
    let keys = [
        "schema_version",
        "source",
        "id",
        "error",
        "document",
        "headline",
        "quotes",
    ];
    let found: Vec<usize> = keys
        .iter()
        .map(|key| run.stdout.find(&format!("\"{key}\":")).expect(key))
        .collect();
    assert!(found.is_sorted());
    let report = &run.reports()[0];
    assert_eq!(report.as_object().expect("an object").len(), keys.len());
    for key in keys {
        assert_eq!(report[key], all.reports()[0][key], "{key}");
    }
    place
        .run(&["--select", "people"])
        .expect(2)
        .says("choose from headline");
}

#[test]
fn jobs_do_not_change_the_output() {
    let place = Place::new();
    let mut input = records(300);
    for (i, bad) in ["{", "[]", "{\"text\":1}"].iter().enumerate() {
        input.insert_str(
            input.match_indices('\n').nth(i * 90).expect("a line").0 + 1,
            &format!("{bad}\n\n"),
        );
    }
    place.write("a.jsonl", input);
    let one = place.run(&["-j", "1", "a.jsonl"]).expect(1);
    assert_eq!(one.reports().len(), 303);
    for jobs in ["2", "3", "8"] {
        let many = place.run(&["--jobs", jobs, "a.jsonl"]).expect(1);
        assert!(many.stdout == one.stdout, "{jobs}");
        assert_eq!(many.stderr, one.stderr);
    }
    for wrong in ["0", "-1", "many"] {
        place.run(&["--jobs", wrong, "a.jsonl"]).expect(2);
    }
}

#[test]
fn pretty_and_compact_and_the_last_one_wins() {
    let place = Place::with(&["a.txt", "b.txt"]);
    let compact = place.run(&["a.txt", "b.txt"]).expect(0);
    assert_eq!(compact.stdout.lines().count(), 2);
    assert_eq!(
        place
            .run(&["--pretty", "--compact", "a.txt", "b.txt"])
            .expect(0)
            .stdout,
        compact.stdout
    );
    let pretty = place
        .run(&["--compact", "--pretty", "a.txt", "b.txt"])
        .expect(0);
    assert!(pretty.stdout.starts_with("{\n  \"schema_version\": 1,\n"));
    let values: Vec<serde_json::Value> = serde_json::Deserializer::from_str(&pretty.stdout)
        .into_iter()
        .map(|value| value.expect("JSON"))
        .collect();
    assert_eq!(values, compact.reports());
}

#[test]
fn quiet_normal_and_verbose() {
    let place = Place::new();
    let missing: Vec<String> = (0..50).map(|i| format!("missing{i}.txt")).collect();
    let with = |flags: &[&str]| {
        let args: Vec<&str> = flags
            .iter()
            .copied()
            .chain(missing.iter().map(String::as_str))
            .collect();
        place.run(&args).expect(1).stderr
    };
    assert_eq!(with(&["-q"]), "");
    assert_eq!(with(&["--quiet"]), "");
    assert_eq!(with(&[]).lines().count(), 20 + 1 + 1);
    assert!(with(&[]).ends_with("analyze: 0 analysed, 50 failed\n"));
    assert_eq!(with(&["-v"]).lines().count(), 50 + 1);
    place.run(&["-q", "-v", "a"]).expect(2);
}

#[test]
fn errors_ok_turns_one_into_nought() {
    let place = Place::new();
    place.run(&["missing.txt"]).expect(1);
    let run = place.run(&["--errors-ok", "missing.txt"]).expect(0);
    assert_eq!(run.sources(), ["missing.txt not-found"]);
}

#[test]
fn progress_on_request() {
    let place = Place::with(&["a.txt"]);
    for when in ["auto", "never", "always"] {
        let run = place.run(&["--progress", when, "a.txt"]).expect(0);
        assert_eq!(run.stderr, "", "too short a run for a line: {when}");
    }
    place.run(&["--progress", "sometimes", "a.txt"]).expect(2);
}

#[test]
fn max_bytes_and_its_suffixes() {
    let place = Place::new();
    place.write("a.txt", "a".repeat(3000));
    let run = place
        .run(&["--max-bytes", "2K", "a.txt"])
        .expect(1)
        .says("--max-bytes");
    assert_eq!(run.sources(), ["a.txt too-large"]);
    place.run(&["--max-bytes", "3000", "a.txt"]).expect(0);
    place
        .run(&["--max-bytes", "lots", "a.txt"])
        .expect(2)
        .says("64M");
}

#[test]
fn version_help_and_what_is_made_of_them() {
    let place = Place::new();
    let version = place.run(&["--version"]).expect(0).stdout;
    assert_eq!(version, format!("analyze {}\n", env!("CARGO_PKG_VERSION")));
    assert!(
        place
            .run(&["--help"])
            .expect(0)
            .stdout
            .contains("Exit status:")
    );
    for (what, has) in [
        ("man", ".TH analyze"),
        ("complete-bash", "_analyze()"),
        ("complete-zsh", "#compdef analyze"),
        ("complete-fish", "complete -c analyze"),
    ] {
        assert!(
            place
                .run(&["--generate", what])
                .expect(0)
                .stdout
                .contains(has),
            "{what}"
        );
    }
}

#[test]
fn an_unknown_flag_is_refused_without_obeying_it() {
    let place = Place::new();
    let run = place.run(&["--pretti\u{1b}[31m"]).expect(2);
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
    place.run(&["--prety"]).expect(2).says("--pretty");
}
