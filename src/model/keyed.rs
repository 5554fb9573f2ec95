//! A weight table keyed by feature: rows only for features that carry weight, told apart by a 16-bit tag.
//!
//! Unlike the plain hashed table of the sibling module, a feature that was never trained finds no row (but for one in some
//! ten thousand whose tag matches by chance): words unseen in training are the rule in news, and must not borrow weights.
//!
//! Layout: magic `KEY1`, slots (u32), then a tag (u16, 0 = free) per slot, then a row of `L` i8 weights per slot; little-endian.
//! A feature's slot is its high bits scaled to the number of slots; collisions go to the next slot.

const MAGIC: &[u8; 4] = b"KEY1";
const HEADER: usize = 8;

/// A table of `L` weights a feature, read in place.
#[derive(Clone, Copy, Debug)]
pub struct KeyedTable<const L: usize> {
    slots: u32,
    tags: &'static [u8],
    rows: &'static [u8],
}

impl<const L: usize> KeyedTable<L> {
    /// Opens an embedded table; `None` where the bytes are none of `L` labels (a test opens each that ships).
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEADER)?;
        let slots = u32::from_le_bytes(head[4..8].try_into().ok()?);
        let (tags, rows) = rest.split_at_checked(slots as usize * 2)?;
        (head.starts_with(MAGIC) && slots > 0 && rows.len() == slots as usize * L).then_some(Self {
            slots,
            tags,
            rows,
        })
    }

    /// Adds a feature's weights to the scores; a feature without a row adds nothing.
    #[inline]
    pub fn add(&self, feature: u32, scores: &mut [i16; L]) {
        let tag = tag(feature).to_le_bytes();
        let mut slot = slot(feature, self.slots);
        loop {
            match self.tags.get(slot * 2..slot * 2 + 2) {
                Some(found) if found == tag => break,
                None | Some([0, 0]) => return,
                Some(_) => {
                    slot = if slot + 1 == self.slots as usize {
                        0
                    } else {
                        slot + 1
                    }
                }
            }
        }
        if let Some(row) = self.rows.get(slot * L..slot * L + L) {
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score += i16::from(weight as i8);
            }
        }
    }
}

fn slot(feature: u32, slots: u32) -> usize {
    (u64::from(feature) * u64::from(slots) >> 32) as usize
}

fn tag(feature: u32) -> u16 {
    (feature as u16).max(1)
}

/// The bytes of a table, for the trainer; about `load` of the slots are taken, at least one stays free. Of two features that
/// cannot be told apart the first stays.
pub fn encode_keyed<const L: usize>(rows: &[(u32, [i8; L])], load: f64) -> Vec<u8> {
    let slots = ((rows.len() as f64 / load) as usize).max(rows.len() + 1);
    let mut tags = vec![0u16; slots];
    let mut weights = vec![[0i8; L]; slots];
    'rows: for (feature, row) in rows {
        let mut at = slot(*feature, slots as u32);
        while tags[at] != 0 {
            if tags[at] == tag(*feature) {
                continue 'rows;
            }
            at = (at + 1) % slots;
        }
        (tags[at], weights[at]) = (tag(*feature), *row);
    }
    let mut out = MAGIC.to_vec();
    out.extend((slots as u32).to_le_bytes());
    out.extend(tags.iter().flat_map(|t| t.to_le_bytes()));
    out.extend(weights.iter().flatten().map(|&w| w as u8));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_the_trainer_writes_and_nothing_else() {
        let rows: Vec<(u32, [i8; 2])> = (1..200u32)
            .map(|i| (i.wrapping_mul(0x9e37_79b1), [i as i8, 1]))
            .collect();
        let bytes: &'static [u8] = encode_keyed(&rows, 0.8).leak();
        let table = KeyedTable::<2>::open(bytes).expect("a table");
        for (feature, row) in &rows {
            let mut scores = [10, 20];
            table.add(*feature, &mut scores);
            assert_eq!(scores, [10 + i16::from(row[0]), 21]);
        }
        let mut scores = [0, 0];
        table.add(12345, &mut scores);
        assert_eq!(scores, [0, 0]);
        assert!(KeyedTable::<3>::open(bytes).is_none());
    }
}
