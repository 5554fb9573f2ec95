//! Where articles come from: files, directories, lists, pipes, compressed or not.

use super::{ARTICLE, Place, records};
use std::io::Write;

fn gzip(content: &str) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(content.as_bytes()).expect("writes");
    out.finish().expect("finishes")
}

fn zstd(content: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(
        content.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    )
}

#[test]
fn files_come_in_the_order_given() {
    let place = Place::with(&["b.txt", "a.txt", "sub/c.txt"]);
    let run = place
        .run(&["b.txt", "sub/c.txt", "./a.txt", "b.txt"])
        .expect(0);
    assert_eq!(run.sources(), ["b.txt", "sub/c.txt", "./a.txt", "b.txt"]);
    assert_eq!(run.stderr, "");
}

#[test]
fn directories_are_walked_depth_first_by_bytes() {
    let place = Place::with(&[
        "d/b.txt",
        "d/a/z.txt",
        "d/a.txt",
        "d/B.txt",
        "d/x.txt/in.txt",
        "d/.hid.txt",
        "d/.h/y.txt",
        "d/n.md",
        "d/a.gitignore",
    ]);
    place.write("d/.gitignore", "*.txt\n");
    let expected = [
        "d/B.txt",
        "d/a/z.txt",
        "d/a.txt",
        "d/b.txt",
        "d/x.txt/in.txt",
    ];
    let run = place.run(&["d"]).expect(0);
    assert_eq!(run.sources(), expected);
    assert_eq!(
        run.stderr,
        "analyze: 5 analysed, 0 failed, 5 passed over (2 does not match *.txt, 2 hidden, 1 hidden directory)\n"
    );
    assert_eq!(place.run(&["d/"]).expect(0).sources(), expected);
    let run = place.run(&["--hidden", "d"]).expect(0);
    assert_eq!(run.sources()[..2], ["d/.h/y.txt", "d/.hid.txt"]);
}

#[test]
fn globs_choose_files() {
    let place = Place::with(&["d/a.txt", "d/b.md", "d/sub/c.md", "d/sub/d.text"]);
    let chosen = |globs: &[&str]| {
        let mut args = vec!["d"];
        for glob in globs {
            args.extend(["--glob", glob]);
        }
        place.run(&args).expect(0).sources()
    };
    assert_eq!(chosen(&["*.md"]), ["d/b.md", "d/sub/c.md"]);
    assert_eq!(
        chosen(&["*.md", "*.text"]),
        ["d/b.md", "d/sub/c.md", "d/sub/d.text"]
    );
    assert_eq!(chosen(&["sub/*"]), ["d/sub/c.md", "d/sub/d.text"]);
    assert_eq!(chosen(&["*"]).len(), 4);
    // A file that is named is read whatever it is called.
    assert_eq!(place.run(&["d/b.md"]).expect(0).sources(), ["d/b.md"]);
}

#[test]
fn jsonl_in_directories() {
    let place = Place::with(&["d/a.txt"]);
    place.write("d/b.jsonl", records(2));
    let run = place.run(&["--glob", "*", "d"]).expect(0);
    assert_eq!(run.sources(), ["d/a.txt", "d/b.jsonl:1", "d/b.jsonl:2"]);
    let run = place.run(&["--input-format", "jsonl", "d"]).expect(0);
    assert_eq!(run.sources(), ["d/b.jsonl:1", "d/b.jsonl:2"]);
}

#[test]
fn standard_input_is_one_article() {
    let place = Place::new();
    for args in [[].as_slice(), &["-"]] {
        let run = place.pipe(args, ARTICLE).expect(0);
        assert_eq!(run.sources(), ["-"]);
        assert_eq!(
            run.reports()[0]["headline"]["text"],
            "Council approves new harbour bridge"
        );
    }
}

#[test]
fn compressed_input_is_told_by_its_magic_number() {
    let place = Place::new();
    place.write("a.txt", ARTICLE);
    place.write("g.txt.gz", gzip(ARTICLE));
    place.write("z.txt.zst", zstd(ARTICLE));
    place.write("unpacked.txt.gz", ARTICLE);
    place.write("packed.txt", gzip(ARTICLE));
    place.write(
        "g.jsonl.gz",
        [gzip(&records(2)), gzip(&records(1))].concat(),
    );
    place.write(
        "z.ndjson.zst",
        [zstd(&records(2)), zstd(&records(1))].concat(),
    );
    let body = place.run(&["a.txt"]).expect(0).reports()[0]["body"].clone();
    for name in ["g.txt.gz", "z.txt.zst", "unpacked.txt.gz", "packed.txt"] {
        let run = place.run(&[name]).expect(0);
        assert_eq!(run.sources(), [name]);
        assert_eq!(run.reports()[0]["body"], body, "{name}");
    }
    for name in ["g.jsonl.gz", "z.ndjson.zst"] {
        let run = place.run(&[name]).expect(0);
        assert_eq!(
            run.sources(),
            [1, 2, 3].map(|line| format!("{name}:{line}"))
        );
    }
    assert_eq!(
        place.pipe(&["-"], gzip(ARTICLE)).expect(0).reports()[0]["body"],
        body
    );
    let run = place
        .pipe(&["--input-format", "jsonl", "-"], zstd(&records(2)))
        .expect(0);
    assert_eq!(run.sources(), ["-:1", "-:2"]);
}

#[test]
fn a_bomb_is_too_large() {
    let place = Place::new();
    place.write("a.txt.gz", gzip(&"a".repeat(5_000_000)));
    let run = place.run(&["--max-bytes", "1M", "a.txt.gz"]).expect(1);
    assert_eq!(run.sources(), ["a.txt.gz too-large"]);
}

#[test]
fn a_list_names_files_and_directories() {
    let place = Place::with(&["a.txt", "b c.txt", "d/e.txt"]);
    let expected = ["a.txt", "b c.txt", "d/e.txt", "missing.txt not-found"];
    for (name, list) in [
        ("lines", "a.txt\nb c.txt\r\n\nd\nmissing.txt"),
        ("nuls", "a.txt\0b c.txt\0d\0missing.txt\0"),
    ] {
        place.write(name, list);
        assert_eq!(
            place.run(&["--files-from", name]).expect(1).sources(),
            expected
        );
        assert_eq!(
            place.pipe(&["--files-from", "-"], list).expect(1).sources(),
            expected
        );
    }
    let run = place.run(&["d/e.txt", "--files-from", "lines"]).expect(1);
    assert_eq!(run.reports().len(), 5);
    let run = place.pipe(&["--files-from", "-"], "").expect(0);
    assert_eq!(run.stdout, "");
}

#[test]
fn encodings_and_line_ends_are_met_with() {
    let place = Place::new();
    let utf16: Vec<u8> = "\u{feff}“Hi”\r\nthere"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (name, content, encoding, length) in [
        ("bom.txt", b"\xef\xbb\xbfcaf\xc3\xa9".to_vec(), "utf-8", 4),
        ("utf16.txt", utf16, "utf-16le", 11),
        (
            "1252.txt",
            b"caf\xe9 \x93no\x94".to_vec(),
            "windows-1252",
            9,
        ),
    ] {
        place.write(name, content);
        let report = &place.run(&[name]).expect(0).reports()[0];
        assert_eq!(report["document"]["encoding"], encoding, "{name}");
        assert_eq!(report["document"]["length"], length, "{name}");
    }
}

#[test]
fn records_that_are_no_utf8_are_decoded_as_files_are() {
    let place = Place::new();
    let run = place
        .pipe(
            &["--input-format", "jsonl"],
            b"{\"id\":1,\"text\":\"caf\xe9 \x93no\x94\"}\n{\"text\":\"plain\"}\n",
        )
        .expect(0);
    let reports = run.reports();
    assert_eq!(reports[0]["document"]["encoding"], "windows-1252");
    assert_eq!(reports[0]["body"][0]["text"], "café “no”");
    assert_eq!(reports[0]["id"], 1);
    assert_eq!(reports[1]["document"]["encoding"], "utf-8");
    let forced = place.pipe(
        &["--input-format", "jsonl", "--encoding", "windows-1251"],
        b"{\"text\":\"\xcf\xf0\xe8\"}",
    );
    assert_eq!(forced.expect(0).reports()[0]["body"][0]["text"], "При");
}

#[test]
fn a_byte_order_mark_before_jsonl_is_no_harm() {
    let place = Place::new();
    let run = place.pipe(
        &["--input-format", "jsonl"],
        format!("\u{feff}{}", records(1)),
    );
    assert_eq!(run.expect(0).sources(), ["-:1"]);
}

#[test]
fn dates_in_paths_count_for_files_only() {
    let place = Place::with(&["2016/10/08/a.txt"]);
    place.write("2016-10-08.jsonl", records(1));
    let of = |name| place.run(&[name]).expect(0).reports()[0]["document"]["reference_date"].clone();
    assert_eq!(of("2016/10/08/a.txt")["from"], "path");
    assert_eq!(of("2016-10-08.jsonl"), serde_json::json!(null));
}

#[test]
fn a_torn_character_does_not_lose_its_record() {
    let place = Place::new();
    let run = place.pipe(
        &["--input-format", "jsonl"],
        r#"{"id":"x","text":"cut \ud83d"}"#,
    );
    let report = &run.expect(0).reports()[0];
    assert_eq!(report["body"][0]["text"], "cut \u{fffd}");
    assert_eq!(
        (&report["id"], &report["document"]["length"]),
        (&"x".into(), &5.into())
    );
}
