//! When two blocks of a host are the same.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Hash of a block's letters and signs of writing, case folded, every run of digits as one sign: dates and counters
/// differ from page to page. `None` for a block without letters, which says too little.
pub(crate) fn block_hash(text: &str) -> Option<u64> {
    let mut hasher = FxHasher::default();
    let (mut letters, mut in_number) = (false, false);
    for c in text.chars() {
        let digit = c.is_numeric() || c == '#';
        if digit && !in_number {
            hasher.write_u32(u32::from('#'));
        } else if c.is_alphabetic() {
            letters = true;
            c.to_lowercase()
                .for_each(|c| hasher.write_u32(u32::from(c)));
        }
        // 1,204 and 12:04 are one number.
        in_number = digit || in_number && matches!(c, '.' | ',' | ':');
    }
    letters.then(|| hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::block_hash;

    #[test]
    fn numbers_case_and_marks_do_not_count() {
        let same = block_hash("1,204 Comments on this story");
        assert_eq!(same, block_hash("» 3 comments on this Story."));
        assert_ne!(same, block_hash("Comments on this story"));
        assert_eq!(block_hash("12 · 3"), None);
        assert!(block_hash("写真一覧").is_some());
    }
}
