//! What differs on a terminal, through `script` where the system has it.

use super::Place;
use std::process::Command;

/// What a terminal shows of `command`, where `$analyze` is the program; `None` without `script`.
fn shown(place: &Place, command: &str) -> Option<(String, Option<i32>)> {
    let command = command.replace("$analyze", env!("CARGO_BIN_EXE_analyze"));
    let done = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .current_dir(place.path(""))
        .stdin(std::process::Stdio::null())
        .output()
        .ok()?;
    Some((
        String::from_utf8_lossy(&done.stdout).into_owned(),
        done.status.code(),
    ))
}

#[test]
fn with_nothing_to_read_it_shows_help_and_does_not_wait() {
    let place = Place::new();
    if let Some((screen, status)) = shown(&place, "$analyze") {
        assert_eq!(status, Some(2), "{screen}");
        assert!(screen.contains("Usage: analyze") && screen.contains("nothing to read"));
    }
}

#[test]
fn reports_are_indented_on_a_terminal_only() {
    let place = Place::with(&["a.txt"]);
    if let Some((screen, status)) = shown(&place, "$analyze a.txt") {
        assert_eq!(status, Some(0), "{screen}");
        assert!(
            screen.starts_with("{\r\n  \"schema_version\": 1"),
            "{screen}"
        );
        let (screen, _) = shown(&place, "$analyze --compact a.txt").expect("as before");
        assert!(screen.starts_with("{\"schema_version\":1,"), "{screen}");
        shown(&place, "$analyze -o out.json a.txt").expect("as before");
        assert!(place.read("out.json").starts_with("{\"schema_version\":1,"));
    }
}

#[test]
fn progress_shows_on_a_terminal_unless_unwanted() {
    let place = Place::with(&["d/a.txt", "d/b.txt"]);
    if let Some((screen, _)) = shown(&place, "$analyze --progress always d > out") {
        assert!(screen.contains("2 analysed"), "{screen}");
        let (screen, _) = shown(&place, "$analyze --progress never d > out").expect("as before");
        assert_eq!(screen, "analyze: 2 analysed, 0 failed, 0 passed over\r\n");
        let (screen, _) = shown(&place, "$analyze -q d > out").expect("as before");
        assert_eq!(screen, "");
    }
}
