//! Word classes and lists of names, embedded and read in place: what each word and each phrase is known as.
//!
//! Keys are the folded hash of a word, or of a phrase its words' hashes combined; how the tables are built is in the model's card.

use super::cell::{Cell, joint, shape};
use super::cells::Chain;
use crate::lexicon::combine;

/// Classes of names; a table value has bit `1 << class` set.
pub mod class {
    /// Class names in bit order, as the table builder reads them.
    pub const NAMES: [&str; 29] = [
        "first-common",
        "first",
        "first-world",
        "last-common",
        "last",
        "last-world",
        "surnames_world",
        "countries",
        "city-big",
        "city",
        "city-small",
        "city-alt",
        "region",
        "regions",
        "demonyms",
        "company",
        "organizations",
        "media",
        "parties",
        "teams",
        "events",
        "works",
        "org_heads",
        "loc_heads",
        "event_heads",
        "titles",
        "common",
        "months",
        "capital",
    ];
    /// Given and family names.
    pub const PEOPLE: u32 = 0x7f;
    /// Countries, towns and regions.
    pub const PLACES: u32 = 0x3f80;
    /// A country.
    pub const COUNTRY: u32 = 1 << 7;
    /// Companies, institutions, media, parties, teams, events.
    pub const ORGANIZATIONS: u32 = 0x001f_8000;
    /// Institutions and media.
    pub const KNOWN: u32 = 0b11 << 16;
    /// A nationality, faith or their adjective.
    pub const DEMONYM: u32 = 1 << 14;
    /// Names of any kind, as opposed to the words that stand in names.
    pub const ANY_NAME: u32 = 0x003f_ffff;
    /// Towns of all sizes, under any of their names.
    pub const TOWNS: u32 = 0b1111 << 8;
    /// Given names.
    pub const FIRST: u32 = 0b111;
    /// Surnames that many people have.
    pub const COMMON_LAST: u32 = 1 << 3;
    /// Given names that many people have.
    pub const COMMON_FIRST: u32 = 1;
    /// A listed company.
    pub const COMPANY: u32 = 1 << 15;
    /// Companies, institutions and media.
    pub const PUBLISHERS: u32 = 0b111 << 15;
    /// A named event.
    pub const EVENT: u32 = 1 << 20;
    /// Nouns that end the names of organizations.
    pub const ORG_HEAD: u32 = 1 << 22;
    /// Nouns that end the names of places.
    pub const PLACE_HEAD: u32 = 1 << 23;
    /// A title before a name.
    pub const TITLE: u32 = 1 << 25;
    /// A word too common to be a name by itself.
    pub const COMMON: u32 = 1 << 26;
    /// A month or weekday.
    pub const MONTH: u32 = 1 << 27;
    /// The phrase is also the beginning of longer ones.
    pub const PREFIX: u32 = 1 << 31;
}

/// An embedded table: little-endian `(key: u32, value: u32)` slots, behind a head that says how many there are to begin a search
/// in. Keys are mixed and in order, each at its own place or as soon behind it as there is room (ordered linear probing; O. Amble,
/// D. Knuth: Ordered hash tables, 1974), so that a key that is not there is given up at the first greater one.
#[derive(Clone, Copy, Debug)]
pub struct HashTable {
    slots: &'static [u8],
    count: u64,
}

/// The key of a free slot.
#[cfg(any(test, feature = "train"))]
const FREE: u32 = u32::MAX;

impl HashTable {
    /// Opens a table; one without a head is empty.
    pub fn open(bytes: &'static [u8]) -> Self {
        let (head, slots) = bytes.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
        Self {
            slots,
            count: u64::from_le_bytes(*head),
        }
    }

    /// The value of a key, 0 if it is not there.
    #[inline]
    pub fn get(&self, key: u32) -> u32 {
        let key = mix(key);
        let slots = self.slots.get(8 * place(key, self.count)..);
        for slot in slots.unwrap_or_default().as_chunks::<8>().0 {
            let slot = u64::from_le_bytes(*slot);
            if slot as u32 >= key {
                return if slot as u32 == key {
                    (slot >> 32) as u32
                } else {
                    0
                };
            }
        }
        0
    }

    /// The bytes of a table of these pairs (distinct keys), seven eighths full.
    #[cfg(any(test, feature = "train"))]
    pub fn encode(pairs: &[(u32, u32)]) -> Vec<u8> {
        let count = (pairs.len() * 8 / 7 + 1) as u64;
        let mut pairs: Vec<_> = pairs
            .iter()
            .map(|&(key, value)| (mix(key), value))
            .collect();
        pairs.sort_unstable();
        let mut slots = Vec::with_capacity(count as usize);
        for pair in pairs {
            let free = place(pair.0, count).saturating_sub(slots.len());
            slots.extend(std::iter::repeat_n((FREE, 0), free));
            slots.push(pair);
        }
        slots.push((FREE, 0));
        let bytes = |(key, value): (u32, u32)| u64::from(key) | u64::from(value) << 32;
        std::iter::once(count)
            .chain(slots.into_iter().map(bytes))
            .flat_map(u64::to_le_bytes)
            .collect()
    }
}

/// A key's bits mixed: one to one.
#[inline]
fn mix(key: u32) -> u32 {
    key.wrapping_mul(0x9e37_79b1)
}

/// Where a mixed key's slot is looked for first: scaled to the number of slots, so that keys stand in order.
#[inline]
fn place(mixed: u32, count: u64) -> usize {
    (u64::from(mixed) * count >> 32) as usize
}

/// The lists and the word clusters.
#[derive(Clone, Copy, Debug)]
pub struct Gazetteer {
    names: HashTable,
    clusters: HashTable,
}

impl Gazetteer {
    /// The embedded one.
    pub fn embedded() -> Self {
        Self {
            names: HashTable::open(include_bytes!("names.bin")),
            clusters: HashTable::open(include_bytes!("clusters.bin")),
        }
    }

    /// Classes of a word or, by combined hash, of a phrase.
    #[inline]
    pub fn classes(&self, hash: u32) -> u32 {
        self.names.get(hash.max(1))
    }

    /// The word's clusters.
    #[inline]
    pub fn codes(&self, hash: u32) -> Codes {
        // 10 bits of 1024, 8 of 256, 6 of 64, bit 24 set.
        match self.clusters.get(hash.max(1)) {
            0 => Codes::UNKNOWN,
            found => Codes {
                of_1024: found & 0x3ff,
                of_256: found >> 10 & 0xff,
                of_64: found >> 18 & 0x3f,
            },
        }
    }
}

/// A word's clusters; the number after the last stands for unknown words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codes {
    /// Of 1024.
    pub of_1024: u32,
    /// Of 256.
    pub of_256: u32,
    /// Of 64.
    pub of_64: u32,
}

impl Codes {
    /// Those of a word that no cluster holds.
    pub const UNKNOWN: Self = Self {
        of_1024: 1024,
        of_256: 256,
        of_64: 64,
    };
}

/// The hash of a phrase that goes on with another word.
#[inline]
pub fn extend(phrase: u32, word: u32) -> u32 {
    combine(phrase, word).max(1)
}

/// Notes on the cells of a chain where the longest listed phrases begin and end.
pub fn mark_phrases(cells: &mut [Cell], chain: &Chain, gazetteer: &Gazetteer) {
    if chain.cells().len() < 2 {
        return;
    }
    for i in chain.cells() {
        // A small word opens no name but where it is no common one ("von", "al").
        let cell = &cells[i];
        if !cell.opens || !cell.is_capital() && cell.single & class::COMMON != 0 {
            continue;
        }
        let mut hash = cell.hash.max(1);
        let (mut longest, mut classes) = (i, 0);
        let end = (chain.to as usize).min(i + 6);
        for (j, cell) in cells[..end].iter().enumerate().skip(i + 1) {
            // Most names end before a mark or a small word that no list has.
            let glued = cell.joints & joint::GLUED != 0;
            let number = cell.shape & shape::NUMERIC != 0;
            if !(cell.is_capital() || number || cell.single != 0 || glued) {
                break;
            }
            hash = extend(hash, cell.hash);
            let found = gazetteer.classes(hash);
            if found & !class::PREFIX != 0 {
                (longest, classes) = (j, found & !class::PREFIX);
            }
            if found & class::PREFIX == 0 {
                break;
            }
        }
        if longest > i {
            cells[i].begin |= classes;
            cells[longest].last |= classes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::HashTable;

    #[test]
    fn a_table_has_what_was_put_in_and_nothing_else() {
        let pairs: Vec<(u32, u32)> = (1..2000).map(|i| (i * i, i)).collect();
        let table = HashTable::open(HashTable::encode(&pairs).leak());
        for key in 1..5_000_000 {
            let root = u32::isqrt(key);
            let value = if root * root == key && root < 2000 {
                root
            } else {
                0
            };
            assert_eq!(table.get(key), value, "{key}");
        }
        assert_eq!(HashTable::open(&[]).get(1), 0);
    }
}
