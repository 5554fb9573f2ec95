//! Invented documents: templates filled with names of the lists, for what the pool hardly has (sport, newswire forms).

use super::crf::Random;
use super::gold::{Document, Name};
use std::collections::{BTreeMap, HashMap};

/// Names by list.
pub type Lists = BTreeMap<String, Vec<String>>;

struct Filler<'a> {
    lists: &'a Lists,
    random: &'a mut Random,
    /// Names kept through a document: "P1", "T2".
    kept: HashMap<String, String>,
}

impl Filler<'_> {
    fn below(&mut self, n: usize) -> usize {
        (self.random.next() >> 20) as usize % n.max(1)
    }

    fn of(&mut self, list: &str) -> String {
        let n = self.lists.get(list).map_or(0, Vec::len);
        let i = self.below(n);
        self.lists
            .get(list)
            .and_then(|l| l.get(i))
            .cloned()
            .unwrap_or_else(|| "Norland".to_owned())
    }

    fn one_of(&mut self, lists: &[&str]) -> String {
        let i = self.below(lists.len());
        self.of(lists[i])
    }

    fn first(&mut self) -> String {
        self.one_of(&["first-common", "first-common", "first-world"])
    }

    fn last(&mut self) -> String {
        self.one_of(&[
            "last-common",
            "last-common",
            "last",
            "last-world",
            "surnames_world",
            "surnames_world",
        ])
    }

    fn person(&mut self) -> String {
        let mut name = self.first();
        if self.below(10) == 0 {
            let initial = (b'A' + self.below(26) as u8) as char;
            name.push_str(&format!(" {initial}."));
        }
        let last = self.last();
        format!("{name} {last}")
    }

    fn organization(&mut self) -> String {
        match self.below(11) {
            0..=3 => self.of("organizations"),
            4..=6 => self.of("company"),
            10 => {
                let behind = ["& Co.", "& Sons", "Brothers", "Group", "Ltd", "Partners"];
                match self.below(3) {
                    0 => format!("{} & {}", self.last(), self.last()),
                    _ => format!("{} {}", self.last(), behind[self.below(6)]),
                }
            }
            7 => format!("{} {}", self.of("city"), self.of("org_heads")),
            8 => format!("{} {}", self.last(), self.of("org_heads")),
            _ => {
                let a = [
                    "National",
                    "International",
                    "European",
                    "United",
                    "Central",
                    "American",
                    "Federal",
                    "Royal",
                    "General",
                    "Southern",
                ];
                let b = [
                    "Trade", "Health", "Steel", "Energy", "Labour", "Science", "Airport", "Water",
                    "Rights", "Press",
                ];
                format!(
                    "{} {} {}",
                    a[self.below(10)],
                    b[self.below(10)],
                    self.of("org_heads")
                )
            }
        }
    }

    /// A slot's text and, if it is a name, its type.
    fn fill(&mut self, slot: &str) -> (String, Option<&'static str>) {
        let upper = slot.contains('^');
        let key = slot.trim_end_matches(['^', '\'', 'x']);
        let digits = key.chars().last().is_some_and(|c| c.is_ascii_digit())
            && !matches!(key, "L2" | "L3" | "L4" | "W2" | "V2" | "H2");
        let kind = key.trim_end_matches(|c: char| c.is_ascii_digit() && digits);
        let label = match kind {
            "P" | "S" | "F" | "I" => Some("person"),
            "T" | "t" | "k" | "U" | "B" if kind != "B" => Some("organization"),
            "O" | "o" | "A" | "G" | "V" => Some("organization"),
            "C" | "Y" | "R" | "L2" | "L3" | "L4" => Some("location"),
            "B" => Some("organization"),
            "D" | "X" | "E" | "W" | "W2" | "Z" | "H" | "H2" => Some("misc"),
            _ => None,
        };
        let text = if digits {
            self.kept_name(key, kind)
        } else {
            self.fresh(kind)
        };
        (if upper { text.to_uppercase() } else { text }, label)
    }

    fn kept_name(&mut self, key: &str, kind: &str) -> String {
        if let Some(name) = self.kept.get(key) {
            return name.clone();
        }
        let n = &key[kind.len()..];
        let name = match kind {
            "S" => self
                .kept_name(&format!("P{n}"), "P")
                .rsplit(' ')
                .next()
                .unwrap_or_default()
                .to_owned(),
            "F" => self
                .kept_name(&format!("P{n}"), "P")
                .split(' ')
                .next()
                .unwrap_or_default()
                .to_owned(),
            "A" => {
                let long = self.kept_name(&format!("O{n}"), "O");
                let letters: String = long.chars().filter(|c| c.is_uppercase()).collect();
                if letters.len() > 1 {
                    letters
                } else {
                    format!("{letters}TC")
                }
            }
            _ => self.fresh(kind),
        };
        self.kept.insert(key.to_owned(), name.clone());
        name
    }

    fn fresh(&mut self, kind: &str) -> String {
        let number = |r: &mut Self, from: usize, n: usize| (from + r.below(n)).to_string();
        match kind {
            "P" => self.person(),
            "S" => self.last(),
            "F" => self.first(),
            "I" => {
                let initial = (b'A' + self.below(26) as u8) as char;
                format!("{initial}. {}", self.last())
            }
            "T" => match self.below(10) {
                0..=6 => self.of("countries"),
                7 | 8 => self.of("teams"),
                _ => self.one_of(&["city-big", "city"]),
            },
            "t" => match self.below(10) {
                0..=4 => self.of("teams"),
                5..=7 => self.one_of(&["city-big", "city", "city-small"]),
                8 => format!(
                    "{} {}",
                    self.one_of(&["city", "city-small"]),
                    [
                        "United",
                        "City",
                        "Town",
                        "Rovers",
                        "County",
                        "Wanderers",
                        "Athletic",
                        "Dynamo"
                    ][self.below(8)]
                ),
                _ => format!(
                    "{} {}",
                    [
                        "FC", "Dynamo", "Sporting", "Real", "Hapoel", "Maccabi", "CSKA", "Inter"
                    ][self.below(8)],
                    self.one_of(&["city", "city-small"])
                ),
            },
            "k" => self.of("counties"),
            "U" => self.of("nicknames"),
            "B" => self.of("us-cities"),
            "O" | "A" => self.organization(),
            "o" => self.of("media"),
            "G" => self.of("parties"),
            "V" => match self.below(3) {
                0 => format!(
                    "University of {}",
                    self.one_of(&["city-big", "city", "region"])
                ),
                1 => format!(
                    "{} University",
                    self.one_of(&["city", "last-common", "regions"])
                ),
                _ => format!("{} College", self.one_of(&["city", "last-common"])),
            },
            "C" => self.of("countries"),
            "Y" => self.one_of(&["city-big", "city-big", "city", "city-small", "capital"]),
            "R" => self.one_of(&["regions", "regions", "region", "countries"]),
            "L2" => format!(
                "{} {}",
                self.one_of(&["city", "last-common", "first-common"]),
                self.of("loc_heads")
            ),
            "L3" => format!(
                "{} {}",
                self.one_of(&["last-common", "city-small"]),
                ["Street", "Avenue", "Road", "Highway", "Square", "Bridge"][self.below(6)]
            ),
            "L4" => format!(
                "{} {}",
                self.one_of(&["last", "city-small", "region"]),
                ["River", "Canal", "Lake", "Valley", "Dam"][self.below(5)]
            ),
            "D" => self.of("demonyms"),
            "X" => [
                "Muslim",
                "Christian",
                "Jewish",
                "Catholic",
                "Hindu",
                "Buddhist",
                "Protestant",
                "Sunni",
                "Shiite",
                "Sikh",
                "Anglican",
                "Orthodox",
            ][self.below(12)]
            .to_owned(),
            "E" => self.of("events"),
            "W" | "Z" => match self.below(3) {
                0 => format!(
                    "{} {}",
                    self.of("city"),
                    [
                        "Treaty",
                        "Accord",
                        "Agreement",
                        "Protocol",
                        "Act",
                        "Convention",
                        "Declaration"
                    ][self.below(7)]
                ),
                _ => self.of("works"),
            },
            "W2" => {
                let a = [
                    "The Long",
                    "A Quiet",
                    "Dark",
                    "The Last",
                    "My Brother's",
                    "Winter",
                    "The Glass",
                    "Silent",
                    "Broken",
                    "Red",
                ];
                let b = [
                    "Winter", "River", "House", "Promise", "Summer", "War", "Garden", "Road",
                    "Witness", "Letters",
                ];
                format!("{} {}", a[self.below(10)], b[self.below(10)])
            }
            "H" => format!(
                "{} {}",
                self.of("city"),
                [
                    "War",
                    "Uprising",
                    "Massacre",
                    "Earthquake",
                    "Revolution",
                    "Siege"
                ][self.below(6)]
            ),
            "H2" => ["Summit", "Festival", "Games", "Conference"][self.below(4)].to_owned(),
            "V2" => "engine".to_owned(),
            "n" => number(self, 0, 10),
            "nn" => number(self, 10, 90),
            "nnn" => number(self, 100, 500),
            "day" => [
                "Monday",
                "Tuesday",
                "Wednesday",
                "Thursday",
                "Friday",
                "Saturday",
                "Sunday",
            ][self.below(7)]
            .to_owned(),
            "month" => [
                "January",
                "February",
                "March",
                "April",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
            ][self.below(10)]
            .to_owned(),
            "date" => {
                let (year, month, day) = (
                    1970 + self.below(55),
                    1 + self.below(12),
                    1 + self.below(28),
                );
                match self.below(5) {
                    0 => format!("{} {day}", self.fresh("month")),
                    1 => format!("{day} {} {year}", self.fresh("month")),
                    2 => format!("{}, {} {day}", self.fresh("day"), self.fresh("month")),
                    3 => format!("{day:02}/{month:02}/{:02}", year % 100),
                    _ => format!("{year}-{month:02}-{day:02}"),
                }
            }
            _ => String::new(),
        }
    }
}

/// `copies` documents from each template.
pub fn documents(templates: &str, lists: &Lists, copies: usize, seed: u64) -> Vec<Document> {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut documents = Vec::new();
    let bodies: Vec<Vec<&str>> = templates
        .split("\n\n")
        .map(|d| {
            d.lines()
                .filter(|l| !l.starts_with('#') && !l.is_empty())
                .collect::<Vec<_>>()
        })
        .filter(|d| !d.is_empty())
        .collect();
    for copy in 0..copies {
        for (number, body) in bodies.iter().enumerate() {
            let mut filler = Filler {
                lists,
                random: &mut random,
                kept: HashMap::new(),
            };
            let (mut text, mut entities) = (String::new(), Vec::new());
            for line in body {
                let (times, line) = match line.strip_prefix('*').and_then(|l| l.split_once(' ')) {
                    Some((n, line)) => (n.parse().unwrap_or(1), line),
                    None => (1, *line),
                };
                for _ in 0..times {
                    write_line(&mut filler, line, &mut text, &mut entities);
                }
            }
            documents.push(Document {
                id: format!("synth-{number}-{copy}"),
                corpus: "synth".to_owned(),
                types: vec!["misc".to_owned()],
                text,
                entities,
            });
        }
    }
    documents
}

fn write_line(filler: &mut Filler<'_>, line: &str, text: &mut String, entities: &mut Vec<Name>) {
    let mut rest = line;
    while let Some(open) = rest.find(['[', '{']) {
        text.push_str(&rest[..open]);
        let close = if rest[open..].starts_with('[') {
            ']'
        } else {
            '}'
        };
        let Some(end) = rest[open..].find(close) else {
            break;
        };
        let slot = &rest[open + 1..open + end];
        rest = &rest[open + end + 1..];
        let (name, kind) = if close == ']' {
            filler.fill(slot)
        } else {
            let (name, kind) = slot.split_once('|').unwrap_or((slot, ""));
            let kind = match kind {
                "O" => Some("organization"),
                "L" => Some("location"),
                "P" => Some("person"),
                "M" => Some("misc"),
                _ => None,
            };
            (name.to_owned(), kind)
        };
        let start = text.len();
        text.push_str(&name);
        if let Some(kind) = kind {
            entities.push(Name {
                start,
                end: text.len(),
                kind: kind.to_owned(),
                optional: false,
                silver: false,
            });
        }
    }
    text.push_str(rest);
    text.push('\n');
}
