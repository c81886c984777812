// Recognition, blockers and the latest changes: the three topics that most visitors look for.
import { timePointOf, useList, useRoute } from "../app.ts";
import { formatDate } from "../dates.ts";
import { Legend, RegionMap } from "../world-map.tsx";
import { idOf } from "../resource-names.ts";
import { to } from "../router.ts";
import { QueryStatus, StatusTag, useNames, ViewHeader } from "../components.tsx";
import { joinAnd, t } from "../messages.ts";
import { decisionLabel, joinFew, verdictLabel, verdictTone } from "../labels.ts";
import { basisCounts } from "../stance-labels.ts";
import { Verdict, type CountRecognitionsResponse } from "@kosovonato/client/recognitions/v1";
import { InferenceNote } from "../inference.tsx";
import { Feed } from "./changes.tsx";
import { useAssessments } from "./decisions.tsx";
import { Counts, statusCounts, useByState, useCounts } from "./recognitions.tsx";

const countRow = (count: CountRecognitionsResponse) => ({
  recognizing_count: count.recognizingCount,
  total_count: count.totalCount,
  non_recognizing_states: count.nonRecognizingStates.join(" "),
  unknown_states: count.unknownStates.join(" "),
  as_of: count.asOf,
});

function leadText(states: readonly string[], asOf: string): string {
  const values = { states: joinAnd(states), count: states.length, date: formatDate(asOf) };
  return states.length === 0
    ? t(asOf === "" ? "overview.all-recognize" : "overview.all-recognize-as-of", values)
    : t(asOf === "" ? "overview.not-recognizing" : "overview.not-recognizing-as-of", values);
}

export function Overview() {
  const route = useRoute();
  const point = timePointOf(route);
  const { query, of } = useByState(point);
  const states = useList("state");
  const name = useNames();
  const counts = useCounts(point);
  const nato = counts.outdated ? undefined : counts.value?.members[0]?.count;
  const decisions = useAssessments(point);
  const foremost = (decisions.value ?? []).filter((one) =>
    ["nato INVITE_PARTNER_PFP", "nato GRANT_MAP", "eu ADMIT_MEMBER", "adriatic-charter ADMIT_MEMBER"].includes(
      `${idOf(one.organization)} ${one.decision}`,
    ),
  );
  const organizations = useList("organization");
  return (
    <>
      <ViewHeader
        title={
          nato ? t("overview.nato-title", { count: nato.recognizingCount, total: nato.totalCount }) : t("overview.title")
        }
        lead={
          nato ? (
            <>
              {leadText(nato.nonRecognizingStates.map(name), point.asOf)}
              {nato.unknownStates.length > 0 && ` ${t("overview.unknown", { states: joinAnd(nato.unknownStates.map(name)) })}`}
            </>
          ) : counts.error === "" ? (
            t("shared.loading-any")
          ) : (
            t("overview.counts-failed")
          )
        }
        name="overview"
        rows={() => [
          ...(counts.value?.members ?? []).map((one) => ({
            question: "who recognizes",
            by: idOf(one.organization),
            ...countRow(one.count),
          })),
          ...(counts.value?.byRule ?? []).map((one) => ({ question: "who recognizes", by: one.countingRule?.name, ...countRow(one) })),
          ...(decisions.value ?? []).map(({ organization, decision, response: one }) => ({
            question: decision,
            by: idOf(organization),
            verdict: verdictLabel[one.verdict],
            blocking_states: one.blockingStates.join(" "),
            inferred_blocking_count: one.inferredBlockingCount,
            as_of: one.asOf,
          })),
        ]}
      />
      <div class="overview">
        <section aria-labelledby="who" class="who">
          <h2 id="who">{t("overview.recognition")}</h2>
          <QueryStatus query={query} what={t("overview.the-recognitions")} />
          {query.value && (
            <div aria-busy={query.loading}>
              <RegionMap region="europe" of={of} label={t("overview.map")} />
              <Legend counts={statusCounts(states, of)} />
            </div>
          )}
          <Counts query={counts} />
          <p>
            <a class="more" href={to(route, "recognitions")}>
              {t("overview.all-states")}
            </a>
          </p>
        </section>
        <section aria-labelledby="blocks">
          <h2 id="blocks">{t("overview.blockers")}</h2>
          <QueryStatus query={decisions} what={t("overview.the-decisions")} />
          <ul class="verdicts" aria-busy={decisions.loading}>
            {foremost.map(({ organization, decision, response: assessed }) => (
              <li key={`${organization} ${decision}`}>
                <a href={to(route, "decisions")}>
                  <b>{organizations.find((one) => one.name === organization)?.shortName}</b> {decisionLabel(decision)}
                </a>
                <StatusTag
                  tone={verdictTone[assessed.verdict]}
                  dashed={assessed.verdict === Verdict.BLOCKED && assessed.inferredBlockingCount === assessed.blockingStates.length}
                >
                  {assessed.blockingStates.length > 0
                    ? t("overview.verdict-by", {
                        verdict: verdictLabel[assessed.verdict],
                        states: joinFew(assessed.blockingStates.map(name)),
                      })
                    : verdictLabel[assessed.verdict]}
                </StatusTag>
                {assessed.blockingStates.length > 0 && (
                  <span class="soft">
                    {assessed.inferredBlockingCount === assessed.blockingStates.length
                      ? t("overview.inferred")
                      : t("overview.basis", {
                          basis: basisCounts(assessed.stances.filter((one) => assessed.blockingStates.includes(one.state))),
                        })}{" "}
                    {assessed.inferredBlockingCount > 0 && <InferenceNote counts={assessed.inferenceBacktest} brief />}
                  </span>
                )}
              </li>
            ))}
          </ul>
          {decisions.rejected.length > 0 && (
            <p class="trouble">{t("overview.not-assessed", { decisions: decisions.rejected.join("; ") })}</p>
          )}
          <p>
            <a class="more" href={to(route, "decisions")}>
              {t("overview.all-decisions")}
            </a>
            <br />
            <a class="more" href={to(route, "what-if", { suppose: "GR and SK recognize" })}>
              {t("overview.what-if", { states: joinAnd(["GR", "SK"].map(name)) })}
            </a>
          </p>
        </section>
        <section aria-labelledby="changed">
          <h2 id="changed">{t("overview.changes")}</h2>
          <Feed maxRows={6} earlier={5} />
          <p>
            <a class="more" href={to(route, "changes")}>
              {t("overview.all-changes")}
            </a>
          </p>
        </section>
      </div>
    </>
  );
}
