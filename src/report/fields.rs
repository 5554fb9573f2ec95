//! The fields that `--select` chooses from.

/// A field of the report that may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Headline,
    Standfirst,
    Byline,
    Dateline,
    Body,
    Boilerplate,
    Entities,
    Dates,
    Quotes,
}

impl Field {
    /// All of them, in the report's order.
    pub const ALL: [Self; 9] = [
        Self::Headline,
        Self::Standfirst,
        Self::Byline,
        Self::Dateline,
        Self::Body,
        Self::Boilerplate,
        Self::Entities,
        Self::Dates,
        Self::Quotes,
    ];

    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Boilerplate => "boilerplate",
            Self::Entities => "entities",
            Self::Dates => "dates",
            Self::Quotes => "quotes",
        }
    }
}

/// A name that `--select` does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown field '{0}'; choose from headline, standfirst, byline, dateline, body, boilerplate, entities, dates, quotes"
)]
pub struct UnknownField(pub String);

/// A set of fields; by default all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSet(u16);

impl Default for FieldSet {
    fn default() -> Self {
        Self(u16::MAX)
    }
}

impl FieldSet {
    /// Reads a comma-separated list; the names that every report carries (`schema_version`, `source` …) are allowed in it.
    ///
    /// # Errors
    /// At the first name that is no field.
    pub fn parse(list: &str) -> Result<Self, UnknownField> {
        let mut set = Self(0);
        for name in list
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
        {
            match Field::ALL.iter().find(|field| field.name() == name) {
                Some(&field) => set.0 |= 1 << field as u16,
                None if matches!(
                    name,
                    "schema_version" | "source" | "id" | "error" | "document"
                ) => {}
                None => return Err(UnknownField(name.to_owned())),
            }
        }
        Ok(set)
    }

    /// Whether the field is wanted.
    pub fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u16) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists() {
        let set = FieldSet::parse("headline, quotes,id").expect("known");
        assert!(set.has(Field::Headline) && set.has(Field::Quotes) && !set.has(Field::Body));
        assert!(FieldSet::default().has(Field::Dates));
        assert_eq!(
            FieldSet::parse("people"),
            Err(UnknownField("people".into()))
        );
    }
}
