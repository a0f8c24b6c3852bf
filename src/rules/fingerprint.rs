//! Which rules decided, in a number.

use std::fmt;

/// Tells sets of rules apart: equal for equal packs, weights and switched-off rules, on every machine. Shown as 16
/// hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Of these texts in their order: FNV-1a over each and its length.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (basis, prime) = (0xcbf2_9ce4_8422_2325_u64, 0x0100_0000_01b3);
        let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(prime);
        Self(texts.into_iter().fold(basis, |hash, text| {
            let length = (text.len() as u64).to_le_bytes();
            let bytes = text.bytes().chain(length);
            bytes.fold(hash, add)
        }))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    #[test]
    fn it_changes_with_the_rules_and_with_nothing_else() {
        let of = |cleaner: Cleaner| cleaner.fingerprint().to_string();
        let default = of(Cleaner::default());
        assert_eq!(default.len(), 16);
        assert_eq!(
            of(Cleaner::builder().max_bytes(7).build().unwrap()),
            default
        );
        let disabled = Cleaner::builder().disable("en/comment-form").build();
        let added = Cleaner::builder()
            .rule_pack("schema = 1\nlanguage = \"en\"")
            .build();
        let others = [of(disabled.unwrap()), of(added.unwrap())];
        assert!(!others.contains(&default) && others[0] != others[1]);
    }
}
