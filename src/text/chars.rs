//! Character classes of news text: quotation marks, dashes, line ends.

/// Whether `c` ends a line: LF, VT, FF, CR, NEL, U+2028, U+2029 (CRLF counts as one end).
pub fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Double quotation marks, angle quotes included.
pub fn is_double_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Single quotation marks; an apostrophe looks the same.
pub fn is_single_quote(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`')
}

/// Any quotation mark.
pub fn is_quote(c: char) -> bool {
    is_double_quote(c) || is_single_quote(c)
}

/// Dashes that join or set off: hyphen, en dash, em dash, bar, minus.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// Opening brackets.
pub fn is_open_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{')
}

/// Closing brackets.
pub fn is_close_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}')
}

/// Marks that end a sentence.
pub fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}
