import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { daysOf, indicatorChart, rowsOf, stepOn, strictRule } from "../src/chart-data.ts";
import { ClaimRank } from "@kosovonato/client/evidence/v1";
import { IndicatorSchema } from "@kosovonato/client/milestones/v1";
import {
  ActKind,
  CountingRuleSchema,
  MembershipRole,
  MembershipSchema,
  RecognitionSchema,
  WithdrawalPolicy,
} from "@kosovonato/client/recognitions/v1";
import { apart } from "../src/line-chart.tsx";
import { nextDay, previousDay } from "../src/playback.tsx";

const member = (code: string, validFrom: string, validTo = "") =>
  create(MembershipSchema, {
    name: `organizations/nato/memberships/${code}`,
    periods: [{ role: MembershipRole.MEMBER, validFrom, validTo }],
  });
const recognizes = (recognizer: string, date: string) =>
  create(RecognitionSchema, { recognizer, subject: "XK", acts: [{ kind: ActKind.GRANTED, date }] });
const rules = [
  create(CountingRuleSchema, {
    name: strictRule,
    countedActKinds: [ActKind.GRANTED],
    withdrawalPolicy: WithdrawalPolicy.COUNTED_BY_THIRD_PARTIES,
  }),
];
const facts = {
  states: [],
  recognitions: [recognizes("AA", "2009-03"), recognizes("BB", "2008-02-18"), recognizes("CC", "2008-02-18")],
  memberships: [member("AA", "1949-04-04"), member("BB", "2004-03-29", "2015-12-31"), member("DD", "2010")],
};
const indicator = (id: string) =>
  create(IndicatorSchema, {
    name: `indicators/${id}`,
    displayName: id,
    unit: "states",
    observations: [
      { id: "o1", period: "2020", value: 67, rank: ClaimRank.NORMAL },
      { id: "o2", period: "2020", value: 69, rank: ClaimRank.PREFERRED },
      { id: "o3", period: "2019-05-01", value: 60, rank: ClaimRank.PREFERRED },
      { id: "o4", period: "2028", value: 100, qualifier: "plan, active", rank: ClaimRank.PREFERRED },
      { id: "o5", period: "", value: 1, rank: ClaimRank.PREFERRED },
    ],
  });
const chartOf = (id: string) => indicatorChart(indicator(id), rules, "XK", facts, "2020-01-01");

test("an indicator's chart has its dated values in order, with competing claims and plans", () => {
  const { points, lines } = chartOf("budget");
  expect(lines).toEqual([]);
  expect(points.map(({ value, rank, isPlan }) => [value, rank === ClaimRank.PREFERRED, isPlan])).toEqual([
    [60, true, false],
    [67, false, false],
    [69, true, false],
    [100, true, true],
  ]);
});

test("the members of an organization are a line in steps, computed from the memberships", () => {
  const [line] = chartOf("nato-members").lines;
  expect(line!.steps.map(({ day, count }) => [day, count])).toEqual([
    ["1949-04-04", 1],
    ["2004-03-29", 2],
    ["2010-01-01", 3],
    ["2016-01-01", 2],
  ]);
  expect(stepOn(line!, "2015-12-31")?.count).toBe(3);
  expect(stepOn(line!, "1949-04-03")).toBeUndefined();
});

test("only members count as recognizing members, from the day on which they are both", () => {
  const [line] = chartOf("nato-recognizers").lines;
  expect(line!.steps.map(({ day, added, removed }) => [day, added, removed])).toEqual([
    ["2008-02-18", ["BB"], []],
    ["2009-03-01", ["AA"], []],
    ["2016-01-01", [], ["BB"]],
  ]);
});

test("the rows of a file have the steps and the values", () => {
  const chart = chartOf("nato-members");
  expect(rowsOf(chart)).toContainEqual(expect.objectContaining({ line: "facts", date: "2016-01-01", value: 2, removed: "BB" }));
  expect(rowsOf(chart)).toContainEqual(
    expect.objectContaining({ line: "observations", date: "2020", value: 67, label: "competing claim" }),
  );
  expect(daysOf(chart)).toContain("2019-05-01");
});

test("numbers beside lines are moved apart and keep their order", () => {
  expect(apart([100, 10, 12, 11], 14)).toEqual([100, 10, 38, 24]);
});

test("the playback steps from change to change", () => {
  const days = ["2008-02-17", "2008-02-18", "2010-01-01"];
  expect([nextDay(days, "2008-02-18"), nextDay(days, "2009-01-01"), nextDay(days, "2010-01-01")]).toEqual([
    "2010-01-01",
    "2010-01-01",
    undefined,
  ]);
  expect([previousDay(days, "2008-02-18"), previousDay(days, "2008-02-17")]).toEqual(["2008-02-17", undefined]);
});
