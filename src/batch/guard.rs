//! The last net: a panic in one article becomes its error line and does not end the run.

use super::error::{ErrorKind, Failure};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// What the last panic of this thread said, and where it was.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The name of worker threads.
pub(super) const WORKER: &str = "analyze-worker";

/// Makes panics of workers silent: they become error lines, which say the same. Other panics are shown as ever.
pub fn note_panics() {
    let shown = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some(WORKER) {
            LAST_PANIC.with_borrow_mut(|last| *last = Some(panic.to_string()));
        } else {
            shown(panic);
        }
    }));
}

/// Turns a panic into a failure.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let what = LAST_PANIC
            .take()
            .unwrap_or_else(|| "the analysis failed".to_owned());
        Failure::new(
            ErrorKind::Internal,
            format!("{what}; this is a fault of analyze, please report it with the article"),
        )
    })
}

/// Hands out, call by call, what `all` makes of many things together. If one of them makes it panic, each is made alone,
/// by `one`: which one it is shows then, and the others come out as ever.
pub(super) fn together_or_alone<T>(
    all: impl FnOnce() -> Vec<T>,
    one: impl Fn(usize) -> T,
) -> impl FnMut() -> Result<T, Failure> {
    let mut together = guarded(all).unwrap_or_default().into_iter();
    let mut numbers = 0..;
    move || {
        let number = numbers.next().unwrap_or_default();
        match together.next() {
            Some(made) => Ok(made),
            None => guarded(|| one(number)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure() {
        assert_eq!(guarded(|| 1), Ok(1));
        let failure = guarded(|| assert_eq!(1 + 1, 3)).expect_err("fails");
        assert_eq!(failure.kind, ErrorKind::Internal);
    }

    #[test]
    fn one_bad_article_of_a_group_fails_alone() {
        let quotient = |i: usize| 12 / [1, 0, 3][i];
        let mut next = together_or_alone(|| (0..3).map(quotient).collect(), quotient);
        assert_eq!(next(), Ok(12));
        assert_eq!(
            next().expect_err("a division by nought").kind,
            ErrorKind::Internal
        );
        assert_eq!(next(), Ok(4));
    }

    #[test]
    fn a_good_group_is_made_once() {
        let mut next = together_or_alone(|| vec![1, 2], |_| panic!("made again"));
        assert_eq!([next(), next()], [Ok(1), Ok(2)]);
    }
}
