//! Word tables: closed lists keyed by a word's folded hash, built once from the data tables beside the code that uses them.
//!
//! The lowest layer: it imports nothing of ours.

mod hash;
mod perfect;
mod table;

pub use hash::{combine, const_hash, fold_hash, hash_ascii_within, hash_char, hash_short};
pub use perfect::PerfectMap;
pub use table::{WordMap, entries};
