// The inference from recognition against recorded votes: of one ballot with names, and of all ballots in numbers.
import { useRoute } from "../app.ts";
import { CountedStance, type BacktestInferenceResponse, type BallotBacktest, type Question } from "@kosovonato/client/recognitions/v1";
import { backtestText, choiceLabel, choices, countOf, isPredicted, predictionLabel } from "../ballot-labels.ts";
import { DateText, Empty, StateLinks } from "../components.tsx";
import { capital, decisionLabel } from "../labels.ts";
import { here } from "../router.ts";
import { parentOf } from "../titles.ts";
import { rich, t } from "../messages.ts";

const predictions = [CountedStance.NO_OBJECTION, CountedStance.OPPOSE, CountedStance.UNKNOWN];

function Method() {
  return (
    <p class="soft">
      {t("backtest.method")}
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
    return <Empty>{t("inference.none")}</Empty>;
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
        {rich("backtest.total", { result: <b>{backtestText(total)}</b> })}
      </p>
      <div class="wide" tabIndex={0} role="region" aria-label={t("backtest.table")}>
        <table class="list backtests">
          <thead>
            <tr>
              <th scope="col">{t("backtest.ballot")}</th>
              <th scope="col">{t("backtest.day")}</th>
              <th scope="col">{t("backtest.vote-count")}</th>
              <th scope="col">{t("backtest.right")}</th>
              <th scope="col">{t("backtest.wrong")}</th>
              <th scope="col">{t("backtest.undetermined")}</th>
              <th scope="col">{t("backtest.share")}</th>
            </tr>
          </thead>
          <tbody>
            {ballots.map(({ ballot, date, counts }) => {
              const question = questionOf.get(parentOf(ballot));
              return (
                <tr key={ballot}>
                  <th scope="row">
                    <a href={here(route, { ballot, at: "backtest" })}>
                      {question
                        ? t("titles.question", { organization: name(question.organization), decision: decisionLabel(question.decision) })
                        : ballot}
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
              <th scope="row">{t("backtest.all")}</th>
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
          {rich("inference.result", { result: <b>{backtestText(of.counts, "states")}</b> })}
        </p>
      )}
      <div class="wide" tabIndex={0} role="region" aria-label={t("backtest.matrix")}>
        <table class="list matrix">
          <thead>
            <tr>
              <th scope="col">{t("backtest.recognition")}</th>
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
                  const as = ({ true: "right", false: "wrong", undefined: "undetermined" } as const)[`${isPredicted(predicted, choice)}`];
                  return (
                    <td key={choice} class={states.length > 0 ? as : ""}>
                      {states.length === 0 ? (
                        <span class="soft">–</span>
                      ) : (
                        <>
                          <b class="figure">{states.length}</b> <span class="soft">{t(`backtest.is-${as}`)}</span>
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
