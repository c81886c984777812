// The consequences of a set of assumptions in all three services. Nothing is stored.
import { useEffect, useMemo, useState } from "preact/hooks";
import { formatDate } from "../dates.ts";
import { timePointOf, useList, useQuery, useRoute } from "../app.ts";
import { MilestoneStatus, Readiness } from "../gen/kosovonato/milestones/v1/resources_pb.ts";
import { idOf } from "../resource-names.ts";
import { here } from "../router.ts";
import { parseAssumptions } from "../assumptions.ts";
import { QueriedInferenceNote } from "../inference.tsx";
import { Empty, ExplanationLink, QueryStatus, ResourceLink, StatusTag, useNames, ViewHeader } from "../components.tsx";
import {
  assumptionsLabel,
  blockerLabel,
  decisionLabel,
  joinFew,
  milestoneLabel,
  progressLabel,
  progressTone,
  readinessLabel,
  readinessTone,
  verdictLabel,
} from "../labels.ts";
import { whatIf } from "../what-if.ts";
import { BeforeAfter, VerdictDiff } from "./differences.tsx";

const examples = [
  "GR and SK recognize",
  "ES, GR, RO and SK recognize",
  "BA does not object to adriatic-charter ADMIT_MEMBER",
  "path-pfp achieved",
  "HU withdraws",
];

export function WhatIf() {
  const route = useRoute();
  const point = timePointOf(route);
  const name = useNames();
  const states = useList("state");
  const organizations = useList("organization");
  const all = useList("milestone");
  const { suppose: text = "" } = route.params;
  const [draft, write] = useState(text);
  // A link elsewhere on the page, or the back button, can change the assumptions.
  useEffect(() => write(text), [text]);
  const nameIndex = useMemo(
    () => ({
      states: new Map(
        states.flatMap((state) => {
          const code = idOf(state.name);
          return [
            [code.toLowerCase(), code],
            [state.displayName.toLowerCase(), code],
            [state.alpha3.toLowerCase(), code],
          ] as [string, string][];
        }),
      ),
      organizations: new Set(organizations.map((one) => idOf(one.name))),
      milestones: new Set(all.map((one) => idOf(one.name))),
    }),
    [states, organizations, all],
  );
  const { assumptions, problems } = useMemo(() => parseAssumptions(text, nameIndex), [text, nameIndex]);
  const ready = assumptions.length > 0 && problems.length === 0;
  const query = useQuery(
    ready ? `what if ${text} ${point.asOf} ${point.knownAt}` : "",
    ready ? ["recognitions", "milestones", "recommendations"] : [],
    async (signal) => (ready ? whatIf(assumptions, point, signal) : undefined),
  );
  const value = ready && !query.outdated ? query.value : undefined;
  const go = (to: string) => {
    write(to);
    location.hash = here(route, { suppose: to });
  };
  const short = (organization: string) => organizations.find((one) => one.name === organization)?.shortName ?? idOf(organization);
  return (
    <>
      <ViewHeader
        title="What if"
        name="what-if"
        lead="Enter assumptions to see their consequences for decisions, milestones and recommendations. Nothing is stored."
        rows={() => [
          ...(value?.decisions ?? []).map((one) => ({
            service: "recognitions",
            what: [idOf(one.organization), one.decision, ...(one.subject === "XK" ? [] : [one.subject])].join(" "),
            before: verdictLabel[one.withoutAssumptions?.verdict ?? 0],
            after: verdictLabel[one.withAssumptions?.verdict ?? 0],
            blocking_states_before: one.withoutAssumptions?.blockingStates.join(" "),
            blocking_states_after: one.withAssumptions?.blockingStates.join(" "),
          })),
          ...(value?.milestones ?? []).map((one) => ({
            service: "milestones",
            what: idOf(one.milestone),
            before: `${MilestoneStatus[one.withoutAssumptions?.status ?? 0]} ${Readiness[one.withoutAssumptions?.readiness ?? 0]}`,
            after: `${MilestoneStatus[one.status]} ${Readiness[one.readiness]}`,
          })),
          ...(value?.recommendations ?? []).map((one) => ({
            service: "recommendations",
            what: idOf(one.recommendation),
            before: one.withoutAssumptions?.fraction,
            after: one.progress?.fraction,
          })),
        ]}
      />
      <form
        class="suppose"
        onSubmit={(event) => {
          event.preventDefault();
          go(draft);
        }}
      >
        <label for="suppose">Assume that</label>
        <input
          id="suppose"
          type="text"
          value={draft}
          autocomplete="off"
          spellcheck={false}
          placeholder="GR and SK recognize"
          onInput={(event) => write(event.currentTarget.value)}
          aria-describedby="problems"
        />
        <button type="submit">Show consequences</button>
      </form>
      <p class="examples soft">
        For example:{" "}
        {examples.map((one, i) => (
          <span key={one}>
            {i > 0 && " · "}
            <button type="button" class="link" onClick={() => go(one)}>
              {one}
            </button>
          </span>
        ))}
      </p>
      <div id="problems" role="status">
        {problems.map((problem) => (
          <p key={problem} class="trouble">
            {problem}
          </p>
        ))}
      </div>
      {ready && (
        <p>
          Assumed: <b>{assumptionsLabel(assumptions, name)}</b>.
        </p>
      )}
      {ready && <QueryStatus query={{ ...query, value }} what="The consequences" />}
      {value && (
        <div class="following" aria-busy={query.loading}>
          <section aria-labelledby="wd">
            <h2 id="wd">Decisions</h2>
            <p>
              <span class="soft">Stances that are not recorded are inferred.</span> <QueriedInferenceNote point={point} />
            </p>
            {value.counts.map((one) => (
              <p key={one.organization}>
                <b>{short(one.organization)}</b>: {one.withoutAssumptions?.recognizingCount} →{" "}
                <b>{one.withAssumptions?.recognizingCount}</b> of {one.withAssumptions?.totalCount} members recognize
              </p>
            ))}
            {value.decisions.length === 0 ? (
              <Empty>No decision would change.</Empty>
            ) : (
              <ul class="plain differences">
                {value.decisions.map(({ organization, decision, subject, withoutAssumptions: before, withAssumptions: after }) => (
                  <li key={`${organization} ${decision} ${subject}`}>
                    <b>{short(organization)}</b> {decisionLabel(decision)}
                    {subject !== "XK" && ` (${name(subject)})`}
                    {before && after && <VerdictDiff before={before} after={after} name={name} />}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section aria-labelledby="wm">
            <h2 id="wm">Milestones</h2>
            {value.milestones.length === 0 ? (
              <Empty>No milestone would change its status or readiness.</Empty>
            ) : (
              <ul class="plain differences">
                {value.milestones.map((one) => (
                  <li key={one.milestone}>
                    <ResourceLink name={one.milestone}>{one.title}</ResourceLink>
                    {one.withoutAssumptions &&
                      (one.withoutAssumptions.readiness === one.readiness ? (
                        <div class="between">
                          <StatusTag tone={readinessTone[one.readiness]}>
                            Still {readinessLabel[one.readiness].toLowerCase()}
                            {one.openBlockers.length > 0 &&
                              ` by ${joinFew([...new Set(one.openBlockers.map((blocker) => blockerLabel(blocker, name)))])}`}
                          </StatusTag>
                        </div>
                      ) : (
                        <BeforeAfter
                          before={
                            <StatusTag tone={readinessTone[one.withoutAssumptions.readiness]}>
                              {readinessLabel[one.withoutAssumptions.readiness]}
                            </StatusTag>
                          }
                          after={
                            <StatusTag tone={readinessTone[one.readiness]}>
                              <b>{readinessLabel[one.readiness]}</b>
                            </StatusTag>
                          }
                        />
                      ))}
                    {one.criterion && one.criterion.totalCount > 1 && (
                      <span class="soft">
                        criterion: {one.criterion.metCount} of {one.criterion.totalCount} met
                        {one.withoutAssumptions?.status !== one.status && "; "}
                      </span>
                    )}
                    {one.withoutAssumptions?.status !== one.status && (
                      <span class="soft">
                        {milestoneLabel(one.withoutAssumptions?.status ?? 0).toLowerCase()} → {milestoneLabel(one.status).toLowerCase()}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section aria-labelledby="wr">
            <h2 id="wr">Recommendations</h2>
            {value.recommendations.length === 0 ? (
              <Empty>No recommendation would change its progress.</Empty>
            ) : (
              <ul class="plain differences">
                {value.recommendations.map((one) => (
                  <li key={one.recommendation}>
                    <ExplanationLink recommendation={one.recommendation} label={`Explain ${idOf(one.recommendation)}`}>
                      {idOf(one.recommendation)}
                    </ExplanationLink>{" "}
                    {one.title}
                    {one.withoutAssumptions && one.progress && (
                      <BeforeAfter
                        before={
                          <>
                            <StatusTag tone={progressTone[one.withoutAssumptions.kind]}>
                              {progressLabel[one.withoutAssumptions.kind]}
                            </StatusTag>{" "}
                            {Math.round(one.withoutAssumptions.fraction * 100)}%
                          </>
                        }
                        after={
                          <>
                            <StatusTag tone={progressTone[one.progress.kind]}>{progressLabel[one.progress.kind]}</StatusTag>{" "}
                            <b>{Math.round(one.progress.fraction * 100)}%</b>
                          </>
                        }
                      />
                    )}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <p class="soft">As of {formatDate(value.asOf)}.</p>
        </div>
      )}
      {!ready && problems.length === 0 && <Empty>No assumptions have been entered.</Empty>}
    </>
  );
}
