//! Marks that tell something of the line they stand in.

use crate::text::chars;

/// Marks between the entries of menus, and arrows; angle quotes too, which are rare as such.
const SEPARATORS: [char; 15] = [
    '/', '<', '>', '|', '«', '·', '»', '•', '‹', '›', '←', '↑', '→', '↓', '▶',
];

/// Marks of addresses, money, times, code and small print.
const SIGNS: [char; 12] = ['#', '$', ':', '=', '@', '\\', '_', '{', '£', '¥', '©', '€'];

/// Whether it sets off the entries of a menu.
pub fn is_separator(c: char) -> bool {
    SEPARATORS.contains(&c)
}

/// All marks that tell something, dashes and double quotation marks included.
pub fn telling() -> impl Iterator<Item = char> {
    let found = (0..=0xffff).filter_map(char::from_u32);
    let found = found.filter(|&c| chars::is_dash(c) || chars::is_double_quote(c));
    SEPARATORS.into_iter().chain(SIGNS).chain(found)
}
