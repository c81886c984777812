// The votes of every state in every ballot, with its recognition on the day of each.
import { RecognitionStatus, VoteChoice, type Ballot, type Question, type Recognition } from "@kosovonato/client/recognitions/v1";

export interface MatrixCell {
  choice: VoteChoice;
  /** The recognition on the day of the ballot. */
  status: RecognitionStatus;
}

export interface MatrixRow {
  state: string;
  /** By ballot, in the order of the columns. Undefined if the state is not in the ballot. */
  cells: readonly (MatrixCell | undefined)[];
  /** The number of ballots in which the state voted as the subject wanted without recognizing it. */
  supportedUnrecognized: number;
  /** The number of ballots in which the state recognized the subject, and abstained or voted against what it wanted. */
  unsupportedRecognized: number;
}

export interface MatrixColumn {
  ballot: Ballot;
  question: Question;
  /** All recognitions on the day of the ballot. */
  recognitions: readonly Recognition[];
}

/** A claimed withdrawal does not end a recognition. */
export const isRecognized = (status: RecognitionStatus): boolean =>
  status === RecognitionStatus.RECOGNIZED || status === RecognitionStatus.WITHDRAWAL_CLAIMED;

/** Whether a vote is what the subject wants; undefined for an abstention or without a vote. */
export function isAsWanted(choice: VoteChoice, opposedBySubject: boolean): boolean | undefined {
  return choice === VoteChoice.FOR ? !opposedBySubject : choice === VoteChoice.AGAINST ? opposedBySubject : undefined;
}

export function matrixOf(columns: readonly MatrixColumn[]): MatrixRow[] {
  const lookups = columns.map(({ ballot, question, recognitions }) => ({
    opposed: question.opposedBySubject,
    choices: new Map(ballot.choices.map((one) => [one.state, one.choice])),
    statuses: new Map(recognitions.filter((one) => one.subject === question.subject).map((one) => [one.recognizer, one.status])),
  }));
  const states = new Set(columns.flatMap(({ ballot }) => ballot.choices.map((one) => one.state)));
  return [...states].map((state) => {
    let [supportedUnrecognized, unsupportedRecognized] = [0, 0];
    const cells = lookups.map(({ opposed, choices, statuses }): MatrixCell | undefined => {
      const choice = choices.get(state);
      if (choice === undefined) {
        return undefined;
      }

      const status = statuses.get(state) ?? RecognitionStatus.UNSPECIFIED;
      const asWanted = isAsWanted(choice, opposed);
      supportedUnrecognized += asWanted === true && !isRecognized(status) ? 1 : 0;
      unsupportedRecognized += isRecognized(status) && (asWanted === false || choice === VoteChoice.ABSTAINED) ? 1 : 0;
      return { choice, status };
    });
    return { state, cells, supportedUnrecognized, unsupportedRecognized };
  });
}
