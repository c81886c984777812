import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { BallotSchema, QuestionSchema, RecognitionSchema, RecognitionStatus, VoteChoice } from "@kosovonato/client/recognitions/v1";
import { isAsWanted, matrixOf } from "../src/vote-matrix.ts";

const column = (choices: Record<string, VoteChoice>, statuses: Record<string, RecognitionStatus>, opposedBySubject = false) => ({
  ballot: create(BallotSchema, { choices: Object.entries(choices).map(([state, choice]) => ({ state, choice })) }),
  question: create(QuestionSchema, { subject: "XK", opposedBySubject }),
  recognitions: [
    ...Object.entries(statuses).map(([recognizer, status]) => create(RecognitionSchema, { recognizer, subject: "XK", status })),
    // A recognition of another state must not count.
    create(RecognitionSchema, { recognizer: "BS", subject: "TW", status: RecognitionStatus.RECOGNIZED }),
  ],
});
const { FOR, AGAINST, ABSTAINED, ABSENT } = VoteChoice;
const { RECOGNIZED, NOT_RECOGNIZED, WITHDRAWAL_CLAIMED } = RecognitionStatus;

test("a state that is not in a ballot has an empty cell", () => {
  const rows = matrixOf([column({ BS: FOR }, {}), column({ ES: AGAINST }, { ES: NOT_RECOGNIZED })]);
  expect(rows.map((row) => [row.state, ...row.cells])).toEqual([
    ["BS", { choice: FOR, status: RecognitionStatus.UNSPECIFIED }, undefined],
    ["ES", undefined, { choice: AGAINST, status: NOT_RECOGNIZED }],
  ]);
});
test.each([
  [FOR, NOT_RECOGNIZED, false, 1, 0],
  [FOR, RECOGNIZED, false, 0, 0],
  [FOR, WITHDRAWAL_CLAIMED, false, 0, 0],
  [AGAINST, NOT_RECOGNIZED, true, 1, 0],
  [FOR, RECOGNIZED, true, 0, 1],
  [ABSTAINED, RECOGNIZED, false, 0, 1],
  [ABSTAINED, NOT_RECOGNIZED, false, 0, 0],
  [ABSENT, RECOGNIZED, false, 0, 0],
])("choice %i with status %i, opposed %s: %i supported, %i unsupported", (choice, status, opposed, supported, unsupported) => {
  const [row] = matrixOf([column({ BS: choice }, { BS: status }, opposed)]);
  expect([row!.supportedUnrecognized, row!.unsupportedRecognized]).toEqual([supported, unsupported]);
});
test("an abstention is neither as wanted nor against it", () => expect(isAsWanted(ABSTAINED, false)).toBeUndefined());
