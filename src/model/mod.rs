//! Linear models over hashed sparse features, read in place from embedded bytes, and the best path through a sequence.
//!
//! One shape serves every trained stage: a feature is a 32-bit hash, a row of the table holds its weight for each label.

mod records;
mod table;
mod trees;
mod viterbi;

pub use records::{Records, encode_records};
pub use table::{Table, encode};
pub use trees::{TREE, Trees};
pub use viterbi::{NEVER, best_path};
