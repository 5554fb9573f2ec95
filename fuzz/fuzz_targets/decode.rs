//! Any bytes either decode or are refused; what decodes can be read as text.
#![no_main]

use analyze::text::{Text, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(decoded) = decode(bytes.to_vec(), None) {
        let text = Text::from_decoded(decoded);
        for token in &text.tokens {
            assert!(!text.token(token).is_empty());
        }
    }
});
