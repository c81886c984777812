// The consequences of assumptions, side by side with the recorded facts.
import { toJson } from "@bufbuild/protobuf";
import type { ComponentChildren } from "preact";
import type { MilestoneReadiness } from "@kosovonato/client/milestones/v1";
import {
  DecisionVerdictSchema,
  type DecisionConsequence,
  type DecisionVerdict,
  type Progress,
  type RecommendationConsequence,
} from "@kosovonato/client/recommendations/v1";
import { useRoute } from "../app.ts";
import { ExplanationLink, ResourceLink, StatusTag, useNames } from "../components.tsx";
import { formatDate } from "../dates.ts";
import {
  blockerLabel,
  decisionLabel,
  joinFew,
  milestoneLabel,
  progressLabel,
  progressTone,
  readinessLabel,
  readinessTone,
  verdictLabel,
  verdictTone,
} from "../labels.ts";
import { t } from "../messages.ts";
import { useOrganizationNames } from "../organizations.ts";
import { ProgressBegun } from "../progress-begun.tsx";
import { idOf } from "../resource-names.ts";
import type { Consequences } from "../what-if.ts";
import { Recorded } from "../recorded.tsx";

interface Row {
  key: string;
  what: ComponentChildren;
  before: ComponentChildren;
  after: ComponentChildren;
}

/** Everything that the assumptions change. A kind of fact that does not change is one sentence. */
export function Differences({ of }: { of: Consequences }) {
  return (
    <div class="differences">
      <Section title={t("whatif.counts")} none={t("whatif.no.counts")} rows={useCountRows(of)} />
      <Section title={t("whatif.decisions")} none={t("whatif.no.decisions")} rows={useDecisionRows(of)} />
      <Section title={t("whatif.gates")} none={t("whatif.no.gates")} rows={useMilestoneRows(of)} />
      <Section title={t("whatif.recommendations")} none={t("whatif.no.recommendations")} rows={of.recommendations.map(recommendationRow)} />
    </div>
  );
}

function Section({ title, none, rows }: { title: string; none: string; rows: readonly Row[] }) {
  const { as_of = "" } = useRoute().params;
  if (rows.length === 0) {
    return <p class="soft none">{none}</p>;
  }

  return (
    <table class="list sides">
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">{as_of === "" ? t("whatif.today") : t("whatif.on.day", { date: formatDate(as_of) })}</th>
          <th scope="col">{t("whatif.assumed")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, what, before, after }) => (
          <tr key={key}>
            <th scope="row">{what}</th>
            <td>{before}</td>
            <td>
              <span aria-hidden="true" class="arrow">
                →{" "}
              </span>
              {after}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useCountRows({ counts }: Consequences): Row[] {
  const organization = useOrganizationNames();
  return counts.map((one) => ({
    key: one.organization,
    what: t("whatif.members", { organization: organization(one.organization) }),
    before: one.withoutAssumptions?.recognizingCount,
    after: t("whatif.count", { count: one.withAssumptions?.recognizingCount ?? 0, total: one.withAssumptions?.totalCount ?? 0 }),
  }));
}

/** Decisions of one organization with the same verdicts share a row. */
function useDecisionRows({ decisions }: Consequences): Row[] {
  const name = useNames();
  const organization = useOrganizationNames();
  const key = ({ organization: by, withoutAssumptions: before, withAssumptions: after }: DecisionConsequence): string =>
    JSON.stringify([by, before && toJson(DecisionVerdictSchema, before), after && toJson(DecisionVerdictSchema, after)]);
  return [...Map.groupBy(decisions, key)].map(([group, alike]) => {
    const { organization: by, withoutAssumptions: before, withAssumptions: after } = alike[0]!;
    return {
      key: group,
      what: (
        <>
          <span class="soft">{organization(by)}</span>
          {alike.map(({ decision, subject }) => (
            <span key={`${decision} ${subject}`} class="line">
              {decisionLabel(decision)}
              {subject !== "XK" && ` (${name(subject)})`}
            </span>
          ))}
        </>
      ),
      before: before && <VerdictSummary of={before} />,
      after: after && <VerdictSummary of={after} changed={before?.verdict !== after.verdict} />,
    };
  });
}

/** A verdict with what stands in its way: the members by name, or the number of missing votes if fewer are needed. */
export function VerdictSummary({ of, changed = false }: { of: DecisionVerdict; changed?: boolean }) {
  return (
    <>
      <StatusTag tone={verdictTone[of.verdict]}>{changed ? <b>{verdictLabel[of.verdict]}</b> : verdictLabel[of.verdict]}</StatusTag>{" "}
      <span class="soft">
        <Obstacles of={of} />
      </span>
    </>
  );
}

export function Obstacles({ of: { blockingStates, unknownStates, neededCount = 0 } }: { of: DecisionVerdict }) {
  const name = useNames();
  // With fewer missing votes than opponents, no single opponent stands in the way.
  if (neededCount > 0 && neededCount < blockingStates.length) {
    return <>{t("decision.missing", { needed: neededCount, against: blockingStates.length })}</>;
  }

  return (
    <>
      {blockingStates.length > 0 && t("decision.blocked.by", { states: joinFew(blockingStates.map(name)) })}
      {blockingStates.length > 0 && unknownStates.length > 0 && " "}
      {unknownStates.length > 0 && t("decision.unknown", { count: unknownStates.length, states: joinFew(unknownStates.map(name), 3) })}
    </>
  );
}

function useMilestoneRows({ milestones }: Consequences): Row[] {
  const name = useNames();
  return milestones.map((one) => {
    const { withoutAssumptions: before } = one;
    return {
      key: one.milestone,
      what: <ResourceLink name={one.milestone}>{one.title}</ResourceLink>,
      before: before && (
        <>
          <StatusTag tone={readinessTone[before.readiness]}>{readinessLabel[before.readiness]}</StatusTag>{" "}
          {before.status !== one.status && <span class="soft">{milestoneLabel(before.status).toLowerCase()}</span>}
        </>
      ),
      after: (
        <>
          <StatusTag tone={readinessTone[one.readiness]}>
            {before?.readiness === one.readiness ? readinessLabel[one.readiness] : <b>{readinessLabel[one.readiness]}</b>}
          </StatusTag>{" "}
          <span class="soft">{gateDetails(one, before?.status !== one.status, name)}</span>
        </>
      ),
    };
  });
}

/** The status if it changes, the criterion and the blockers, as far as they are known. */
function gateDetails(
  { status, openBlockers, criterion }: MilestoneReadiness,
  hasOtherStatus: boolean,
  name: (code: string) => string,
): string {
  return [
    ...(hasOtherStatus ? [milestoneLabel(status).toLowerCase()] : []),
    ...(criterion && criterion.totalCount > 1 ? [t("whatif.criterion", { met: criterion.metCount, total: criterion.totalCount })] : []),
    ...(openBlockers.length > 0
      ? [t("decision.blocked.by", { states: joinFew([...new Set(openBlockers.map((blocker) => blockerLabel(blocker, name)))]) })]
      : []),
  ].join("; ");
}

function recommendationRow(one: RecommendationConsequence): Row {
  const share = (of: Progress) => (
    <>
      <StatusTag tone={progressTone[of.kind]}>{progressLabel[of.kind]}</StatusTag> {Math.round(of.fraction * 100)}%{" "}
      <ProgressBegun of={of} />
    </>
  );
  return {
    key: one.recommendation,
    what: (
      <>
        <ExplanationLink recommendation={one.recommendation} label={t("whatif.explain", { id: idOf(one.recommendation) })}>
          {idOf(one.recommendation)}
        </ExplanationLink>{" "}
        <Recorded>{one.title}</Recorded>
      </>
    ),
    before: one.withoutAssumptions && share(one.withoutAssumptions),
    after: one.progress && <b>{share(one.progress)}</b>,
  };
}
