//! Where reports go: a file, a tree of files.

use super::{ARTICLE, Place, records};

#[test]
fn output_is_what_stdout_would_have_been() {
    let place = Place::with(&["a.txt", "b.txt"]);
    let expected = place.run(&["a.txt", "b.txt"]).expect(0).stdout;
    let run = place.run(&["-o", "out.jsonl", "a.txt", "b.txt"]).expect(0);
    assert_eq!(run.stdout, "");
    assert_eq!(place.read("out.jsonl"), expected);
    assert_eq!(
        place
            .run(&["--output", "-", "a.txt", "b.txt"])
            .expect(0)
            .stdout,
        expected
    );
    place.run(&["--output", "out.jsonl", "a.txt"]).expect(0);
    assert_eq!(
        place.read("out.jsonl").lines().count(),
        1,
        "written from its start"
    );
}

#[test]
fn output_that_cannot_be_written_is_three() {
    let place = Place::with(&["a.txt", "file"]);
    place
        .run(&["-o", "no/such/dir/out", "a.txt"])
        .expect(3)
        .says("no/such/dir/out");
    place
        .run(&["--resume", "no/such/dir/out", "a.txt"])
        .expect(3);
    place
        .run(&["--output-dir", "file/below", "a.txt"])
        .expect(3);
    // A file stands where a directory is needed.
    place.write("out/a.txt.json/x", "");
    place
        .run(&["--output-dir", "out", "a.txt"])
        .expect(3)
        .says("a.txt.json");
}

#[test]
fn an_input_is_not_overwritten() {
    let place = Place::with(&["a.txt"]);
    place
        .run(&["-o", "./a.txt", "a.txt"])
        .expect(2)
        .says("input and output");
    assert_eq!(place.read("a.txt"), ARTICLE);
}

#[test]
fn a_tree_mirrors_the_input() {
    let place = Place::with(&["in/a.txt", "in/sub/b.txt"]);
    place.write("in/c.jsonl", format!("{}\n\n{}", records(1), records(1)));
    let expected = place.run(&["in/sub/b.txt"]).expect(0).stdout;
    let run = place
        .run(&["--output-dir", "out", "--glob", "*", "in"])
        .expect(0);
    assert_eq!(run.stdout, "");
    for name in ["in/a.txt.json", "in/c.jsonl/1.json", "in/c.jsonl/4.json"] {
        assert!(place.path("out").join(name).is_file(), "{name}");
    }
    assert_eq!(place.read("out/in/sub/b.txt.json"), expected);
    place
        .run(&["--output-dir", "out", "--pretty", "in/a.txt"])
        .expect(0);
    assert!(place.read("out/in/a.txt.json").starts_with("{\n  "));
}

#[test]
fn nothing_is_written_outside_the_tree() {
    let place = Place::with(&["x/a.txt"]);
    let absolute = place.path("x/a.txt");
    let absolute = absolute.to_str().expect("utf-8");
    place
        .run(&["--output-dir", "out", "x/../x/a.txt", absolute])
        .expect(0);
    assert!(place.path("out/x/x/a.txt.json").is_file());
    assert!(
        place
            .path("out")
            .join(absolute.trim_start_matches('/'))
            .with_extension("txt.json")
            .is_file()
    );
    let evil = r#"{"id": "../../evil", "text": "a"}"#;
    place
        .pipe(&["--output-dir", "out", "--input-format", "jsonl"], evil)
        .expect(0);
    assert!(place.path("out/stdin/1.json").is_file());
    place.pipe(&["--output-dir", "out"], ARTICLE).expect(0);
    assert!(place.path("out/stdin.json").is_file());
}

#[test]
fn errors_are_written_to_the_tree_and_tried_again() {
    let place = Place::with(&["a.txt"]);
    place.write("b.txt", b"%PDF-1.4");
    place
        .run(&["--output-dir", "out", "a.txt", "b.txt", "missing.txt"])
        .expect(1);
    assert!(place.read("out/b.txt.json").contains("\"not-text\""));
    assert!(place.read("out/missing.txt.json").contains("\"not-found\""));
    place.write("b.txt", ARTICLE);
    place.write("out/a.txt.json", "{\"error\":null}\n");
    let run = place
        .run(&["--output-dir", "out", "--skip-existing", "a.txt", "b.txt"])
        .expect(0);
    assert_eq!(
        run.stderr,
        "analyze: 1 analysed, 0 failed, 1 there already\n"
    );
    assert_eq!(
        place.read("out/a.txt.json"),
        "{\"error\":null}\n",
        "left as it was"
    );
    assert!(place.read("out/b.txt.json").contains("harbour bridge"));
    let run = place
        .run(&["--output-dir", "out", "--skip-existing", "a.txt", "b.txt"])
        .expect(0);
    assert_eq!(
        run.stderr,
        "analyze: 0 analysed, 0 failed, 2 there already\n"
    );
}

#[test]
fn two_inputs_for_one_place_are_refused_before_any_work() {
    let place = Place::with(&["a.txt", "d/a.txt", "d/b.txt"]);
    place.write("list", "d/b.txt\n./d/b.txt\n");
    place.write("r.jsonl", records(1));
    for inputs in [
        ["a.txt", "./a.txt"].as_slice(),
        &["d", "d/b.txt"],
        &["r.jsonl", "./r.jsonl"],
        &["--files-from", "list"],
    ] {
        let args = [&["--output-dir", "out"], inputs].concat();
        let run = place.run(&args).expect(2).says("would both be written");
        assert_eq!(run.stdout, "");
        let written = std::fs::read_dir(place.path("out")).expect("lists").count();
        assert_eq!(written, 0, "{inputs:?}");
    }
    place
        .run(&["--output-dir", "out", "a.txt", "d", "r.jsonl"])
        .expect(0);
}
