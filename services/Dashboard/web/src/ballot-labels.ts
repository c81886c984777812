// Labels of ballots, and of the backtest of the inference from recognition.
import { capital, toWords } from "./labels.ts";
import { CountedStance, type BacktestCounts } from "./gen/kosovonato/recognitions/v1/reads_pb.ts";
import { VoteChoice, type Ballot, type BallotResult } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";

/** "GENERAL_CONFERENCE" becomes "General Conference". */
export const bodyLabel = (body: string): string =>
  toWords(body)
    .split(" ")
    .map((word) => (["of", "the", "and"].includes(word) ? word : capital(word)))
    .join(" ");

export const choiceLabel: Record<VoteChoice, string> = {
  [VoteChoice.UNSPECIFIED]: "no choice",
  [VoteChoice.FOR]: "for",
  [VoteChoice.AGAINST]: "against",
  [VoteChoice.ABSTAINED]: "abstained",
  [VoteChoice.ABSENT]: "absent",
  [VoteChoice.NOT_VOTING]: "did not vote",
  [VoteChoice.UNCLEAR]: "unclear, because sources disagree",
};

/** In display order. */
export const choices = [
  VoteChoice.FOR,
  VoteChoice.AGAINST,
  VoteChoice.ABSTAINED,
  VoteChoice.ABSENT,
  VoteChoice.NOT_VOTING,
  VoteChoice.UNCLEAR,
];

/** The tone of a choice: "yes" is what the subject wants, which is a vote against if it opposes the decision. */
export function choiceTone(choice: VoteChoice, opposedBySubject: boolean): string {
  switch (choice) {
    case VoteChoice.FOR:
      return opposedBySubject ? "no" : "yes";
    case VoteChoice.AGAINST:
      return opposedBySubject ? "yes" : "no";
    case VoteChoice.ABSTAINED:
      return "announced";
    case VoteChoice.UNCLEAR:
      return "disputed";
    default:
      return "none";
  }
}

export interface ResultCount {
  choice: VoteChoice;
  /** Undefined if the source does not have the number. */
  count: number | undefined;
}

/** The numbers of a result. The number of absent voters is left out if it is unknown. */
export function resultCounts({ votes, absent }: BallotResult): ResultCount[] {
  return [
    { choice: VoteChoice.FOR, count: votes?.inFavour },
    { choice: VoteChoice.AGAINST, count: votes?.against },
    { choice: VoteChoice.ABSTAINED, count: votes?.abstentions },
    ...(absent === undefined ? [] : [{ choice: VoteChoice.ABSENT, count: absent }]),
  ];
}

/** Ballots by date, and those of one day by name. */
export const byDate = (a: Ballot, b: Ballot): number => a.date.localeCompare(b.date) || a.name.localeCompare(b.name);

export const countOf = ({ right, wrong, undetermined }: BacktestCounts): number => right + wrong + undetermined;

/** "right for 136 of 171 votes, wrong for 32 and undetermined for 3". */
export function backtestText(counts: BacktestCounts, of = "votes"): string {
  const parts = [`right for ${counts.right} of ${countOf(counts)} ${of}`, `wrong for ${counts.wrong}`];
  return counts.undetermined === 0 ? parts.join(" and ") : `${parts.join(", ")} and undetermined for ${counts.undetermined}`;
}

/** What a state with this recognition is expected to do. The inference is the other way round if the subject opposes the decision. */
export function predictionLabel(predicted: CountedStance, opposedBySubject: boolean): string {
  const expected = predicted === CountedStance.NO_OBJECTION ? "to vote for" : "to vote against";
  switch (predicted) {
    case CountedStance.NO_OBJECTION:
    case CountedStance.OPPOSE:
      return (predicted === CountedStance.NO_OBJECTION) === opposedBySubject
        ? `Does not recognize, so expected ${expected}`
        : `Recognizes, so expected ${expected}`;
    default:
      return "Unclear or not recorded, so no expectation";
  }
}

/** Whether a choice is what the inference predicted; undefined if this cannot be told. */
export function isPredicted(predicted: CountedStance, choice: VoteChoice): boolean | undefined {
  const shows = [VoteChoice.FOR, VoteChoice.AGAINST, VoteChoice.ABSTAINED].includes(choice);
  if (!shows || ![CountedStance.NO_OBJECTION, CountedStance.OPPOSE].includes(predicted)) {
    return undefined;
  }

  return choice === (predicted === CountedStance.NO_OBJECTION ? VoteChoice.FOR : VoteChoice.AGAINST);
}
