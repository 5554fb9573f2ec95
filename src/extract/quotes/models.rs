//! The quote stage's fitted models, read in place; see model/CARD.md.

use crate::model::Table;
use std::sync::LazyLock;

/// The tables; `None` only for bytes that are no table (a test opens them all).
#[derive(Clone, Copy, Debug)]
pub struct Models {
    /// Which words report, and on which side the statement stands.
    pub cue: Option<Table<2>>,
    /// Where a statement begins.
    pub start: Option<Table<1>>,
    /// Where it ends.
    pub end: Option<Table<1>>,
    /// Which noun phrase is a cue's speaker.
    pub source: Option<Table<1>>,
    /// Whether marks hold a statement.
    pub statement: Option<Table<1>>,
}

static EMBEDDED: LazyLock<Models> = LazyLock::new(|| Models {
    cue: Table::open(include_bytes!("model/cue.bin")),
    start: Table::open(include_bytes!("model/start.bin")),
    end: Table::open(include_bytes!("model/end.bin")),
    source: Table::open(include_bytes!("model/source.bin")),
    statement: Table::open(include_bytes!("model/statement.bin")),
});

/// What the trainer fitted on other articles, in place of what is embedded.
#[cfg(feature = "train")]
pub static FITTED: std::sync::RwLock<Option<&'static Models>> = std::sync::RwLock::new(None);

/// The models to decide with.
#[cfg(feature = "train")]
pub(super) fn models() -> &'static Models {
    match FITTED.read() {
        Ok(fitted) => fitted.unwrap_or(&EMBEDDED),
        Err(_) => &EMBEDDED,
    }
}

/// The models to decide with.
#[cfg(not(feature = "train"))]
pub(super) fn models() -> &'static Models {
    &EMBEDDED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_tables_open() {
        let m = models();
        assert!(
            m.cue.is_some()
                && m.start.is_some()
                && m.end.is_some()
                && m.source.is_some()
                && m.statement.is_some()
        );
    }
}
