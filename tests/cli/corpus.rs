//! What directories on disk really hold: links, odd names, files that vanish.

use super::{ARTICLE, Place, ended, records, reports};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

#[test]
fn links_are_followed_but_not_in_circles() {
    let place = Place::with(&["d/a.txt", "other/b.txt"]);
    symlink("../d", place.path("d/loop")).expect("links");
    symlink("../other", place.path("d/more")).expect("links");
    symlink("../other/b.txt", place.path("d/z.txt")).expect("links");
    symlink("missing", place.path("d/broken.txt")).expect("links");
    symlink("missing", place.path("d/broken.md")).expect("links");
    let run = place.run(&["d"]).expect(1);
    assert_eq!(
        run.sources(),
        [
            "d/a.txt",
            "d/broken.txt not-found",
            "d/more/b.txt",
            "d/z.txt"
        ]
    );
    assert!(
        run.stderr
            .contains("2 passed over (1 does not match *.txt, 1 link back to a directory above)"),
        "{}",
        run.stderr
    );
}

#[test]
fn names_that_are_no_utf8() {
    let place = Place::new();
    let name = OsStr::from_bytes(b"d/caf\xe9.txt");
    place.write(name, ARTICLE);
    let run = place.run(&["d"]).expect(0);
    assert_eq!(run.sources(), ["d/caf\u{fffd}.txt"]);
    let done = place.command(&[]).arg(name).output().expect("runs");
    assert_eq!(done.status.code(), Some(0));
    place.run(&["--output-dir", "out", "d"]).expect(0);
    assert!(
        place
            .path("out")
            .join(OsStr::from_bytes(b"d/caf\xe9.txt.json"))
            .is_file()
    );
}

#[test]
fn a_file_that_vanishes_keeps_its_place() {
    let place = Place::with(&["a.txt", "z.txt"]);
    // It is there when the list is made, and gone when it is read.
    symlink("gone", place.path("m.txt")).expect("links");
    let run = place.run(&["a.txt", "m.txt", "z.txt"]).expect(1);
    assert_eq!(run.sources(), ["a.txt", "m.txt not-found", "z.txt"]);
}

#[test]
fn a_file_that_vanishes_in_mid_run_keeps_its_place() {
    const FILES: usize = 300;
    let place = Place::new();
    for i in 0..FILES {
        place.write(format!("d/{i:03}.txt"), ARTICLE.repeat(40));
    }
    let mut child = place.spawn(&["--jobs", "1", "d"]);
    let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
    let mut output = String::new();
    stdout.read_line(&mut output).expect("reads");
    // The directory is listed; nobody reads on, so that the program waits long before its last file.
    let last = format!("d/{:03}.txt", FILES - 1);
    std::fs::remove_file(place.path(&last)).expect("removes");
    stdout.read_to_string(&mut output).expect("reads");
    assert_eq!(ended(&mut child), Some(1));
    let reports = reports(&output);
    assert_eq!(reports.len(), FILES);
    assert_eq!(reports[FILES - 1]["source"], last);
    assert_eq!(reports[FILES - 1]["error"]["kind"], "not-found");
}

#[test]
fn a_directory_is_no_article_whatever_its_name() {
    let place = Place::with(&["x.txt/a.txt", "b.jsonl/c.txt"]);
    assert_eq!(place.run(&["x.txt"]).expect(0).sources(), ["x.txt/a.txt"]);
    assert_eq!(
        place.run(&["b.jsonl"]).expect(0).sources(),
        ["b.jsonl/c.txt"]
    );
    assert_eq!(
        place.run(&["."]).expect(0).sources(),
        ["./b.jsonl/c.txt", "./x.txt/a.txt"]
    );
}

#[test]
fn hard_input_ends_in_time() {
    let place = Place::new();
    for (i, c) in [
        "\"", "“", "(", "?", "a", "9", "A. ", "’", "\n", "- ", "“a\n", "a\u{301}",
    ]
    .iter()
    .enumerate()
    {
        place.write(format!("d/{i:02}.txt"), c.repeat(100_000));
    }
    place.write("d/no-stop.txt", "word and Word, ".repeat(70_000));
    place.write("d/words.txt", "“a\n'a\n".repeat(100_000));
    let run = place.run(&["d"]).expect(0);
    assert_eq!(run.sources().len(), 14);
}

/// Inputs that once made an analysis fail, found by fuzzing or by the property tests.
#[test]
fn what_fuzzing_found() {
    let place = Place::new();
    for text in [
        "said $",
        "said:\n“$",
        "The mayor met Mary Jones, the",
        "Share MOSCOW (Reuters) –saidsaidsaid''",
    ] {
        place.pipe(&["-"], text).expect(0);
    }
}

#[test]
fn many_small_records_and_few_large_ones_keep_their_order() {
    let place = Place::new();
    let mut input = String::new();
    for i in 0..400 {
        let text = if i % 50 == 0 {
            ARTICLE.repeat(200)
        } else {
            format!("Number {i}.")
        };
        input.push_str(&serde_json::json!({"id": i, "text": text}).to_string());
        input.push('\n');
    }
    input.push_str(&records(1));
    let run = place
        .pipe(&["--input-format", "jsonl", "-j", "4"], input)
        .expect(0);
    let expected: Vec<String> = (1..=401).map(|line| format!("-:{line}")).collect();
    assert_eq!(run.sources(), expected);
}
