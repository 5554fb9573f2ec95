//! The authors of a byline are people, whatever the tagger makes of their names.

use super::tagger::TAGGER;
use super::tagger::gazetteer::{class, extend};
use super::{EntityType, Mention};
use crate::parse::Article;

/// Makes each author a mention of a person, in place of what was found within the name. Agencies and papers stay what they are.
pub fn set_authors(article: &Article<'_>, mentions: &mut Vec<Mention>) {
    let tokens = &article.text.tokens;
    for &span in &article.authors {
        let from = tokens.partition_point(|t| t.start < span.start);
        let to = tokens.partition_point(|t| t.start < span.end);
        let phrase = tokens[from..to].iter().fold(0, |phrase, token| {
            if phrase == 0 {
                token.hash.max(1)
            } else {
                extend(phrase, token.hash)
            }
        });
        if from == to || TAGGER.gazetteer.classes(phrase) & class::PUBLISHERS != 0 {
            continue;
        }
        let first = mentions.partition_point(|m| m.span.end <= span.start);
        let within = mentions[first..]
            .iter()
            .take_while(|m| m.span.start < span.end);
        let role = within.clone().find_map(|m| m.role);
        let last = first + within.count();
        let author = Mention {
            span,
            tokens: from as u32..to as u32,
            kind: EntityType::Person,
            role,
        };
        mentions.splice(first..last, [author]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::find_mentions;
    use super::*;
    use crate::extract::Settings;
    use crate::parse::parse;
    use crate::text::Text;

    #[test]
    fn authors_are_people() {
        let story = "Harbour wall to be rebuilt after winter storm\n\nBy Paris Holland and Grant Field\n\nThe harbour wall at \
                     Oldport will be rebuilt, the council said on Monday.\n\nWork is to begin in the spring, it said.\n";
        let text = Text::new(story.to_owned());
        let article = parse(&text);
        assert_eq!(article.authors.len(), 2, "{:?}", article.blocks);
        let mentions = find_mentions(&article, &[], &Settings::default());
        for name in ["Paris Holland", "Grant Field"] {
            let found = mentions
                .iter()
                .find(|m| m.span.of(&text.content) == name)
                .expect("the author is a mention");
            assert_eq!(found.kind, EntityType::Person, "{name}");
        }
        assert!(
            mentions
                .windows(2)
                .all(|m| m[0].span.end <= m[1].span.start)
        );
    }
}
