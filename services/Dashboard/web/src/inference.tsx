// How often the inference from recognition was right in recorded votes, for every view with an inferred stance.
import { useQuery, useRoute, type QueryState } from "./app.ts";
import type { BacktestCounts, BacktestInferenceResponse } from "@kosovonato/client/recognitions/v1";
import { recognitions, timeFields, type TimePoint } from "./api.ts";
import { backtestText, countOf } from "./ballot-labels.ts";
import { to } from "./router.ts";
import { rich, t } from "./messages.ts";

/** The backtest of the inference, over all ballots up to a time point. */
export function useBacktest(point: TimePoint): QueryState<BacktestInferenceResponse> {
  return useQuery(`backtest ${point.asOf} ${point.knownAt}`, ["recognitions"], (signal) =>
    recognitions.backtestInference(timeFields(point), { signal }),
  );
}

/** The numbers of the backtest, as a link to its details; if brief, without the wrong ones. Shows nothing without a backtest. */
export function InferenceNote({ counts, brief = false }: { counts: BacktestCounts | undefined; brief?: boolean }) {
  const route = useRoute();
  if (!counts) {
    return null;
  }

  return (
    <span class="soft">
      {countOf(counts) === 0 ? (
        t("inference.none")
      ) : (
        rich(brief ? "inference.brief" : "inference.result", {
          result: (
            <a href={to(route, "ballots", { at: "backtest" })}>
              {brief ? t("backtest.brief", { right: counts.right, total: countOf(counts) }) : backtestText(counts)}
            </a>
          ),
        })
      )}
    </span>
  );
}

/** Like `InferenceNote`, for a view whose own query does not return the backtest. */
export function QueriedInferenceNote({ point }: { point: TimePoint }) {
  return <InferenceNote counts={useBacktest(point).value?.total} />;
}
