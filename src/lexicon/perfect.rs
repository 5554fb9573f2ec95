//! The map for words that come in any order, half of them in the table: a hash has a single place, so that nothing is
//! guessed.

/// Buckets of the first step.
const BUCKETS: usize = 256;
/// Places that hashes have.
const BITS: u32 = 10;
/// Multipliers tried for a bucket.
const TRIES: u32 = 1 << 16;

/// A map from a word's hash to bits, where every key has a place of its own: the low bits of a hash choose a multiplier
/// under which no two keys meet ("hash and displace").
#[derive(Debug)]
pub struct PerfectMap {
    multipliers: [u32; BUCKETS],
    /// Free places hold no bits.
    places: [(u32, u32); 1 << BITS],
}

impl PerfectMap {
    /// A map of these hashes; a hash given twice has the bits of both. `None` if they are too many for the room.
    pub fn new(entries: impl IntoIterator<Item = (u32, u32)>) -> Option<Self> {
        let mut entries: Vec<(u32, u32)> = entries.into_iter().collect();
        entries.sort_unstable();
        entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 |= if same { next.1 } else { 0 };
            same
        });
        let mut buckets = vec![Vec::new(); BUCKETS];
        for entry in entries {
            buckets[entry.0 as usize % BUCKETS].push(entry);
        }
        let mut order: Vec<usize> = (0..BUCKETS).collect();
        order.sort_by_key(|&bucket| std::cmp::Reverse(buckets[bucket].len()));
        let mut map = Self {
            multipliers: [1; BUCKETS],
            places: [(0, 0); 1 << BITS],
        };
        let mut taken = [false; 1 << BITS];
        for bucket in order {
            let entries = &buckets[bucket];
            let free = |multiplier: &u32| {
                let mut places: Vec<usize> =
                    entries.iter().map(|e| place(e.0, *multiplier)).collect();
                places.sort_unstable();
                places.windows(2).all(|pair| pair[0] != pair[1])
                    && places.iter().all(|&place| !taken[place])
            };
            let multiplier = (0..TRIES)
                .map(|n| (2 * n + 1).wrapping_mul(SPREAD))
                .find(free)?;
            map.multipliers[bucket] = multiplier;
            for &entry in entries {
                let place = place(entry.0, multiplier);
                taken[place] = true;
                map.places[place] = entry;
            }
        }
        Some(map)
    }

    /// The bits of the word with this hash, none if it is not in the table. Branches nowhere.
    #[inline(always)]
    pub fn bits(&self, hash: u32) -> u32 {
        let multiplier = self.multipliers[hash as usize % BUCKETS];
        let (key, bits) = self.places[place(hash, multiplier)];
        bits & u32::from(key == hash).wrapping_neg()
    }
}

/// An odd number whose multiples spread well.
const SPREAD: u32 = 0x9e37_79b1;

#[inline(always)]
fn place(hash: u32, multiplier: u32) -> usize {
    (hash.wrapping_mul(multiplier) >> (u32::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_bits() {
        let hash = |n: u32| n.wrapping_mul(0x85eb_ca6b) ^ n << 7;
        let entries = (1..700).map(|n| (hash(n), n % 31 + 1));
        let map = PerfectMap::new(entries.chain([(hash(5), 32)])).expect("room");
        assert!((6..700).all(|n| map.bits(hash(n)) == n % 31 + 1));
        assert_eq!(map.bits(hash(5)), 6 | 32);
        assert!((1000..9000).all(|n| map.bits(hash(n)) == 0));
        assert!(PerfectMap::new((0..2000).map(|n| (hash(n), 1))).is_none());
    }
}
