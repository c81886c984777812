import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { csv } from "../src/csv.ts";
import { dateRange, formatDate, formatDays, isDay } from "../src/dates.ts";
import { AssumptionSchema } from "@kosovonato/client/assumptions/v1";
import { idOf } from "../src/resource-names.ts";
import { format, here, parse, to } from "../src/router.ts";
import { formatAssumptions, parseAssumptions, toggleAssumption } from "../src/assumptions.ts";
import { assumptionsLabel, joinFew } from "../src/labels.ts";

test.each([
  ["2012", "2012"],
  ["2008-02", "February 2008"],
  ["2008-02-07", "7 February 2008"],
  ["", ""],
])("%j is shown as precisely as it is recorded", (date, words) => expect(formatDate(date)).toBe(words));

test.each([
  ["2012", "2012-01-01", "2012-12-31"],
  ["2008-02", "2008-02-01", "2008-02-29"],
  ["2008-12", "2008-12-01", "2008-12-31"],
  ["2008-02-17", "2008-02-17", "2008-02-17"],
])("%s can mean the days from %s to %s", (date, first, last) => expect(dateRange(date)).toEqual([Date.parse(first), Date.parse(last)]));

test("an empty date has no range", () => expect(dateRange("")).toBeUndefined());
test.each([
  ["2008-02-29", true],
  ["2009-02-29", false],
  ["2008-02", false],
  ["x", false],
])("%s is a day: %s", (text, is) => expect(isDay(text)).toBe(is));
test.each([
  [266, "266 days"],
  [5516, "15.1 years"],
])("%d days are shown as %s", (days, words) => expect(formatDays(days)).toBe(words));

test("CSV quotes cells where needed, and no cell is a formula", () =>
  expect(
    csv([
      { name: 'a "b", c', count: -3, note: "=1+1" },
      { name: "line\nbreak", count: 5n, more: true },
    ]),
  ).toBe('name,count,note,more\r\n"a ""b"", c",-3,\'=1+1,\r\n"line\nbreak",5,,true\r\n'));

test("an address that is parsed and formatted stays the same", () => {
  const route = {
    view: "what-if" as const,
    params: { as_of: "2012-01-01", suppose: "GR, SK & “X” recognize", fact: "recognitions/AL-XK" },
  };
  expect(parse(format(route))).toEqual(route);
});
test("an unknown address leads to the overview", () => expect(parse("#/nowhere?x=1")).toEqual({ view: "overview", params: { x: "1" } }));
test("a link to another view keeps only the time", () =>
  expect(to(parse("#/changes?as_of=2012-01-01&q=x"), "recognitions")).toBe("#/recognitions?as_of=2012-01-01"));
test("an empty parameter is left out", () =>
  expect(here(parse("#/recognitions?q=x&fact=states/AL"), { fact: "" })).toBe("#/recognitions?q=x"));

const nameIndex = {
  states: new Map([
    ["gr", "GR"],
    ["greece", "GR"],
    ["sk", "SK"],
    ["ba", "BA"],
    ["bosnia and herzegovina", "BA"],
    ["trinidad and tobago", "TT"],
  ]),
  organizations: new Set(["nato"]),
  milestones: new Set(["path-pfp"]),
};
const facts = (text: string) => parseAssumptions(text, nameIndex).assumptions.map(({ fact }) => fact);

test.each([
  "GR and SK recognize",
  "Greece, SK recognize",
  "GR recognizes; SK recognises",
  "GR recognizes and SK recognizes",
  "GR recognizes, SK recognizes",
])("%j is two recognitions", (text) => {
  expect(parseAssumptions(text, nameIndex).problems).toEqual([]);
  expect(facts(text)).toMatchObject([
    { case: "recognition", value: { recognizer: "GR", subject: "XK", status: 3 } },
    { case: "recognition", value: { recognizer: "SK" } },
  ]);
});
test("a name that contains “and” is one state", () =>
  expect(facts("Bosnia and Herzegovina and GR recognize")).toMatchObject([
    { value: { recognizer: "BA" } },
    { value: { recognizer: "GR" } },
  ]));
test("positions, withdrawals, memberships and milestones can be assumed", () =>
  expect(facts("GR does not object to nato GRANT_MAP; SK withdraws; BA joins nato; path-pfp achieved")).toMatchObject([
    { case: "position", value: { state: "GR", organization: "organizations/nato", decision: "GRANT_MAP", stance: 2 } },
    { case: "recognition", value: { recognizer: "SK", status: 6 } },
    { case: "membership", value: { state: "BA", organization: "organizations/nato", ended: false } },
    { case: "milestone", value: { milestone: "milestones/path-pfp", status: 4 } },
  ]));
test.each([
  ["QQ recognizes", "QQ"],
  ["GR joins asean", "asean"],
  ["nothing achieved", "nothing"],
  ["GR dances", "GR dances"],
])("%j is rejected with a hint", (text, named) => {
  const { assumptions, problems } = parseAssumptions(text, nameIndex);
  expect(assumptions).toEqual([]);
  expect(problems.join()).toContain(`“${named}”`);
  expect(problems.join()).toContain("Enter");
});

test.each([
  "GR recognizes, SK recognizes",
  "BA does not object to nato GRANT_MAP",
  "GR supports nato GRANT_MAP",
  "GR withdraws, SK does not recognize",
  "BA joins nato, SK leaves nato",
  "nato adopts GRANT_MAP",
  "path-pfp achieved",
])(
  "%j is formatted as it was parsed",
  (text) => expect(formatAssumptions(parseAssumptions(text, nameIndex).assumptions)).toBe(text),
);
test("assumptions are formatted completely or not at all", () =>
  expect(formatAssumptions([...parseAssumptions("GR recognizes", nameIndex).assumptions, create(AssumptionSchema)])).toBe(""));
test.each([
  ["GR recognizes", "SK recognizes", "GR recognizes, SK recognizes"],
  ["GR recognizes, SK recognizes", "GR recognizes", "SK recognizes"],
  ["GR withdraws, path-pfp achieved", "GR recognizes", "path-pfp achieved, GR recognizes"],
  ["GR objects to nato GRANT_MAP", "GR supports nato GRANT_MAP", "GR supports nato GRANT_MAP"],
  ["GR recognizes", "GR recognizes", ""],
])("%j with %j selected becomes %j", (text, one, result) =>
  expect(
    toggleAssumption(parseAssumptions(text, nameIndex).assumptions, parseAssumptions(one, nameIndex).assumptions[0]!),
  ).toBe(result),
);

test("assumptions with the same verb are combined", () =>
  expect(assumptionsLabel(parseAssumptions("GR and SK recognize; BA withdraws", nameIndex).assumptions, (code) => code)).toBe(
    "GR and SK recognize and BA withdraws recognition",
  ));
test("an empty assumption has an empty label", () => expect(assumptionsLabel([create(AssumptionSchema)], String)).toBe(""));
test.each([
  ["organizations/nato", "nato"],
  ["organizations/nato/memberships/AL", "AL"],
  ["AL", "AL"],
  ["", ""],
])("the ID of %j is %j", (name, id) => expect(idOf(name)).toBe(id));
test("long lists are cut", () => expect(joinFew(["a", "b", "c", "d"], 2)).toBe("a, b and 2 others"));
