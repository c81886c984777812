// Recognition, blockers and the latest changes: the three topics that most visitors look for.
import { timePointOf, useList, useRoute } from "../app.ts";
import { formatDate } from "../dates.ts";
import { Legend, RegionMap } from "../world-map.tsx";
import { idOf } from "../resource-names.ts";
import { to } from "../router.ts";
import { QueryStatus, StatusTag, useNames, ViewHeader } from "../components.tsx";
import { decisionLabel, joinAnd, joinFew, verdictLabel, verdictTone } from "../labels.ts";
import { basisCounts } from "../stance-labels.ts";
import type { CountRecognitionsResponse } from "../gen/kosovonato/recognitions/v1/reads_pb.ts";
import { Verdict } from "../gen/kosovonato/recognitions/v1/resources_pb.ts";
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
          nato
            ? `${nato.recognizingCount} of ${nato.totalCount} NATO members recognize Kosovo`
            : "Recognition, blockers and the latest changes"
        }
        lead={
          nato ? (
            <>
              {nato.nonRecognizingStates.length > 0
                ? `${joinAnd(nato.nonRecognizingStates.map(name))} ${
                    nato.nonRecognizingStates.length === 1 ? "does" : "do"
                  } not recognize Kosovo`
                : "All members with a known status recognize Kosovo"}
              {point.asOf ? `, as of ${formatDate(point.asOf)}` : ""}.
              {nato.unknownStates.length > 0 && ` The status of ${joinAnd(nato.unknownStates.map(name))} is unknown.`}
            </>
          ) : counts.error === "" ? (
            "Loading…"
          ) : (
            "The counts cannot be loaded."
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
          <h2 id="who">Recognition</h2>
          <QueryStatus query={query} what="The recognitions" />
          {query.value && (
            <div aria-busy={query.loading}>
              <RegionMap region="europe" of={of} label="Europe, by recognition of Kosovo" />
              <Legend counts={statusCounts(states, of)} />
            </div>
          )}
          <Counts query={counts} />
          <p>
            <a class="more" href={to(route, "recognitions")}>
              All states, on a map and as a table
            </a>
          </p>
        </section>
        <section aria-labelledby="blocks">
          <h2 id="blocks">Blockers</h2>
          <QueryStatus query={decisions} what="The decisions" />
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
                  {verdictLabel[assessed.verdict]}
                  {assessed.blockingStates.length > 0 && ` by ${joinFew(assessed.blockingStates.map(name))}`}
                </StatusTag>
                {assessed.blockingStates.length > 0 && (
                  <span class="soft">
                    {assessed.inferredBlockingCount === assessed.blockingStates.length
                      ? "Inferred from recognition alone; no objection is recorded."
                      : `Basis: ${basisCounts(assessed.stances.filter((one) => assessed.blockingStates.includes(one.state)))}.`}{" "}
                    {assessed.inferredBlockingCount > 0 && <InferenceNote counts={assessed.inferenceBacktest} brief />}
                  </span>
                )}
              </li>
            ))}
          </ul>
          {decisions.rejected.length > 0 && <p class="trouble">Not assessed: {decisions.rejected.join("; ")}</p>}
          <p>
            <a class="more" href={to(route, "decisions")}>
              All decisions and the stance of each member
            </a>
            <br />
            <a class="more" href={to(route, "what-if", { suppose: "GR and SK recognize" })}>
              What if Greece and Slovakia recognized Kosovo?
            </a>
          </p>
        </section>
        <section aria-labelledby="changed">
          <h2 id="changed">Latest changes</h2>
          <Feed maxRows={6} earlier={5} />
          <p>
            <a class="more" href={to(route, "changes")}>
              All changes, live
            </a>
          </p>
        </section>
      </div>
    </>
  );
}
