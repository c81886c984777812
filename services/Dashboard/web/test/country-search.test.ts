import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { fold, namesOf, search, searchable } from "../src/country-search.ts";
import { StateSchema } from "@kosovonato/client/recognitions/v1";
import { format, here, parse, to, toCountry } from "../src/router.ts";

const recorded = [
  ["CI", "CIV", "Côte d'Ivoire"],
  ["CZ", "CZE", "Czech Republic"],
  ["DE", "DEU", "Germany"],
  ["ES", "ESP", "Spain"],
  ["GB", "GBR", "United Kingdom"],
  ["GE", "GEO", "Georgia"],
  ["GR", "GRC", "Greece"],
  ["HR", "HRV", "Croatia"],
  ["AE", "ARE", "United Arab Emirates"],
  ["SA", "SAU", "Saudi Arabia"],
] as const;
const countries = searchable(
  recorded.map(([code, alpha3, displayName]) => create(StateSchema, { name: `states/${code}`, alpha3, displayName })),
);

test.each([
  ["the recorded name", "czech rep", "CZ"],
  ["the English name", "Czechia", "CZ"],
  ["the Albanian name", "Gjermani", "DE"],
  ["the Albanian name without its accents", "kroaci", "HR"],
  ["the Albanian name in another case", "Spanja", "ES"],
  ["the Serbian name", "Španija", "ES"],
  ["the Serbian name without its accents", "spanija", "ES"],
  ["the Serbian name in Cyrillic script", "Грчка", "GR"],
  ["a short name", "UK", "GB"],
  ["an Albanian short name", "MB", "GB"],
  ["the two-letter code", "gr", "GR"],
  ["the three-letter code", "CIV", "CI"],
  ["a name with another apostrophe", "cote d’ivoire", "CI"],
])("a country is found by %s", (_, text, code) => expect(search(countries, text)[0]).toBe(code));

test("a code is a better match than the beginning of a name", () => expect(search(countries, "ge")[0]).toBe("GE"));
test("a later word of a name matches", () => expect(search(countries, "arab")).toEqual(["SA", "AE"]));
test("the middle of a word does not match", () => expect(search(countries, "ermany")).toEqual([]));
test("an empty query matches every country", () => expect(search(countries, " ")).toHaveLength(recorded.length));
test("letters without a decomposition are folded too", () => expect(fold("Đ Ł Ø-ß")).toBe("dj l o ss"));

test("a state has its names in every language of the page", () =>
  expect(namesOf(create(StateSchema, { name: "states/GR", alpha3: "GRC", displayName: "Hellas" }))).toEqual(
    expect.arrayContaining(["GR", "GRC", "Hellas", "Greece", "Greqi", "Grčka"]),
  ));

test.each(["#/countries/ES", "#/countries", "#/countries/ES?as_of=2012-01-01&fact=states/ES"])("the address %s stays as it is", (hash) =>
  expect(format(parse(hash))).toBe(hash),
);
test("the address of a country names it", () => expect(parse("#/countries/ES")).toEqual({ view: "countries", id: "ES", params: {} }));
test("a panel opens over the page of the country", () =>
  expect(here(parse("#/countries/ES"), { fact: "states/ES" })).toBe("#/countries/ES?fact=states/ES"));
test("a link to another view leaves the country", () =>
  expect(to(parse("#/countries/ES?as_of=2012-01-01"), "milestones")).toBe("#/milestones?as_of=2012-01-01"));
test("a link to a country keeps only the time", () =>
  expect(toCountry(parse("#/ballots?as_of=2012-01-01&ballot=x"), "AL")).toBe("#/countries/AL?as_of=2012-01-01"));
test("a damaged address of a country is no error", () => expect(parse("#/countries/%E").id).toBe("%E"));
