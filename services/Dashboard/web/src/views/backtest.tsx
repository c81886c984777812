// The inference from recognition against recorded votes: of one ballot with names, and of all ballots in numbers.
import { useRoute } from "../app.ts";
import type { BacktestInferenceResponse, BallotBacktest } from "../gen/kosovonato/recognitions/v1/reads_pb.ts";
import { CountedStance } from "../gen/kosovonato/recognitions/v1/reads_pb.ts";
import type { Question } from "../gen/kosovonato/recognitions/v1/resources_pb.ts";
import { backtestText, choiceLabel, choices, countOf, isPredicted, predictionLabel } from "../ballot-labels.ts";
import { DateText, Empty, StateLinks } from "../components.tsx";
import { capital, decisionLabel } from "../labels.ts";
import { here } from "../router.ts";
import { parentOf } from "../titles.ts";

const predictions = [CountedStance.NO_OBJECTION, CountedStance.OPPOSE, CountedStance.UNKNOWN];

function Method() {
  return (
    <p class="soft">
      A state that recognizes is expected to vote as Kosovo wants, and a state that does not is expected to vote against it. An abstention
      makes either expectation wrong. Nothing can be tested where the recognition is announced, disputed, claimed to be withdrawn or not
      recorded, or where the state was absent.
    </p>
  );
}

/** The numbers of each ballot, and their sum. */
export function BacktestSummary({
  of: { ballots, total },
  questionOf,
  name,
}: {
  of: BacktestInferenceResponse;
  questionOf: ReadonlyMap<string, Question>;
  name: (code: string) => string;
}) {
  const route = useRoute();
  if (!total || countOf(total) === 0) {
    return <Empty>No ballot up to this day tests the inference from recognition.</Empty>;
  }

  const row = (counts = total) => (
    <>
      <td class="num">{countOf(counts)}</td>
      <td class="num">{counts.right}</td>
      <td class="num">{counts.wrong}</td>
      <td class="num">{counts.undetermined}</td>
      <td class="num">{Math.round((100 * counts.right) / countOf(counts))}%</td>
    </>
  );
  return (
    <>
      <p>
        The inference was <b>{backtestText(total)}</b>. It is used wherever no stance of a state is recorded.
      </p>
      <div class="wide" tabIndex={0} role="region" aria-label="Test of the inference, by ballot">
        <table class="list backtests">
          <thead>
            <tr>
              <th scope="col">Ballot</th>
              <th scope="col">Day</th>
              <th scope="col">Votes</th>
              <th scope="col">Right</th>
              <th scope="col">Wrong</th>
              <th scope="col">Undetermined</th>
              <th scope="col">Share right</th>
            </tr>
          </thead>
          <tbody>
            {ballots.map(({ ballot, date, counts }) => {
              const question = questionOf.get(parentOf(ballot));
              return (
                <tr key={ballot}>
                  <th scope="row">
                    <a href={here(route, { ballot, at: "backtest" })}>
                      {question ? `${name(question.organization)}: ${decisionLabel(question.decision)}` : ballot}
                    </a>
                  </th>
                  <td>
                    <DateText date={date} />
                  </td>
                  {row(counts)}
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All ballots of states</th>
              <td />
              {row()}
            </tr>
          </tfoot>
        </table>
      </div>
      <Method />
    </>
  );
}

/** The predictions for one ballot as rows, the choices as columns, and the states in the cells. */
export function BacktestTable({ of, opposedBySubject }: { of: BallotBacktest; opposedBySubject: boolean }) {
  const cellOf = (predicted: CountedStance, choice: number) =>
    of.cells.find((cell) => cell.predicted === predicted && cell.choice === choice);
  const rows = predictions.filter((predicted) => of.cells.some((cell) => cell.predicted === predicted));
  const columns = choices.filter((choice) => of.cells.some((cell) => cell.choice === choice));
  return (
    <>
      {of.counts && (
        <p>
          The inference from recognition was <b>{backtestText(of.counts, "states")}</b>.
        </p>
      )}
      <div class="wide" tabIndex={0} role="region" aria-label="Expected and actual votes">
        <table class="list matrix">
          <thead>
            <tr>
              <th scope="col">Recognition on that day</th>
              {columns.map((choice) => (
                <th key={choice} scope="col">
                  {capital(choiceLabel[choice])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((predicted) => (
              <tr key={predicted}>
                <th scope="row">{predictionLabel(predicted, opposedBySubject)}</th>
                {columns.map((choice) => {
                  const states = cellOf(predicted, choice)?.states ?? [];
                  const as = { true: "right", false: "wrong", undefined: "undetermined" }[`${isPredicted(predicted, choice)}`];
                  return (
                    <td key={choice} class={states.length > 0 ? as : ""}>
                      {states.length === 0 ? (
                        <span class="soft">–</span>
                      ) : (
                        <>
                          <b class="figure">{states.length}</b> <span class="soft">{as}</span>
                          <StateLinks codes={states} max={4} />
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Method />
    </>
  );
}
