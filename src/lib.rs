pub mod lexicon;
pub mod text;
