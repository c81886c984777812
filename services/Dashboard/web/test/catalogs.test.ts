// The catalogs of all languages have the same messages, and every message can be formatted.
import { type AnyDesc, type DescField, type DescMessage } from "@bufbuild/protobuf";
import { IntlMessageFormat } from "intl-messageformat";
import seeds from "../../../../seeds/states.json" with { type: "json" };
import { afterEach, describe, expect, test } from "vitest";
import { formatAge, formatDate, formatDays } from "../src/dates.ts";
import * as assumptions from "@kosovonato/client/assumptions/v1";
import * as milestones from "@kosovonato/client/milestones/v1";
import * as recognitions from "@kosovonato/client/recognitions/v1";
import * as recommendations from "@kosovonato/client/recommendations/v1";
import { joinFew, statusLabel } from "../src/labels.ts";
import { languageFor } from "../src/language.ts";
import { joinAnd, rich, setLanguage, stateName, t, term, type Catalog, type Language } from "../src/messages.ts";
import { english } from "../src/messages/en.ts";
import { here, parse, to, toCountry } from "../src/router.ts";
import { catalog as albanian } from "../src/messages/sq.ts";
import { catalog as serbian } from "../src/messages/sr-Latn.ts";

const catalogs: Record<Exclude<Language, "en">, Catalog> = { sq: albanian, "sr-Latn": serbian };
const all = Object.entries({ en: english as Record<string, string>, sq: albanian.texts, "sr-Latn": serbian.texts });

afterEach(() => setLanguage("en"));

interface Part {
  type: number;
  value: string;
  options?: Record<string, { value: Part[] }>;
  children?: Part[];
  pluralType?: string;
}

const partsOf = (text: string, language: string): Part[] =>
  new IntlMessageFormat(text, language).getAst() as unknown as Part[];

/** All parts of a message, those of its plural forms included. */
function flat(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => [
    part,
    ...flat(part.children ?? []),
    ...Object.values(part.options ?? {}).flatMap((option) => flat(option.value)),
  ]);
}

const [literal, pound] = [0, 7];
const placeholders = (parts: readonly Part[]) =>
  [...new Set(flat(parts).filter(({ type }) => type !== literal && type !== pound).map(({ value }) => value))].sort();

describe.each(all)("the catalog %s", (language, texts) => {
  test("has every message, and no other", () => expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort()));

  test("has the placeholders of English, and the plural forms of the language", () => {
    for (const [key, text] of Object.entries(texts)) {
      const parts = partsOf(text!, language);
      expect(placeholders(parts), key).toEqual(placeholders(partsOf((english as Record<string, string>)[key]!, "en")));
      for (const { options, pluralType } of flat(parts).filter((one) => one.pluralType)) {
        const categories = new Intl.PluralRules(language, { type: pluralType as "cardinal" }).resolvedOptions().pluralCategories;
        expect(Object.keys(options!).filter((one) => !one.startsWith("=")).sort(), key).toEqual([...categories].sort());
      }
    }
  });

  test("can format every message", () => {
    setLanguage(language as Language, language === "en" ? undefined : catalogs[language as "sq"]);
    for (const [key, text] of Object.entries(texts)) {
      const names = flat(partsOf(text!, language)).filter(({ type }) => type !== literal && type !== pound);
      for (const count of [0, 1, 2, 5, 21]) {
        // Types 2 and 6 are numbers and plurals, and type 8 is a tag.
        const values = Object.fromEntries(
          names.map(({ type, value }) => [value, type === 8 ? (inner: unknown) => inner : type === 2 || type === 6 ? count : "x"]),
        );
        const isRich = names.some(({ type }) => type === 8);
        const shown = isRich ? String(rich(key as "page.name", values as never)) : t(key as "page.name", values as never);
        expect(shown, key).not.toMatch(/[{}]|undefined|NaN/);
      }
    }
  });
});

/** The terms that a reader can meet: the fields and enum values of all resources, and the values that reads return. */
function contractTerms(): Set<string> {
  const terms = new Set<string>();
  const seen = new Set<DescMessage>();
  const visit = (message: DescMessage) => {
    if (seen.has(message) || message.typeName.startsWith("google.")) {
      return;
    }

    seen.add(message);
    for (const field of message.fields as readonly DescField[]) {
      terms.add(field.name);
      field.enum?.values.forEach(({ localName }) => terms.add(localName));
      if (field.message) {
        visit(field.message);
      }
    }
  };
  visit(recognitions.RecognitionsResourceSchema);
  visit(milestones.MilestonesResourceSchema);
  visit(recommendations.RecommendationsResourceSchema);
  const files = /(assumptions|filters|recognitions\/v1\/reads)$/;
  for (const module of [recognitions, milestones, recommendations, assumptions]) {
    for (const one of Object.values<AnyDesc | object>(module)) {
      if ("kind" in one && one.kind === "enum" && files.test(one.file.name)) {
        one.values.forEach(({ localName }) => terms.add(localName));
      }
    }
  }

  return terms;
}

test.each(Object.entries(catalogs))("the catalog %s has every term of the contracts", (_, { terms }) =>
  expect([...contractTerms()].filter((one) => !Object.hasOwn(terms, one))).toEqual([]),
);

// The seeds hold every state with a code.
const codes = [...new Set(JSON.stringify(seeds).match(/(?<="states\/)[A-Z]{2}(?=")/g))];

test("every recorded state has a name in Albanian and in Serbian", () => {
  expect(codes.length).toBeGreaterThan(190);
  for (const [language, catalog] of Object.entries(catalogs)) {
    setLanguage(language as Language, catalog);
    expect(codes.filter((code) => stateName(code, "") === "")).toEqual([]);
  }
});

test("names of states follow the language, and fall back to the recorded name", () => {
  expect(stateName("DE", "Germany")).toBe("Germany");
  setLanguage("sq", albanian);
  expect([stateName("DE", "Germany"), stateName("XK", "Kosovo"), stateName("QQ", "Nowhere")]).toEqual(["Gjermani", "Kosovë", "Nowhere"]);
  setLanguage("sr-Latn", serbian);
  expect([stateName("DE", "Germany"), stateName("XK", "Kosovo")]).toEqual(["Nemačka", "Kosovo"]);
});

test("dates, counts and labels follow the language at once", () => {
  expect([formatDate("2008-02-17"), formatAge(120_000), statusLabel[recognitions.RecognitionStatus.RECOGNIZED]]).toEqual([
    "17 February 2008",
    "2 minutes",
    "Recognizes",
  ]);
  setLanguage("sq", albanian);
  const recognized = statusLabel[recognitions.RecognitionStatus.RECOGNIZED];
  expect([formatDate("2008-02"), formatAge(3_600_000 * 2), recognized, term("IN_PROGRESS")]).toEqual([
    "shkurt 2008",
    "2 orë",
    "Njeh",
    "në vazhdim",
  ]);
  setLanguage("sr-Latn", serbian);
  expect([formatDate("2008-02-17"), formatDays(21), formatDays(2), formatDays(5), formatDays(5516)]).toEqual([
    "17. februara 2008",
    "21 dan",
    "2 dana",
    "5 dana",
    "15,1 godina",
  ]);
  expect([joinAnd(["a", "b", "c"]), joinFew(["a", "b", "c", "d"], 2)]).toEqual(["a, b i c", "a, b i još 2"]);
});

test.each([
  ["", "", ["de", "sq-XK", "en"], "sq"],
  ["", "", ["sr-RS"], "sr-Latn"],
  ["", "", ["sr-Cyrl"], "sr-Latn"],
  ["", "", ["de", "fr"], "en"],
  ["", "sq", ["en"], "sq"],
  ["sr-Latn", "sq", ["en"], "sr-Latn"],
  ["en", "sq", ["sq"], "en"],
  ["xx", "", ["sq"], "sq"],
])("with %j in the address, %j chosen before and %j in the browser, the page is in %s", (address, choice, browser, language) =>
  expect(languageFor(address, choice, browser)).toBe(language),
);

test("links to other views keep the language of the address", () => {
  const route = parse("#/changes?q=x&as_of=2012-01-01&lang=sq");
  expect([to(route, "recognitions"), toCountry(route, "ES"), here(route, { lang: "en" })]).toEqual([
    "#/recognitions?as_of=2012-01-01&lang=sq",
    "#/countries/ES?as_of=2012-01-01&lang=sq",
    "#/changes?q=x&as_of=2012-01-01&lang=en",
  ]);
});
