// The counts that the page computes from acts, against the numbers that the seeds' notes give and that the service returns.
import { create, fromJson, type DescMessage, type JsonValue, type MessageShape } from "@bufbuild/protobuf";
import { countingRules } from "../../../../seeds/counting-rules.json";
import { memberships } from "../../../../seeds/memberships.json";
import { recognitions } from "../../../../seeds/recognitions.json";
import { states } from "../../../../seeds/states.json";
import { describe, expect, test } from "vitest";
import { ClaimRank } from "@kosovonato/client/evidence/v1";
import {
  ActKind,
  ActSchema,
  CountingRuleSchema,
  MembershipRole,
  MembershipSchema,
  RecognitionSchema,
  RecognitionStatus,
  StateSchema,
} from "@kosovonato/client/recognitions/v1";
import { countSteps, dayOfAct, memberSteps, recognitionOn, statusDays, wasMember } from "../src/recognition-history.ts";

const seeded = <T extends DescMessage>(schema: T, all: readonly unknown[]): MessageShape<T>[] =>
  all.map((one) => fromJson(schema, one as JsonValue));

const facts = {
  states: seeded(StateSchema, states),
  recognitions: seeded(RecognitionSchema, recognitions),
  memberships: seeded(MembershipSchema, memberships),
};
facts.recognitions.forEach(({ acts }) => acts.sort((a, b) => dayOfAct(a).localeCompare(dayOfAct(b))));
const rules = new Map(seeded(CountingRuleSchema, countingRules).map((one) => [one.name, one]));
const count = (rule: string, day: string): number =>
  countSteps(rules.get(`countingRules/${rule}`)!, "XK", facts, day).findLast((one) => one.day <= day)?.count ?? 0;

const act = (kind: ActKind, date: string, more: { rank?: ClaimRank; retracted?: boolean } = {}) =>
  create(ActSchema, { kind, date, ...more });
const recognition = (...acts: ReturnType<typeof act>[]) => create(RecognitionSchema, { recognizer: "AA", subject: "XK", acts });

describe("counts over time", () => {
  test.each([
    ["ever", "2008-02-16", 0],
    ["ever", "2008-12-06", 53],
    ["ever", "2025-12-23", 118],
    ["mfa", "2025-12-23", 121],
    ["serbia", "2023-01-04", 88],
    ["serbia", "2025-12-23", 92],
    ["strict", "2025-12-23", 102],
  ])("by the rule %s, on %s: %i", (rule, day, expected) => {
    expect(count(rule, day)).toBe(expected);
  });

  test("each step names the states by which the count changed", () => {
    const steps = countSteps(rules.get("countingRules/strict")!, "XK", facts, "2025-12-23");
    expect(steps.some((one) => one.removed.length > 0)).toBe(true);
    steps.forEach((one, i) => expect(one.count - (steps[i - 1]?.count ?? 0)).toBe(one.added.length - one.removed.length));
  });

  test("the members of an organization follow from their memberships", () => {
    const steps = memberSteps("organizations/nato", facts.memberships, "2025-12-23")!;
    expect(steps[0]).toMatchObject({ day: "1949-04-04", count: 12 });
    expect(steps.at(-1)).toMatchObject({ day: "2024-03-07", count: 32, added: ["SE"] });
    expect(steps.length).toBeGreaterThan(8);
  });
});

describe("a recognition on a day", () => {
  const liberia = recognition(
    act(ActKind.GRANTED, "2008-05-30"),
    act(ActKind.WITHDRAWAL_CLAIMED, "2018-06", { rank: ClaimRank.NORMAL }),
    act(ActKind.WITHDRAWAL_CLAIMED, "2018-06-20"),
    act(ActKind.REAFFIRMED, "2019"),
  );

  test.each([
    ["2008-05-29", RecognitionStatus.NOT_RECOGNIZED, false],
    ["2008-05-30", RecognitionStatus.RECOGNIZED, false],
    ["2018-06-01", RecognitionStatus.RECOGNIZED, true], // A competing claim, dated to the month.
    ["2018-06-20", RecognitionStatus.WITHDRAWAL_CLAIMED, true],
    ["2019-01-01", RecognitionStatus.RECOGNIZED, true],
  ])("on %s", (day, status, contested) => {
    expect(recognitionOn(liberia, day)).toMatchObject({ status, contested });
  });

  test("a retracted act and an act that cannot follow change nothing", () => {
    const one = recognition(act(ActKind.GRANTED, "2010", { retracted: true }), act(ActKind.WITHDRAWAL_CLAIMED, "2011"));
    expect(recognitionOn(one, "2012-01-01").status).toBe(RecognitionStatus.NOT_RECOGNIZED);
  });

  test("only days on which a status changed are steps of the playback", () => {
    expect(statusDays("XK", [liberia], "2018-12-31")).toEqual(["2008-05-30", "2018-06-20"]);
  });
});

test("a membership without a start is unknown before the day by which it is attested", () => {
  const membership = create(MembershipSchema, { periods: [{ role: MembershipRole.MEMBER, attestedOn: "2010-05-01", validTo: "2012" }] });
  expect(["2010-04-30", "2010-05-01", "2012-12-31", "2013-01-01"].map((day) => wasMember(membership, day))).toEqual([
    "unknown",
    "yes",
    "yes",
    "no",
  ]);
});
