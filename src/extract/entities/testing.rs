//! For table tests: the names in a sentence.

use super::find_mentions;
use crate::extract::Settings;
use crate::parse::parse;
use crate::text::Text;

/// "name type" of each name in a sentence, which stands below a paragraph without any.
pub fn names_in(sentence: &str) -> Vec<String> {
    let text = Text::new(format!(
        "The week was hard for all who stood by.\n\n{sentence}\n"
    ));
    find_mentions(&parse(&text), &[], &Settings::default())
        .iter()
        .map(|m| format!("{} {}", m.span.of(&text.content), m.kind.name()))
        .collect()
}
