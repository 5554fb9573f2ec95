//! How much may be under way at a time: what bounds memory.

use std::sync::{Condvar, Mutex, PoisonError};

/// Lets batches in until enough of them are under way, from reading to written.
///
/// As many batches as there are jobs may always be under way, however large; beyond that only as long as all of them
/// together stay small. So memory is bounded by a constant and by `jobs` times the largest article with its report.
#[derive(Debug)]
pub(super) struct Gate {
    state: Mutex<State>,
    freed: Condvar,
    /// Batches that may be under way whatever their size.
    jobs: usize,
}

#[derive(Debug, Default)]
struct State {
    batches: usize,
    bytes: u64,
    closed: bool,
}

/// Small batches under way for each job: enough to keep all workers busy while one article takes long.
const BATCHES_PER_JOB: usize = 8;
/// Bytes of input under way for each job, unless single batches are larger.
const BYTES_PER_JOB: u64 = 512 * 1024;

impl Gate {
    pub(super) fn new(jobs: usize) -> Self {
        Self {
            state: Mutex::default(),
            freed: Condvar::new(),
            jobs,
        }
    }

    /// Waits until a batch of `bytes` may start; false when the run was stopped meanwhile.
    pub(super) fn enter(&self, bytes: u64) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if state.closed {
                return false;
            }
            let small = state.batches < self.jobs * BATCHES_PER_JOB
                && state.bytes + bytes <= self.jobs as u64 * BYTES_PER_JOB;
            if state.batches < self.jobs || small {
                state.batches += 1;
                state.bytes += bytes;
                return true;
            }
            state = self
                .freed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A batch of `bytes` is written.
    pub(super) fn leave(&self, bytes: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.batches -= 1;
        state.bytes -= bytes;
        self.freed.notify_one();
    }

    /// Lets nothing in any more.
    pub(super) fn close(&self) {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .closed = true;
        self.freed.notify_all();
    }

    /// Batches under way.
    pub(super) fn under_way(&self) -> usize {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .batches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_batches_wait_and_small_ones_pass() {
        let gate = std::sync::Arc::new(Gate::new(2));
        assert!(gate.enter(1 << 30) && gate.enter(1 << 30));
        let other = std::sync::Arc::clone(&gate);
        let waiting = std::thread::spawn(move || other.enter(1));
        gate.leave(1 << 30);
        assert!(waiting.join().expect("joins"), "one left: another may come");
        gate.leave(1 << 30);
        assert!(gate.enter(10) && gate.enter(10), "small ones pass the jobs");
        assert_eq!(gate.under_way(), 3);
        gate.close();
        assert!(!gate.enter(1));
    }
}
