import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { backtestText, bodyLabel, byDate, choiceTone, isPredicted, predictionLabel, resultCounts } from "../src/ballot-labels.ts";
import {
  AssessedStanceBasis,
  BacktestCountsSchema,
  BallotResultSchema,
  BallotSchema,
  CountedStance,
  VoteChoice,
} from "@kosovonato/client/recognitions/v1";
import { basisCounts, stanceVerb } from "../src/stance-labels.ts";

test("the name of a body is written as a title", () => expect(bodyLabel("COMMITTEE_OF_MINISTERS")).toBe("Committee of Ministers"));

test("ballots are ordered by day", () => {
  const ballots = [
    ["questions/a/ballots/1", "2018-11-20"],
    ["questions/b/ballots/2", "2015-11-09"],
    ["questions/b/ballots/1", "2015-11-09"],
  ].map(([name = "", date = ""]) => create(BallotSchema, { name, date }));
  expect(ballots.sort(byDate).map((one) => one.name)).toEqual(["questions/b/ballots/1", "questions/b/ballots/2", "questions/a/ballots/1"]);
});

test("a number that no source has is unknown, not zero", () =>
  expect(resultCounts(create(BallotResultSchema, { votes: { against: 1, abstentions: 0 } }))).toEqual([
    { choice: VoteChoice.FOR, count: undefined },
    { choice: VoteChoice.AGAINST, count: 1 },
    { choice: VoteChoice.ABSTAINED, count: 0 },
  ]));

test("absent voters are shown if their number is known", () =>
  expect(resultCounts(create(BallotResultSchema, { absent: 1 })).at(-1)).toEqual({ choice: VoteChoice.ABSENT, count: 1 }));

test.each([
  [VoteChoice.FOR, false, "yes"],
  [VoteChoice.FOR, true, "no"],
  [VoteChoice.AGAINST, false, "no"],
  [VoteChoice.AGAINST, true, "yes"],
  [VoteChoice.ABSTAINED, true, "announced"],
])("choice %i, opposed by the subject: %s, has the tone %s", (choice, opposed, tone) => expect(choiceTone(choice, opposed)).toBe(tone));

test.each([
  [{ right: 136, wrong: 32, undetermined: 3 }, "right for 136 of 171 votes, wrong for 32 and undetermined for 3"],
  [{ right: 77, wrong: 80 }, "right for 77 of 157 votes and wrong for 80"],
])("the backtest %j is a sentence with all numbers", (counts, words) =>
  expect(backtestText(create(BacktestCountsSchema, counts))).toBe(words),
);

test.each([
  [CountedStance.NO_OBJECTION, false, "Recognizes, so expected to vote for"],
  [CountedStance.OPPOSE, false, "Does not recognize, so expected to vote against"],
  [CountedStance.NO_OBJECTION, true, "Does not recognize, so expected to vote for"],
  [CountedStance.OPPOSE, true, "Recognizes, so expected to vote against"],
  [CountedStance.UNKNOWN, false, "Unclear or not recorded, so no expectation"],
])("prediction %i, opposed by the subject: %s, names the recognition behind it", (predicted, opposed, words) =>
  expect(predictionLabel(predicted, opposed)).toBe(words),
);

test.each([
  [CountedStance.NO_OBJECTION, VoteChoice.FOR, true],
  [CountedStance.NO_OBJECTION, VoteChoice.ABSTAINED, false],
  [CountedStance.OPPOSE, VoteChoice.AGAINST, true],
  [CountedStance.OPPOSE, VoteChoice.FOR, false],
  [CountedStance.OPPOSE, VoteChoice.ABSENT, undefined],
  [CountedStance.UNKNOWN, VoteChoice.FOR, undefined],
])("prediction %i and choice %i agree: %s", (predicted, choice, agree) => expect(isPredicted(predicted, choice)).toBe(agree));

test("inferred stances are counted last, and each basis is named", () =>
  expect(
    basisCounts(
      [AssessedStanceBasis.INFERRED, AssessedStanceBasis.VOTED_BEFORE, AssessedStanceBasis.INFERRED, AssessedStanceBasis.VOTED].map(
        (basis) => ({ basis }),
      ),
    ),
  ).toBe("1 voted; 1 voted before, on a related question; 2 inferred from recognition"));

test.each([
  [CountedStance.SUPPORT, 1, "supports"],
  [CountedStance.SUPPORT, 2, "support"],
  [CountedStance.NO_OBJECTION, 2, "do not object"],
  [CountedStance.UNKNOWN, 2, "agree conditionally"],
])("stance %i of %i states has the verb “%s”", (stance, count, verb) => expect(stanceVerb(stance, count)).toBe(verb));
