//! Runs that go on where one was interrupted.

use super::{ARTICLE, Place, records};

/// A directory and a stream with errors in both.
fn mixed() -> Place {
    let place = Place::with(&["d/a.txt", "d/c.txt", "d/e.txt"]);
    place.write("d/b.txt", b"%PDF-1.4");
    place.write("r.jsonl", format!("{}\n[1]\n{}", records(200), records(50)));
    place
}

#[test]
fn resumed_at_any_byte_it_equals_an_unbroken_run() {
    let place = mixed();
    let unbroken = place.run(&["d", "missing.txt", "r.jsonl"]).expect(1).stdout;
    let ends: Vec<usize> = unbroken.match_indices('\n').map(|(i, _)| i + 1).collect();
    let last = unbroken.len();
    for cut in [
        0,
        1,
        ends[0] - 1,
        ends[0],
        ends[0] + 1,
        ends[1],
        ends[4],
        ends[100] + 700,
        last - 1,
        last,
    ] {
        place.write("out.jsonl", &unbroken[..cut]);
        let run = place
            .run(&["--resume", "out.jsonl", "d", "missing.txt", "r.jsonl"])
            .expect(1);
        assert_eq!(run.stdout, "");
        assert!(place.read("out.jsonl") == unbroken, "cut at {cut}");
    }
    let run = place
        .run(&["--resume", "out.jsonl", "d", "missing.txt", "r.jsonl"])
        .expect(1);
    assert!(
        run.stderr
            .contains("256 of an earlier run kept (3 of them error lines)"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_new_file_is_made() {
    let place = mixed();
    place.run(&["--resume", "new.jsonl", "r.jsonl"]).expect(1);
    assert_eq!(
        place.read("new.jsonl"),
        place.run(&["r.jsonl"]).expect(1).stdout
    );
}

#[test]
fn other_inputs_than_before_are_refused() {
    let place = mixed();
    place.run(&["-o", "out.jsonl", "d"]).expect(1);
    let before = place.read("out.jsonl");
    for (inputs, says) in [
        (
            ["r.jsonl"].as_slice(),
            "report 4 of the file is of 'd/e.txt', but input 4 is 'r.jsonl:4'",
        ),
        (
            &["d/a.txt", "d/c.txt"],
            "holds 4 reports, but there are only 2 inputs",
        ),
    ] {
        let args = [&["--resume", "out.jsonl"], inputs].concat();
        place.run(&args).expect(2).says(says);
        assert_eq!(place.read("out.jsonl"), before);
    }
    place.write(
        "out.jsonl",
        format!("{before}{{\"schema_version\":1,\"torn"),
    );
    let torn = place.read("out.jsonl");
    place.run(&["--resume", "out.jsonl", "r.jsonl"]).expect(2);
    assert_eq!(place.read("out.jsonl"), torn);
    place.write("notes.txt", "one line without an end");
    place
        .run(&["--resume", "notes.txt", "d"])
        .expect(2)
        .says("no report");
    assert_eq!(place.read("notes.txt"), "one line without an end");
    place.write("foreign.txt", ARTICLE);
    place
        .run(&["--resume", "foreign.txt", "d"])
        .expect(2)
        .says("no report");
    assert_eq!(place.read("foreign.txt"), ARTICLE, "left as it was");
    place
        .run(&["--pretty", "-o", "pretty.json", "d/a.txt"])
        .expect(0);
    place
        .run(&["--resume", "pretty.json", "d/a.txt"])
        .expect(2)
        .says("not --pretty");
}

#[cfg(unix)]
#[test]
fn killed_and_resumed_it_equals_an_unbroken_run() {
    let place = Place::new();
    place.write("r.jsonl", records(3000));
    let unbroken = place.run(&["r.jsonl"]).expect(0).stdout;
    let mut child = place.spawn(&["--resume", "out.jsonl", "r.jsonl"]);
    let start = std::time::Instant::now();
    while std::fs::metadata(place.path("out.jsonl")).map_or(0, |m| m.len()) == 0 {
        assert!(start.elapsed().as_secs() < 10, "nothing written");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().expect("kills");
    child.wait().expect("ends");
    place.run(&["--resume", "out.jsonl", "r.jsonl"]).expect(0);
    assert!(place.read("out.jsonl") == unbroken);
}
