// Labels of ballots, and of the backtest of the inference from recognition.
import { capital, toWords } from "./labels.ts";
import { currentLanguage, labels, t } from "./messages.ts";
import { CountedStance, VoteChoice, type BacktestCounts, type Ballot, type BallotResult } from "@kosovonato/client/recognitions/v1";

/** "GENERAL_CONFERENCE" becomes "General Conference". */
export const bodyLabel = (body: string): string =>
  currentLanguage() === "en"
    ? toWords(body)
        .split(" ")
        .map((word) => (["of", "the", "and"].includes(word) ? word : capital(word)))
        .join(" ")
    : capital(toWords(body));

export const choiceLabel = labels<VoteChoice>({
  [VoteChoice.UNSPECIFIED]: "vote.UNSPECIFIED",
  [VoteChoice.FOR]: "vote.FOR",
  [VoteChoice.AGAINST]: "vote.AGAINST",
  [VoteChoice.ABSTAINED]: "vote.ABSTAINED",
  [VoteChoice.ABSENT]: "vote.ABSENT",
  [VoteChoice.NOT_VOTING]: "vote.NOT_VOTING",
  [VoteChoice.UNCLEAR]: "vote.UNCLEAR",
});

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
export function backtestText(counts: BacktestCounts, of: "votes" | "states" = "votes"): string {
  const { right, wrong, undetermined } = counts;
  const values = { right, wrong, undetermined, total: countOf(counts) };
  return undetermined === 0 ? t(`backtest.${of}`, values) : t(`backtest.${of}-undetermined`, values);
}

/** What a state with this recognition is expected to do. The inference is the other way round if the subject opposes the decision. */
export function predictionLabel(predicted: CountedStance, opposedBySubject: boolean): string {
  switch (predicted) {
    case CountedStance.NO_OBJECTION:
      return t(opposedBySubject ? "prediction.for-not-recognizing" : "prediction.for-recognizing");
    case CountedStance.OPPOSE:
      return t(opposedBySubject ? "prediction.against-recognizing" : "prediction.against-not-recognizing");
    default:
      return t("prediction.none");
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
