//! Every kind of error, each a line in its place, and the exit status that goes with it.

use super::{ARTICLE, Place, records};
use serde_json::json;

#[test]
fn not_found() {
    let place = Place::with(&["a.txt", "b.txt"]);
    let run = place
        .run(&["a.txt", "missing.txt", "b.txt"])
        .expect(1)
        .says("analyze: missing.txt: not-found: no such file");
    assert_eq!(run.sources(), ["a.txt", "missing.txt not-found", "b.txt"]);
    assert_eq!(
        run.reports()[1],
        json!({"schema_version": 1, "source": "missing.txt", "id": null, "error": {"kind": "not-found", "message": "no such file or directory"}})
    );
}

#[test]
fn too_large() {
    let place = Place::new();
    place.write("big.txt", "word ".repeat(1000));
    place.write("small.txt", ARTICLE);
    let run = place
        .run(&["--max-bytes", "1000", "big.txt", "small.txt"])
        .expect(1);
    assert_eq!(run.sources(), ["big.txt too-large", "small.txt"]);
}

#[test]
fn too_large_records_do_not_end_the_stream() {
    let place = Place::new();
    let long = json!({"text": "word ".repeat(100_000)}).to_string();
    let input = format!("{}{long}\n{}{long}", records(1), records(1));
    let run = place
        .pipe(&["--input-format", "jsonl", "--max-bytes", "2000"], input)
        .expect(1);
    assert_eq!(
        run.sources(),
        ["-:1", "-:2 too-large", "-:3", "-:4 too-large"]
    );
}

#[test]
fn not_text_says_what_to_do() {
    let place = Place::new();
    for (name, content, remedy) in [
        (
            "a.pdf",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3".as_slice(),
            "pdftotext",
        ),
        ("a.docx", b"PK\x03\x04\x14\0\x06\0", "pandoc"),
        ("a.bin", b"abc\0def\0", "NUL"),
        ("b.bin", b"\x01\x02\x03\x04\x05abc", "control"),
    ] {
        place.write(name, content);
        let run = place.run(&[name]).expect(1).says(remedy);
        assert_eq!(run.sources(), [format!("{name} not-text")]);
    }
}

#[test]
fn bad_records_keep_their_place_and_id() {
    let place = Place::new();
    let input = concat!(
        "{\"id\": 1, \"text\": \"good\"}\n",
        "{\"id\": 2}\n",
        "\n",
        "{\"id\": 3, \"text\": null}\r\n",
        "{\"id\": [4], \"text\": \"a\"}\n",
        "{\"id\": 5, \"text\": \"a\", \"date\": \"soon\"}\n",
        "not JSON\n",
        "{\"id\": 7, \"text\": \"torn",
    );
    let run = place
        .pipe(&["--input-format", "jsonl", "-"], input)
        .expect(1);
    assert_eq!(
        run.sources(),
        [
            "-:1",
            "-:2 bad-record",
            "-:4 bad-record",
            "-:5 bad-record",
            "-:6 bad-record",
            "-:7 bad-record",
            "-:8 bad-record"
        ]
    );
    let ids: Vec<_> = run
        .reports()
        .iter()
        .map(|report| report["id"].clone())
        .collect();
    assert_eq!(json!(ids), json!([1, 2, 3, null, 5, null, null]));
}

#[cfg(unix)]
#[test]
fn unreadable() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&["a.txt", "closed.txt", "z.txt"]);
    let closed = place.path("closed.txt");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("closes");
    let run = place.run(&["."]);
    if std::fs::read(&closed).is_ok() {
        // The superuser reads everything.
        run.expect(0);
        return;
    }
    assert_eq!(
        run.expect(1).says("chmod").sources(),
        ["./a.txt", "./closed.txt unreadable", "./z.txt"]
    );
}

#[cfg(unix)]
#[test]
fn a_directory_that_cannot_be_listed_is_not_passed_over_in_silence() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&["a.txt", "closed/b.txt", "z.txt"]);
    let closed = place.path("closed");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("closes");
    let run = place.run(&["."]);
    let superuser = std::fs::read_dir(&closed).is_ok();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).expect("opens");
    if !superuser {
        assert_eq!(
            run.expect(1).sources(),
            ["./a.txt", "./closed unreadable", "./z.txt"]
        );
    }
}

#[test]
fn torn_gzip_is_unreadable() {
    let place = Place::new();
    // A header and the start of a block, no more.
    place.write("a.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x4b\x4c");
    let run = place.run(&["a.txt.gz"]).expect(1);
    assert_eq!(run.sources(), ["a.txt.gz unreadable"]);
}

#[test]
fn html_is_analysed_with_a_warning() {
    let place = Place::new();
    place.write("a.txt", format!("<!DOCTYPE html>\n<p>{ARTICLE}</p>"));
    let run = place
        .run(&["a.txt"])
        .expect(0)
        .says("a.txt: warning: this is HTML");
    assert_eq!(run.sources(), ["a.txt"]);
}

#[test]
fn json_is_analysed_with_a_hint() {
    let place = Place::new();
    place.write("record.json", "{\"text\": \"A fire broke out.\"}\n");
    let run = place.run(&["record.json"]).expect(0);
    assert_eq!(run.sources(), ["record.json"]);
    run.says("use --input-format jsonl");
}

#[test]
fn empty_input_is_one_article_but_no_record() {
    let place = Place::new();
    let run = place.pipe(&["-"], "").expect(0);
    let report = &run.reports()[0];
    assert_eq!(report["document"]["length"], 0);
    assert_eq!(report["body"], json!([]));
    for blank in ["", "\n", " \r\n\t\n\u{a0}\n"] {
        let run = place.pipe(&["--input-format", "jsonl"], blank).expect(0);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    }
}

#[test]
fn no_article_in_a_directory_is_wrong_use() {
    let place = Place::new();
    place.write("d/readme.md", "text");
    let run = place
        .run(&["d"])
        .expect(2)
        .says("no article found in 'd'")
        .says("--glob");
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.contains("1 does not match *.txt"),
        "{}",
        run.stderr
    );
    place.run(&["d", "missing.txt"]).expect(1);
}

#[test]
fn control_characters_of_names_are_escaped() {
    let place = Place::new();
    let run = place.run(&["evil\u{1b}[31m\u{85}\u{202e}.txt"]).expect(1);
    for c in ['\u{1b}', '\u{85}', '\u{202e}'] {
        assert!(!run.stderr.contains(c) && !run.stdout.contains(c), "{c:?}");
    }
    assert_eq!(
        run.sources(),
        ["evil\u{1b}[31m\u{85}\u{202e}.txt not-found"]
    );
}

#[test]
fn conflicting_flags_are_refused() {
    let place = Place::with(&["a.txt"]);
    for args in [
        ["-o", "x", "--output-dir", "y", "a.txt"].as_slice(),
        &["-o", "x", "--resume", "y", "a.txt"],
        &["--resume", "x", "--pretty", "a.txt"],
        &["--skip-existing", "a.txt"],
        &["-", "-"],
        &["-", "--files-from", "-"],
        &["--files-from", "missing.list"],
        &["--glob", "[", "."],
    ] {
        let run = place.run(args).expect(2);
        assert!(!run.stderr.is_empty(), "{args:?}");
        assert_eq!(run.stdout, "");
    }
}
