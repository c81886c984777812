// Selects assumptions about states, decisions and milestones from lists.
import { create } from "@bufbuild/protobuf";
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { timePointOf, useList, useRoute } from "../app.ts";
import { formatAssumptions, toggleAssumption } from "../assumptions.ts";
import { QueryStatus, useNames } from "../components.tsx";
import { fold, search, searchable } from "../country-search.ts";
import { useElectors } from "../electors.ts";
import {
  AssumedMilestoneStatus,
  AssumedOutcome,
  AssumedRecognitionStatus,
  AssumedStance,
  AssumptionSchema,
  type Assumption,
} from "@kosovonato/client/assumptions/v1";
import { MilestoneStatus } from "@kosovonato/client/milestones/v1";
import { RecognitionStatus, VotingRule } from "@kosovonato/client/recognitions/v1";
import { decisionLabel } from "../labels.ts";
import { compareTexts, t } from "../messages.ts";
import { useOrganizationNames } from "../organizations.ts";
import { rankOf } from "./decisions.tsx";
import { useByState } from "./recognitions.tsx";

const subject = "XK";

interface Choices {
  assumptions: readonly Assumption[];
  /** Sets the assumptions, as text. */
  onChange: (text: string) => void;
}

interface Choice {
  label: string;
  assumption: Assumption;
}

export function Picker(choices: Choices) {
  return (
    <div class="picker">
      <States {...choices} />
      <Decisions {...choices} />
      <Milestones {...choices} />
    </div>
  );
}

function States(choices: Choices) {
  const name = useNames();
  const states = useList("state");
  const { of } = useByState(timePointOf(useRoute()));
  const questions = useList("question");
  const [query, type] = useState("");
  const index = useMemo(() => searchable(states.filter((one) => one.name !== `states/${subject}`)), [states]);
  const obstacles = useMemo(() => {
    const counts = new Map<string, number>();
    for (const code of questions.flatMap((one) => one.outlook?.blockingStates ?? [])) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }

    return counts;
  }, [questions]);
  const found = search(index, query);
  if (query === "") {
    found.sort((a, b) => (obstacles.get(b) ?? 0) - (obstacles.get(a) ?? 0) || compareTexts(name(a), name(b)));
  }

  const list = found.map((state): Choice => {
    const recognizes = of.get(state)?.status === RecognitionStatus.RECOGNIZED;
    const status = recognizes ? AssumedRecognitionStatus.WITHDRAWN : AssumedRecognitionStatus.RECOGNIZED;
    return {
      label: t(recognizes ? "whatif.withdraws" : "whatif.recognizes", { state: name(state) }),
      assumption: create(AssumptionSchema, { fact: { case: "recognition", value: { recognizer: state, subject, status } } }),
    };
  });
  return (
    <Group {...choices} title={t("whatif.states")} hint={t("whatif.states.hint")} list={list} open>
      <Search label={t("whatif.search.states")} value={query} onInput={type} />
    </Group>
  );
}

function Decisions(choices: Choices) {
  const organization = useOrganizationNames();
  const organizations = useList("organization");
  const [chosen, choose] = useState("");
  const rules = organizations
    .flatMap((one) => one.decisionRules.map((rule) => ({ organization: one.name, ...rule })))
    .sort((a, b) => rankOf(a.organization) - rankOf(b.organization));
  const list = rules.map(
    ({ organization: by, decision }): Choice => ({
      label: t("whatif.decided", { organization: organization(by), decision: decisionLabel(decision) }),
      assumption: create(AssumptionSchema, {
        fact: { case: "outcome", value: { organization: by, decision, subject, outcome: AssumedOutcome.ADOPTED } },
      }),
    }),
  );
  const rule = rules.find((one) => `${one.organization} ${one.decision}` === chosen);
  return (
    <>
      <Group {...choices} title={t("whatif.decisions")} hint={t("whatif.decisions.hint")} list={list} />
      <Stances {...choices} rule={rule}>
        <label>
          {t("whatif.stances")}{" "}
          <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">{t("whatif.stances.none")}</option>
            {rules.map(({ organization: by, decision }) => (
              <option key={`${by} ${decision}`} value={`${by} ${decision}`}>
                {t("whatif.decided", { organization: organization(by), decision: decisionLabel(decision) })}
              </option>
            ))}
          </select>
        </label>
      </Stances>
    </>
  );
}

/** The members that do not support a decision yet. */
function Stances({
  rule,
  children,
  ...choices
}: Choices & { rule: { organization: string; decision: string; votingRule: VotingRule } | undefined; children: ComponentChildren }) {
  const name = useNames();
  const electors = useElectors(rule, timePointOf(useRoute()));
  const byConsensus = rule?.votingRule === VotingRule.CONSENSUS;
  const value = rule && !electors.outdated ? electors.value : undefined;
  const list = (value?.electors ?? []).map((one): Choice => {
    const state = one.stance?.state ?? "";
    return {
      label: t(byConsensus ? "whatif.no.objection" : "whatif.supports", { state: name(state) }),
      assumption: create(AssumptionSchema, {
        fact: {
          case: "position",
          value: { ...rule!, state, stance: byConsensus ? AssumedStance.NO_OBJECTION : AssumedStance.SUPPORT },
        },
      }),
    };
  });
  return (
    <Group {...choices} title={t("whatif.members.of")} list={list} none={value ? t("whatif.stances.empty") : ""}>
      {children}
      {rule && <QueryStatus query={{ ...electors, value }} what={t("whatif.members.of")} />}
    </Group>
  );
}

function Milestones(choices: Choices) {
  const milestones = useList("milestone");
  const [query, type] = useState("");
  const list = milestones
    .filter((one) => one.status !== MilestoneStatus.ACHIEVED && fold(one.title).includes(fold(query)))
    .sort((a, b) => a.title.localeCompare(b.title))
    .map(
      (one): Choice => ({
        label: one.title,
        assumption: create(AssumptionSchema, {
          fact: { case: "milestone", value: { milestone: one.name, status: AssumedMilestoneStatus.ACHIEVED } },
        }),
      }),
    );
  return (
    <Group {...choices} title={t("whatif.milestones")} hint={t("whatif.milestones.hint")} list={list}>
      <Search label={t("whatif.search.milestones")} value={query} onInput={type} />
    </Group>
  );
}

function Group({
  assumptions,
  onChange,
  title,
  hint = "",
  none = t("whatif.no.match"),
  list,
  open = false,
  children,
}: Choices & { title: string; hint?: string; none?: string; list: readonly Choice[]; open?: boolean; children?: ComponentChildren }) {
  const assumed = new Set(assumptions.map((one) => formatAssumptions([one])));
  const chosen = list.filter((one) => assumed.has(formatAssumptions([one.assumption]))).length;
  return (
    <details open={open || matchMedia("(min-width: 48rem)").matches}>
      <summary>
        {title} <span class="soft">{t("whatif.chosen", { count: chosen })}</span>
      </summary>
      {hint !== "" && <p class="soft">{hint}</p>}
      {children}
      {list.length === 0 ? (
        <p class="soft">{none}</p>
      ) : (
        <ul class="plain choices" aria-label={title}>
          {list.map(({ label, assumption }) => {
            const text = formatAssumptions([assumption]);
            return (
              <li key={text}>
                <label>
                  <input
                    type="checkbox"
                    checked={assumed.has(text)}
                    onChange={() => onChange(toggleAssumption(assumptions, assumption))}
                  />
                  {label}
                </label>
              </li>
            );
          })}
        </ul>
      )}
    </details>
  );
}

function Search({ label, value, onInput }: { label: string; value: string; onInput: (text: string) => void }) {
  return (
    <label>
      {label} <input type="search" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
    </label>
  );
}
