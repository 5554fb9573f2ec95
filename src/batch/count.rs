//! How many articles a job has, where that can be told before it runs: for the progress line only.

use super::Job;
use super::input::{Input, PassedOver, walk};

/// The articles of files and directories; `None` where there is a stream among them.
pub fn count(job: &Job) -> Option<u64> {
    let format = job.reading.format;
    let mut articles = 0;
    for input in &job.inputs {
        match input {
            Input::Path(path) if path.is_dir() => {
                let mut records = false;
                walk(
                    path,
                    &job.reading.selection,
                    &mut PassedOver::default(),
                    |found| {
                        records = format.is_jsonl(&found.path);
                        articles += 1;
                        !records
                    },
                );
                if records {
                    return None;
                }
            }
            Input::Path(path) if !format.is_jsonl(path) => articles += 1,
            _ => return None,
        }
    }
    Some(articles)
}
