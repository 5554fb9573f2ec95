//! Pipes, signals and full disks.

use super::{ARTICLE, Place, ended, records};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

fn interrupt(pid: u32) {
    let status = Command::new("kill")
        .args(["-INT", &pid.to_string()])
        .status();
    assert!(status.expect("kill runs").success());
}

#[test]
fn a_closed_pipe_ends_in_silence() {
    let place = Place::new();
    place.write("r.jsonl", records(3000));
    let mut child = place.spawn(&["r.jsonl"]);
    let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("reads");
    drop(stdout);
    assert_eq!(ended(&mut child), Some(0));
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .expect("piped")
        .read_to_string(&mut stderr)
        .expect("reads");
    assert_eq!(stderr, "");
    assert!(line.starts_with("{\"schema_version\":1"));
}

#[test]
fn a_full_disk_is_three_with_the_reason() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        return;
    };
    let place = Place::with(&["a.txt"]);
    let done = place
        .command(&["a.txt"])
        .stdout(full)
        .output()
        .expect("runs");
    assert_eq!(done.status.code(), Some(3));
    let stderr = String::from_utf8_lossy(&done.stderr);
    assert!(
        stderr.contains("cannot write to standard output: No space left"),
        "{stderr}"
    );
    place
        .run(&["-o", "/dev/full", "a.txt"])
        .expect(3)
        .says("No space left");
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("opens");
    let done = place
        .command(&["--help"])
        .stdout(full)
        .output()
        .expect("runs");
    assert_eq!(done.status.code(), Some(3));
}

#[test]
fn one_record_gets_one_line_at_once() {
    let place = Place::new();
    let mut child = place.spawn(&["--input-format", "jsonl", "-"]);
    let mut stdin = child.stdin.take().expect("piped");
    let stdout = child.stdout.take().expect("piped");
    let (lines, inbox) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            let _ = lines.send(line.expect("utf-8"));
        }
    });
    for id in 1..=20 {
        let bad = id % 5 == 0;
        let record = if bad {
            "{}".to_owned()
        } else {
            serde_json::json!({"id": id, "text": ARTICLE}).to_string()
        };
        stdin
            .write_all(format!("{record}\n").as_bytes())
            .expect("writes");
        let line = inbox
            .recv_timeout(Duration::from_secs(10))
            .expect("an answer");
        assert!(line.contains(&format!("\"source\":\"-:{id}\"")), "{line}");
    }
    drop(stdin);
    assert_eq!(ended(&mut child), Some(1));
}

#[test]
fn a_pipe_with_a_name_is_read() {
    let place = Place::with(&["a.txt", "b.txt"]);
    for name in ["text.txt", "records.jsonl"] {
        let status = Command::new("mkfifo").arg(place.path(name)).status();
        assert!(status.expect("mkfifo runs").success());
    }
    let child = place.spawn(&["a.txt", "text.txt", "records.jsonl", "b.txt"]);
    for (name, content) in [
        ("text.txt", ARTICLE.to_owned()),
        ("records.jsonl", records(2)),
    ] {
        let path = place.path(name);
        std::thread::spawn(move || std::fs::write(path, content));
    }
    let done = child.wait_with_output().expect("ends");
    assert_eq!(done.status.code(), Some(0));
    let sources: Vec<_> = super::reports(&String::from_utf8_lossy(&done.stdout))
        .iter()
        .map(|report| report["source"].as_str().expect("a source").to_owned())
        .collect();
    assert_eq!(
        sources,
        [
            "a.txt",
            "text.txt",
            "records.jsonl:1",
            "records.jsonl:2",
            "b.txt"
        ]
    );
    // In a directory it would be waited for by mistake: it is passed over, and said so.
    place.run(&["."]).expect(0).says("1 not a regular file");
}

#[test]
fn the_first_interrupt_ends_in_order() {
    let place = Place::new();
    let mut child = place.spawn(&["--input-format", "jsonl", "-"]);
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(records(1).as_bytes()).expect("writes");
    let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
    let mut line = String::new();
    stdout.read_line(&mut line).expect("reads");
    // It waits for input that does not come.
    interrupt(child.id());
    assert_eq!(ended(&mut child), Some(130));
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).expect("reads");
    assert!(line.ends_with("}\n") && rest.is_empty());
}

#[test]
fn an_interrupt_in_mid_run_leaves_whole_lines() {
    let place = Place::new();
    place.write("r.jsonl", records(20_000));
    let mut child = place.spawn(&["-o", "out.jsonl", "r.jsonl"]);
    let start = std::time::Instant::now();
    while std::fs::metadata(place.path("out.jsonl")).map_or(0, |m| m.len()) == 0 {
        assert!(start.elapsed().as_secs() < 10, "nothing written");
        std::thread::sleep(Duration::from_millis(1));
    }
    interrupt(child.id());
    assert_eq!(ended(&mut child), Some(130));
    let out = place.read("out.jsonl");
    assert!(out.ends_with("}\n"));
    let written = super::reports(&out).len();
    assert!(0 < written && written < 20_000, "{written}");
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .expect("piped")
        .read_to_string(&mut stderr)
        .expect("reads");
    assert!(stderr.contains("interrupted"), "{stderr}");
}

#[test]
fn the_second_interrupt_ends_at_once() {
    let place = Place::new();
    place.write("r.jsonl", records(3000));
    // Nobody reads the output: writing the line under way cannot end.
    let mut child = place.spawn(&["r.jsonl"]);
    std::thread::sleep(Duration::from_millis(200));
    interrupt(child.id());
    std::thread::sleep(Duration::from_millis(100));
    assert!(child.try_wait().expect("waits").is_none(), "still writing");
    interrupt(child.id());
    assert_eq!(ended(&mut child), Some(130));
}

#[test]
fn an_interrupted_tree_holds_whole_reports_only() {
    let place = Place::new();
    place.write("r.jsonl", records(5000));
    let mut child = place.spawn(&["--output-dir", "out", "r.jsonl"]);
    let first = place.path("out/r.jsonl/1.json");
    let start = std::time::Instant::now();
    while !first.exists() {
        assert!(start.elapsed().as_secs() < 10, "nothing written");
        std::thread::sleep(Duration::from_millis(1));
    }
    interrupt(child.id());
    assert_eq!(ended(&mut child), Some(130));
    for entry in std::fs::read_dir(place.path("out/r.jsonl")).expect("lists") {
        let path = entry.expect("reads").path();
        assert_eq!(
            path.extension().and_then(|e| e.to_str()),
            Some("json"),
            "{path:?}"
        );
        assert_eq!(
            super::reports(&std::fs::read_to_string(path).expect("reads")).len(),
            1
        );
    }
}

#[test]
fn nobody_needs_to_read_stderr() {
    let place = Place::new();
    let list: String = (0..100_000)
        .map(|i| format!("{}{i}.txt\n", "long/".repeat(40)))
        .collect();
    place.write("list", list);
    let mut child = place
        .command(&["--files-from", "list"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    assert_eq!(ended(&mut child), Some(1));
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .expect("piped")
        .read_to_string(&mut stderr)
        .expect("reads");
    assert!(stderr.ends_with("analyze: 0 analysed, 100000 failed\n"));
    assert_eq!(stderr.lines().count(), 22);
}
