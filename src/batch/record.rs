//! One line of JSONL: the text with its id, date and headline, under the names that the user gave.

use super::error::{ErrorKind, Failure};
use crate::extract::dates::iso_day;
use jiff::civil::Date;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The names of the fields that a record is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNames {
    /// The article's text.
    pub text: String,
    /// What the report repeats as `id`.
    pub id: String,
    /// The record's date.
    pub date: String,
    /// A title kept apart, put before the text.
    pub headline: Option<String>,
}

impl Default for FieldNames {
    fn default() -> Self {
        Self {
            text: "text".to_owned(),
            id: "id".to_owned(),
            date: "date".to_owned(),
            headline: None,
        }
    }
}

/// What a line says.
#[derive(Debug)]
pub struct Record<'a> {
    /// The text, with the headline before it where that is kept apart.
    pub text: String,
    /// The id as it stands, a string or a number.
    pub id: Option<&'a RawValue>,
    /// The day of its date.
    pub date: Option<Date>,
}

/// A line that is no record; its id all the same, where it has a good one.
#[derive(Clone, Debug)]
pub struct BadRecord<'a> {
    /// Its id.
    pub id: Option<&'a RawValue>,
    /// What is wrong.
    pub failure: Failure,
}

impl From<Failure> for BadRecord<'_> {
    fn from(failure: Failure) -> Self {
        Self { id: None, failure }
    }
}

/// Reads one line.
///
/// # Errors
/// When it is no JSON object, has no text, or a field of the wrong type.
pub fn read_record<'a>(line: &'a str, names: &FieldNames) -> Result<Record<'a>, BadRecord<'a>> {
    let fields = read_fields(line, names).map_err(|error| bad(None, json_message(&error)))?;
    let id = match fields.id.map(|raw| (raw, raw.get().as_bytes()[0])) {
        None | Some((_, b'n')) => None,
        Some((raw, b'"' | b'-' | b'0'..=b'9')) => Some(raw),
        Some(_) => {
            return Err(bad(
                None,
                format!("field '{}' is neither string nor number", names.id),
            ));
        }
    };
    let fail = |message| Err(bad(id, message));
    let text = match fields.text {
        Some(Value::Text(text)) => text,
        Some(other) => {
            return fail(format!(
                "field '{}' is {}, not a string",
                names.text,
                other.kind()
            ));
        }
        None => {
            return fail(format!(
                "no field '{}'; name the one that holds the text with --text-field",
                names.text
            ));
        }
    };
    let date = match fields.date {
        None | Some(Value::Null) => None,
        Some(Value::Text(text)) => match day(&text) {
            Some(day) => Some(day),
            None => {
                let shown: String = text.chars().take(40).collect();
                return fail(format!(
                    "field '{}' is no ISO date or date-time: '{shown}'",
                    names.date
                ));
            }
        },
        Some(other) => {
            return fail(format!(
                "field '{}' is {}, not an ISO date or date-time",
                names.date,
                other.kind()
            ));
        }
    };
    let text = match fields.headline {
        None | Some(Value::Null) => text,
        Some(Value::Text(headline)) if headline.trim().is_empty() => text,
        Some(Value::Text(headline)) => format!("{headline}\n\n{text}"),
        Some(other) => {
            let name = names.headline.as_deref().unwrap_or_default();
            return fail(format!("field '{name}' is {}, not a string", other.kind()));
        }
    };
    Ok(Record { text, id, date })
}

fn read_fields<'a>(line: &'a str, names: &FieldNames) -> serde_json::Result<FoundFields<'a>> {
    let mut reader = serde_json::Deserializer::from_str(line);
    let fields = Fields(names).deserialize(&mut reader)?;
    reader.end()?;
    Ok(fields)
}

/// The line with U+FFFD for each half of a surrogate pair that stands alone (`\ud83d` before the end of a cut text):
/// one torn character must not lose a record. `None` where there is none.
pub fn mended(line: &str) -> Option<String> {
    let half = |at: usize| {
        let digits = line.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        let unit = u32::from_str_radix(digits, 16).ok()?;
        (0xd800..0xe000).contains(&unit).then_some(unit)
    };
    let (mut out, mut done, mut at) = (String::new(), 0, 0);
    while let Some(found) = memchr::memchr(b'\\', &line.as_bytes()[at..]) {
        at += found;
        match (half(at), half(at + 6)) {
            (Some(..0xdc00), Some(0xdc00..)) => at += 12,
            (Some(_), _) => {
                out.push_str(&line[done..at]);
                out.push('\u{fffd}');
                at += 6;
                done = at;
            }
            // An escaped backslash must not be taken for the start of an escape.
            (None, _) => at = (at + 2).min(line.len()),
        }
        while !line.is_char_boundary(at) {
            at += 1;
        }
    }
    (done > 0).then(|| out + &line[done..])
}

fn bad(id: Option<&RawValue>, message: String) -> BadRecord<'_> {
    BadRecord {
        id,
        failure: Failure::new(ErrorKind::BadRecord, message),
    }
}

/// The parser's message without its line number: a record is one line.
fn json_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(what, _)| what);
    format!("not a JSON object: {what} (column {})", error.column())
}

/// The day of an ISO date or date-time.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let (day, time) = text.split_at_checked(10)?;
    let is_time = |byte: u8| byte.is_ascii_digit() || b":.,+-Zz ".contains(&byte);
    let time_follows = match time.as_bytes() {
        [] => true,
        [b'T' | b't' | b' ', hour, rest @ ..] => {
            hour.is_ascii_digit() && rest.iter().all(|&byte| is_time(byte))
        }
        _ => false,
    };
    let dashed = day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-';
    if time_follows && dashed {
        iso_day(day)
    } else {
        None
    }
}

/// A field's value as far as it matters here.
enum Value {
    Text(String),
    Null,
    Other(&'static str),
}

impl Value {
    fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Null => "null",
            Self::Other(kind) => kind,
        }
    }
}

#[derive(Default)]
struct FoundFields<'a> {
    text: Option<Value>,
    id: Option<&'a RawValue>,
    date: Option<Value>,
    headline: Option<Value>,
}

/// Reads an object's named fields and passes over the others. Of a field given twice the last counts, as for most readers.
struct Fields<'n>(&'n FieldNames);

impl<'a> DeserializeSeed<'a> for Fields<'_> {
    type Value = FoundFields<'a>;

    fn deserialize<D: serde::Deserializer<'a>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Fields<'_> {
    type Value = FoundFields<'a>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let names = self.0;
        let mut found = FoundFields::default();
        while let Some(Key(key)) = map.next_key()? {
            if key == names.text {
                found.text = Some(map.next_value_seed(AnyValue)?);
            } else if key == names.id {
                found.id = Some(map.next_value()?);
            } else if key == names.date {
                found.date = Some(map.next_value_seed(AnyValue)?);
            } else if names.headline.as_deref() == Some(&*key) {
                found.headline = Some(map.next_value_seed(AnyValue)?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// A field's name, borrowed unless it holds escapes.
struct Key<'a>(Cow<'a, str>);

impl<'a> serde::Deserialize<'a> for Key<'a> {
    fn deserialize<D: serde::Deserializer<'a>>(reader: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'a> Visitor<'a> for KeyVisitor {
            type Value = Key<'a>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a field's name")
            }
            fn visit_borrowed_str<E: Error>(self, key: &'a str) -> Result<Key<'a>, E> {
                Ok(Key(Cow::Borrowed(key)))
            }
            fn visit_str<E: Error>(self, key: &str) -> Result<Key<'a>, E> {
                Ok(Key(Cow::Owned(key.to_owned())))
            }
        }
        reader.deserialize_str(KeyVisitor)
    }
}

/// Reads a value of any type; keeps only strings.
struct AnyValue;

impl<'a> DeserializeSeed<'a> for AnyValue {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'a>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for AnyValue {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }
    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other("a boolean"))
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Value, E> {
        Ok(Value::Other("a number"))
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Value, E> {
        Ok(Value::Other("a number"))
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Value, E> {
        Ok(Value::Other("a number"))
    }
    fn visit_seq<S: serde::de::SeqAccess<'a>>(self, mut seq: S) -> Result<Value, S::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other("an array"))
    }
    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Value, M::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other("an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Record<'_>, BadRecord<'_>> {
        let names = FieldNames {
            headline: Some("title".to_owned()),
            ..FieldNames::default()
        };
        read_record(line, &names)
    }

    #[test]
    fn reads_records() {
        for (line, text, id, date) in [
            (r#"{"text": "a\nb"}"#, "a\nb", None, None),
            (r#"{"id":"x","text":""}"#, "", Some("\"x\""), None),
            (
                r#"{"id":12345678901234567890123,"text":"t","more":{"text":1}}"#,
                "t",
                Some("12345678901234567890123"),
                None,
            ),
            (
                r#"{"id":null,"date":null,"title":null,"text":"t"}"#,
                "t",
                None,
                None,
            ),
            (
                r#"{"title":"Head","text":"Body","date":"2016-10-08T23:59:59+02:00"}"#,
                "Head\n\nBody",
                None,
                Some("2016-10-08"),
            ),
            (
                r#"{"title":" ","te\u0078t":"Body","date":"2016-10-08 12:00"}"#,
                "Body",
                None,
                Some("2016-10-08"),
            ),
            (r#"{"text":"first","text":"last"}"#, "last", None, None),
        ] {
            let record = read(line).expect("the line is a record");
            assert_eq!(record.text, text, "{line}");
            assert_eq!(record.id.map(RawValue::get), id, "{line}");
            assert_eq!(
                record.date.map(|d| d.to_string()).as_deref(),
                date,
                "{line}"
            );
        }
    }

    #[test]
    fn lone_halves_of_characters_are_mended() {
        for (line, whole) in [
            (r#"{"text":"a \ud83d"}"#, Some("{\"text\":\"a \u{fffd}\"}")),
            (
                r#"\udc00\ud83d\ude00 \ud83d\ud83d\ude00é"#,
                Some("\u{fffd}\\ud83d\\ude00 \u{fffd}\\ud83d\\ude00é"),
            ),
            (r#"{"text":"\\ud83d \u00e9 \ud83d\ude00"}"#, None),
            ("plain", None),
            ("\\", None),
            ("\\é\\ud8", None),
        ] {
            assert_eq!(mended(line).as_deref(), whole, "{line}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (line, message, id) in [
            ("{", "not a JSON object", None),
            ("[1]", "expected an object", None),
            (r#""text""#, "expected an object", None),
            (r#"{"text":"a"} x"#, "trailing characters", None),
            (r#"{"text":"a"#, "column", None),
            (
                r#"{"id":"a"}"#,
                "no field 'text'; name the one",
                Some("\"a\""),
            ),
            (r#"{"text":null}"#, "is null, not a string", None),
            (
                r#"{"id":1,"text":["a"]}"#,
                "is an array, not a string",
                Some("1"),
            ),
            (r#"{"text":{"a":1}}"#, "is an object", None),
            (
                r#"{"id":true,"text":"a"}"#,
                "'id' is neither string nor number",
                None,
            ),
            (
                r#"{"id":[1],"text":"a"}"#,
                "'id' is neither string nor number",
                None,
            ),
            (
                r#"{"text":"a","date":"soon"}"#,
                "no ISO date or date-time: 'soon'",
                None,
            ),
            (r#"{"text":"a","date":"2016-13-01"}"#, "no ISO date", None),
            (r#"{"text":"a","date":"2016-10-08x"}"#, "no ISO date", None),
            (
                r#"{"text":"a","date":1475884800}"#,
                "is a number, not an ISO date",
                None,
            ),
            (r#"{"text":"a","title":7}"#, "'title' is a number", None),
        ] {
            let bad = read(line).expect_err(line);
            assert!(
                bad.failure.message.contains(message),
                "{line}: {}",
                bad.failure.message
            );
            assert_eq!(bad.id.map(RawValue::get), id, "{line}");
        }
    }
}
