//! Latin letters without their accents.

/// The word in lower case, Latin letters without accents ("Ličen" is "licen"), ’ as '.
pub(super) fn fold_accents(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
            continue;
        }
        for c in c.to_lowercase() {
            match base(c) {
                "" => folded.push(c),
                letters => folded.push_str(letters),
            }
        }
    }
    folded
}

/// The plain letters of an accented lower-case one; "" for what stays (or is no letter).
fn base(c: char) -> &'static str {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' | 'ḥ' | 'ḫ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ṇ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        '’' | '‘' | 'ʼ' | 'ʻ' => "'",
        // Marks that stand alone after their letter, as some systems write them.
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::fold_accents;

    #[test]
    fn accents_fall_away() {
        for (word, plain) in [
            ("Ličen", "licen"),
            ("ZAHĀ", "zaha"),
            ("Øhav", "ohav"),
            ("O’Brien", "o'brien"),
        ] {
            assert_eq!(fold_accents(word), plain);
        }
    }
}
