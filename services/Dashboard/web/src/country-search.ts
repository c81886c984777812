// Finds countries by the names and short names that CLDR has in the languages of the page, by the recorded name, and by code.
import names from "./gen/country-names.json" with { type: "json" };
import type { State } from "@kosovonato/client/recognitions/v1";
import { idOf } from "./resource-names.ts";

export interface SearchableCountry {
  code: string;
  /** The folded names and codes. The words of each are separated by single spaces. */
  terms: readonly string[];
}

const letters = new Map(Object.entries({ đ: "dj", ł: "l", ø: "o", ß: "ss", æ: "ae", œ: "oe", ı: "i" }));
// Serbian is also written in Cyrillic script, letter by letter the same.
const cyrillic =
  "а a б b в v г g д d ђ dj е e ж z з z и i ј j к k л l љ lj м m н n њ nj о o п p р r с s т t ћ c у u ф f х h ц c ч c џ dz ш s";
for (const [, from, to] of cyrillic.matchAll(/(\S+) (\S+)/g)) {
  letters.set(from!, to!);
}

/** "Côte d’Ivoire" becomes "cote d ivoire": without case, accents and punctuation, and in Latin letters. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z]/g, (letter) => letters.get(letter) ?? letter)
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();

const byLanguage: readonly Readonly<Record<string, readonly string[]>>[] = Object.values(names);

/** The codes of a state, its recorded name, and its names in the languages of the page. */
export function namesOf(state: State): string[] {
  const code = idOf(state.name);
  return [code, state.alpha3, state.displayName, ...byLanguage.flatMap((one) => one[code] ?? [])];
}

export function searchable(states: readonly State[]): SearchableCountry[] {
  return states.map((state) => ({
    code: idOf(state.name),
    terms: [...new Set(namesOf(state).map(fold).filter((term) => term !== ""))],
  }));
}

/**
 * The codes of the countries that match, best first: a code or a whole name, then the beginning of a name, then of a later word. Albanian
 * changes the end of a name with its case ("Spanjë", "Spanja"), so a final vowel is ignored if nothing matches otherwise.
 */
export function search(countries: readonly SearchableCountry[], text: string): string[] {
  const query = fold(text);
  const found = matches(countries, query);
  const stem = query.replace(/[aeiou]$/, "");
  return found.length > 0 || stem.length < 3 ? found : matches(countries, stem);
}

function matches(countries: readonly SearchableCountry[], query: string): string[] {
  const rank = ({ terms }: SearchableCountry): number =>
    terms.includes(query)
      ? 0
      : terms.some((term) => term.startsWith(query))
        ? 1
        : terms.some((term) => term.includes(` ${query}`))
          ? 2
          : Number.POSITIVE_INFINITY;
  return countries
    .map((one) => ({ code: one.code, rank: rank(one) }))
    .filter((one) => Number.isFinite(one.rank))
    .sort((a, b) => a.rank - b.rank)
    .map((one) => one.code);
}
