//! Weights keyed by feature: a record holds rows of `L` weights for the slots in which what its key names was seen.
//!
//! A word counts for itself, for its neighbours and for the run beside it; one look finds its rows for all of these. Keys are
//! 32-bit hashes kept whole: what was never trained finds no record (but for one key in some ten thousand by chance), because
//! words unseen in training are the rule in news and must not borrow weights.
//!
//! Layout, little-endian: magic `REC1`, rows of the dense part (u32), places (u32), records' rows (u32); the dense part's rows;
//! per place a key (u32, 0 = free) and a u32 of the first row (low 20 bits) and the slots filled (high 12 bits); the records'
//! rows, each record's in slot order. Weights are i8. A key's place is its mixed bits scaled to the number of places;
//! collisions go to the next place.

const MAGIC: &[u8; 4] = b"REC1";
const HEADER: usize = 16;
const ROW_BITS: u32 = 20;

/// Dense rows, addressed by number, and records, addressed by key; read in place.
#[derive(Clone, Copy, Debug)]
pub struct Records<const L: usize> {
    dense: &'static [[u8; L]],
    places: &'static [[u8; 8]],
    rows: &'static [[u8; L]],
}

/// Adds a row of weights to the scores.
#[inline]
#[allow(clippy::needless_range_loop)] // by index the compiler knows the length and adds all labels at once
fn add<const L: usize>(row: &[u8; L], scores: &mut [i16; L]) {
    // Read as a whole and written as a whole: then nothing in between can be the other's.
    let (row, mut sums) = (*row, *scores);
    for l in 0..L {
        sums[l] += i16::from(row[l] as i8);
    }
    *scores = sums;
}

impl<const L: usize> Records<L> {
    /// Opens an embedded table; `None` where the bytes are none of `L` labels (a test opens each that ships).
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEADER)?;
        let number = |at: usize| -> Option<usize> {
            Some(u32::from_le_bytes(head.get(at..at + 4)?.try_into().ok()?) as usize)
        };
        let (dense, places, rows) = (number(4)?, number(8)?, number(12)?);
        let (dense, rest) = rest.split_at_checked(dense * L)?;
        let (places, rest) = rest.split_at_checked(places * 8)?;
        (head.starts_with(MAGIC) && !places.is_empty() && rest.len() == rows * L).then_some(Self {
            dense: dense.as_chunks().0,
            places: places.as_chunks().0,
            rows: rest.as_chunks().0,
        })
    }

    /// Number of dense rows.
    pub fn dense_rows(&self) -> usize {
        self.dense.len()
    }

    /// Adds the weights of a dense row.
    #[inline]
    pub fn add_dense(&self, row: u32, scores: &mut [i16; L]) {
        if let Some(row) = self.dense.get(row as usize) {
            add(row, scores);
        }
    }

    /// Adds the weights of a key's record to the scores of the slots that it fills.
    #[inline]
    pub fn add_record<const S: usize>(&self, key: u32, scores: &mut [[i16; L]; S]) {
        let mut at = place(key, self.places.len());
        let (mut row, mut slots) = loop {
            let Some(&[a, b, c, d, e, f, g, h]) = self.places.get(at) else {
                return;
            };
            match u32::from_le_bytes([a, b, c, d]) {
                0 => return,
                k if k == key.max(1) => {
                    let record = u32::from_le_bytes([e, f, g, h]);
                    break (
                        (record & ((1 << ROW_BITS) - 1)) as usize,
                        record >> ROW_BITS,
                    );
                }
                _ => {
                    at = if at + 1 == self.places.len() {
                        0
                    } else {
                        at + 1
                    }
                }
            }
        };
        while slots != 0 {
            let slot = slots.trailing_zeros() as usize;
            if let (Some(weights), Some(scores)) = (self.rows.get(row), scores.get_mut(slot)) {
                add(weights, scores);
            }
            row += 1;
            slots &= slots - 1;
        }
    }
}

/// Where a key is looked for first.
#[inline]
fn place(key: u32, places: usize) -> usize {
    (u64::from(key.max(1).wrapping_mul(0x9e37_79b1)) * places as u64 >> 32) as usize
}

/// The bytes of a table, for the trainer: the dense rows, and rows by key and slot, sorted; about `load` of the places are taken.
pub fn encode_records<const L: usize>(
    dense: &[[i8; L]],
    rows: &[((u32, u8), [i8; L])],
    load: f64,
) -> Vec<u8> {
    let mut records: Vec<(u32, u32)> = Vec::new();
    for (i, ((key, slot), _)) in rows.iter().enumerate() {
        let bit = 1 << (ROW_BITS + u32::from(*slot));
        match records.last_mut() {
            Some((last, record)) if *last == (*key).max(1) => *record |= bit,
            _ => records.push(((*key).max(1), i as u32 | bit)),
        }
    }
    let count = ((records.len() as f64 / load) as usize).max(records.len() + 1);
    let mut places = vec![(0u32, 0u32); count];
    for &(key, record) in &records {
        let mut at = place(key, count);
        while places[at].0 != 0 {
            at = (at + 1) % count;
        }
        places[at] = (key, record);
    }
    let mut out = MAGIC.to_vec();
    for number in [dense.len(), count, rows.len()] {
        out.extend((number as u32).to_le_bytes());
    }
    out.extend(dense.iter().flatten().map(|&w| w as u8));
    for (key, record) in places {
        out.extend(key.to_le_bytes());
        out.extend(record.to_le_bytes());
    }
    out.extend(rows.iter().flat_map(|(_, row)| row).map(|&w| w as u8));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_the_trainer_writes_and_nothing_else() {
        let mut rows: Vec<((u32, u8), [i8; 2])> = (1..200u32)
            .flat_map(|i| {
                let key = i.wrapping_mul(0x9e37_79b1);
                [((key, 0), [i as i8, 1]), ((key, 2), [3, i as i8])]
            })
            .collect();
        rows.sort();
        let bytes: &'static [u8] = encode_records(&[[1, 2], [3, 4]], &rows, 0.8).leak();
        let table = Records::<2>::open(bytes).expect("a table");
        for i in 1..200u32 {
            let mut scores = [[10, 20]; 3];
            table.add_record(i.wrapping_mul(0x9e37_79b1), &mut scores);
            let weight = i16::from(i as i8);
            assert_eq!(scores, [[10 + weight, 21], [10, 20], [13, 20 + weight]]);
        }
        let mut scores = [[0, 0]; 3];
        table.add_record(12345, &mut scores);
        assert_eq!(scores, [[0, 0]; 3]);
        table.add_dense(1, &mut scores[0]);
        table.add_dense(2, &mut scores[0]);
        assert_eq!(scores[0], [3, 4]);
        assert!(Records::<3>::open(bytes).is_none());
    }
}
