//! Lines that give a measure and what of: the ingredients of a recipe.

use crate::document::{Block, Document};

/// Bytes of a line from which it is no ingredient.
const LONGEST: usize = 120;
/// Units by weight, volume and piece, in small letters without accents.
const UNITS: &[&str] = &[
    "bunch",
    "cl",
    "clove",
    "cloves",
    "colher",
    "colheres",
    "cucchiai",
    "cucchiaini",
    "cucharada",
    "cucharadas",
    "cucharaditas",
    "cuil",
    "cup",
    "cups",
    "cuillere",
    "cuilleres",
    "dag",
    "dl",
    "eetlepels",
    "essloffel",
    "g",
    "gr",
    "gram",
    "gramm",
    "grammes",
    "grams",
    "handful",
    "kg",
    "l",
    "lb",
    "lbs",
    "liter",
    "liters",
    "litre",
    "litres",
    "ml",
    "ounce",
    "ounces",
    "oz",
    "pinch",
    "pound",
    "pounds",
    "prise",
    "slice",
    "slices",
    "sprig",
    "sprigs",
    "stick",
    "sticks",
    "tablespoon",
    "tablespoons",
    "taza",
    "tazas",
    "tbsp",
    "teaspoon",
    "teaspoons",
    "tin",
    "tins",
    "tl",
    "tsp",
];

/// Whether a line begins with a number and a unit, and goes on.
pub(crate) fn is_measured(line: &Block, document: &Document) -> bool {
    let span = &line.span;
    // Most lines begin with a letter.
    let first = document.text.as_bytes().get(span.start);
    if first.is_none_or(u8::is_ascii_alphabetic) || span.len() > LONGEST {
        return false;
    }
    document.text.get(span.clone()).is_some_and(gives_measure)
}

fn gives_measure(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !line.starts_with(is_amount) {
        return false;
    }
    let rest = line.trim_start_matches(|c: char| is_amount(c) || " ,./–-".contains(c));
    // What a full stop follows is the number of an item.
    let amount = line[..line.len() - rest.len()].trim_end();
    if amount.ends_with(['.', ',']) {
        return false;
    }
    let unit = rest.split(|c: char| !c.is_alphabetic()).next();
    let unit = unit.unwrap_or_default();
    let goes_on = || rest[unit.len()..].contains(char::is_alphabetic);
    let known = UNITS.iter().any(|known| unit.eq_ignore_ascii_case(known));
    known && goes_on()
}

fn is_amount(c: char) -> bool {
    c.is_ascii_digit() || is_fraction(c)
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅞')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ingredient_is_a_number_a_unit_and_a_thing() {
        for line in [
            "180 g butter",
            "½ teaspoon fine salt",
            "• 2–3 tbsp. demerara sugar",
            "1 1/2 cups flour",
            "200g flour",
        ] {
            assert!(gives_measure(line), "{line}");
        }
        for line in [
            "3 eggs",
            "12 comments",
            "5 min read",
            "200 g",
            "2 cans",
            "g 20 butter",
            "",
            "• ",
        ] {
            assert!(!gives_measure(line), "{line}");
        }
    }
}
