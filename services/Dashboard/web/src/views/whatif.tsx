// The consequences of a set of assumptions in all three services. Nothing is stored.
import { useEffect, useMemo, useState } from "preact/hooks";
import { timePointOf, useList, useQuery, useRoute } from "../app.ts";
import { formatAssumptions, parseAssumptions, toggleAssumption } from "../assumptions.ts";
import { Empty, QueryStatus, useNames, ViewHeader } from "../components.tsx";
import { namesOf } from "../country-search.ts";
import { MilestoneStatus, Readiness } from "@kosovonato/client/milestones/v1";
import { QueriedInferenceNote } from "../inference.tsx";
import { assumptionsLabel, verdictLabel } from "../labels.ts";
import { currentLanguage, t } from "../messages.ts";
import { idOf } from "../resource-names.ts";
import { here } from "../router.ts";
import { whatIf } from "../what-if.ts";
import { Differences } from "./differences.tsx";
import { Picker } from "./whatif-picker.tsx";

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
  const nameIndex = useMemo(
    () => ({
      states: new Map(states.flatMap((state) => namesOf(state).map((one): [string, string] => [one.toLowerCase(), idOf(state.name)]))),
      organizations: new Set(organizations.map((one) => idOf(one.name))),
      milestones: new Set(all.map((one) => idOf(one.name))),
    }),
    [states, organizations, all],
  );
  const { assumptions, problems } = useMemo(() => parseAssumptions(text, nameIndex), [text, nameIndex, currentLanguage()]);
  const ready = assumptions.length > 0 && problems.length === 0;
  const query = useQuery(
    ready ? `what if ${text} ${point.asOf} ${point.knownAt}` : "",
    ready ? ["recognitions", "milestones", "recommendations"] : [],
    async (signal) => (ready ? whatIf(assumptions, point, signal) : undefined),
  );
  const value = ready && !query.outdated ? query.value : undefined;
  const go = (to: string) => {
    location.hash = here(route, { suppose: to });
  };
  return (
    <>
      <ViewHeader
        title={t("page.view-what-if")}
        name="what-if"
        lead={t("whatif.lead")}
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
      <h2 id="pick">{t("whatif.pick")}</h2>
      <Picker assumptions={assumptions} onChange={go} />
      <Typed text={text} onSubmit={go} problems={problems} />
      {assumptions.length > 0 && (
        <ul class="plain assumed" aria-label={t("whatif.pick")}>
          {assumptions.map((one) => {
            const label = assumptionsLabel([one], name);
            return (
              <li key={formatAssumptions([one])}>
                <button
                  type="button"
                  aria-label={t("whatif.remove", { assumption: label })}
                  onClick={() => go(toggleAssumption(assumptions, one))}
                >
                  {label} <span aria-hidden="true">×</span>
                </button>
              </li>
            );
          })}
          <li>
            <button type="button" class="link" onClick={() => go("")}>
              {t("whatif.clear")}
            </button>
          </li>
        </ul>
      )}
      {ready && <QueryStatus query={{ ...query, value }} what={t("whatif.what")} />}
      {value && (
        <section aria-labelledby="consequences" aria-busy={query.loading}>
          <h2 id="consequences">{t("whatif.consequences")}</h2>
          <Differences of={value} />
          <p>
            <span class="soft">{t("whatif.inferred")}</span> <QueriedInferenceNote point={point} />
          </p>
        </section>
      )}
      {!ready && problems.length === 0 && <Empty>{t("whatif.empty")}</Empty>}
    </>
  );
}

/** The assumptions as text: quicker with a keyboard, and the form that links have. */
function Typed({ text, onSubmit, problems }: { text: string; onSubmit: (text: string) => void; problems: readonly string[] }) {
  const [draft, write] = useState(text);
  // A link elsewhere on the page, the back button or the lists can change the assumptions.
  useEffect(() => write(text), [text]);
  return (
    <>
      <form
        class="suppose"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(draft);
        }}
      >
        <label for="suppose">{t("whatif.type")}</label>
        <input
          id="suppose"
          type="text"
          value={draft}
          autocomplete="off"
          spellcheck={false}
          placeholder={examples[0]}
          onInput={(event) => write(event.currentTarget.value)}
          aria-describedby="problems"
        />
        <button type="submit">{t("whatif.show")}</button>
      </form>
      <p class="examples soft">
        {t("whatif.example")}:{" "}
        {examples.map((one, i) => (
          <span key={one}>
            {i > 0 && " · "}
            <button type="button" class="link" onClick={() => onSubmit(one)}>
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
    </>
  );
}
