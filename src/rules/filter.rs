//! Sets of hashes that now and then take in one that is not their own: asked before a table is.

/// Bits of a filter for each hash, and at most.
const BITS: usize = 16;
const FILTER_BITS: usize = 1 << 16;

/// A filter that is no larger than it must be: all that are in use are asked for every line, and stay near only if they
/// are small.
#[derive(Debug, Clone)]
pub(super) struct Filter {
    words: Box<[u64]>,
    shift: u32,
}

impl Filter {
    pub(super) fn of(hashes: &[u64]) -> Self {
        let size = (hashes.len() * BITS).next_power_of_two();
        let words = size.clamp(128, FILTER_BITS) / 64;
        let mut filter = Self {
            words: vec![0; words].into(),
            shift: 64 - words.trailing_zeros(),
        };
        for &hash in hashes {
            let at = filter.place(hash);
            if let Some(word) = filter.words.get_mut(at) {
                *word |= Self::bits(hash);
            }
        }
        filter
    }

    pub(super) fn has(&self, hash: u64) -> bool {
        let bits = Self::bits(hash);
        let word = self.words.get(self.place(hash));
        word.is_some_and(|word| word & bits == bits)
    }

    #[allow(clippy::cast_possible_truncation)] // the top bits
    fn place(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    /// Two bits of one number: of two numbers, one might be far away.
    fn bits(hash: u64) -> u64 {
        1 << (hash & 63) | 1 << (hash >> 6 & 63)
    }
}

/// A filter of one size, for what is asked of every token.
#[derive(Debug)]
pub(super) struct Sieve(Box<[u64; SIEVE]>);

/// Numbers of 64 bits in it: some twenty bits for each phrase that may stand anywhere.
const SIEVE: usize = 1 << SIEVE_BITS;
const SIEVE_BITS: u32 = 8;

impl Sieve {
    pub(super) fn of(hashes: impl Iterator<Item = u64>) -> Self {
        let mut sieve = Self(Box::new([0; SIEVE]));
        hashes.for_each(|hash| sieve.0[Self::place(hash)] |= Self::bit(hash));
        sieve
    }

    #[inline]
    pub(super) fn has(&self, hash: u64) -> bool {
        self.0[Self::place(hash)] & Self::bit(hash) != 0
    }

    #[allow(clippy::cast_possible_truncation)] // the top bits
    fn place(hash: u64) -> usize {
        (hash >> (64 - SIEVE_BITS)) as usize
    }

    fn bit(hash: u64) -> u64 {
        1 << (hash & 63)
    }
}
