// The data of a chart: lines in steps, computed from other facts, and points from sources.
import { dateRange } from "./dates.ts";
import { ClaimRank, type Evidence } from "@kosovonato/client/evidence/v1";
import type { Indicator } from "@kosovonato/client/milestones/v1";
import type { CountingRule } from "@kosovonato/client/recognitions/v1";
import { t } from "./messages.ts";
import type { Row } from "./csv.ts";
import { idOf } from "./resource-names.ts";
import { countSteps, memberSteps, recognizerSteps, type Facts, type Step } from "./recognition-history.ts";

export interface Line {
  id: string;
  label: string;
  steps: readonly Step[];
}

export interface Point {
  id: string;
  period: string;
  /** The first and the last day that the period can mean, in milliseconds. */
  when: readonly [number, number];
  value: number;
  qualifier: string;
  rank: ClaimRank;
  isPlan: boolean;
  note: string;
  evidence: Evidence | undefined;
}

export interface ChartData {
  id: string;
  title: string;
  unit: string;
  lines: readonly Line[];
  points: readonly Point[];
  /** The day up to which the lines are drawn. */
  until: string;
}

export const strictRule = "countingRules/strict";

/** The recognitions over time, by each counting rule. */
export function recognitionChart(rules: readonly CountingRule[], subject: string, facts: Facts, until: string): ChartData {
  const lines = rules.map((rule) => ({
    id: idOf(rule.name),
    label: rule.displayName,
    steps: countSteps(rule, subject, facts, until),
  }));
  return { id: "recognitions", title: t("charts.recognitions"), unit: t("charts.states"), lines, points: [], until };
}

/** The members of an organization over time, and those that recognize. */
export function organizationChart(
  organization: { name: string; shortName: string },
  rules: readonly CountingRule[],
  subject: string,
  facts: Facts,
  until: string,
): ChartData {
  const rule = rules.find((one) => one.name === strictRule);
  const members = memberSteps(organization.name, facts.memberships, until);
  const lines = [
    ...(members ? [{ id: "members", label: t("charts.members"), steps: members }] : []),
    ...(rule
      ? [{ id: "recognizers", label: t("charts.recognizers"), steps: recognizerSteps(organization.name, rule, subject, facts, until) }]
      : []),
  ].filter((line) => line.steps.length > 0);
  return {
    id: idOf(organization.name),
    title: t("charts.organization", { organization: organization.shortName || idOf(organization.name) }),
    unit: t("charts.states"),
    lines,
    points: [],
    until,
  };
}

const isPlan = (qualifier: string): boolean => /\bplan/.test(qualifier);

/** The dated values of an indicator, and the line of the facts that it follows from, if it does. */
export function indicatorChart(
  indicator: Indicator,
  rules: readonly CountingRule[],
  subject: string,
  facts: Facts,
  until: string,
): ChartData {
  const points = indicator.observations
    .flatMap((one): Point[] => {
      const when = dateRange(one.period);
      const { id, period, value, qualifier, rank, note, evidence } = one;
      return when && value !== undefined ? [{ id, period, when, value, qualifier, rank, isPlan: isPlan(qualifier), note, evidence }] : [];
    })
    .sort((a, b) => a.when[0] - b.when[0]);
  return {
    id: idOf(indicator.name),
    title: indicator.displayName,
    unit: indicator.unit,
    lines: derivedLines(idOf(indicator.name), rules, subject, facts, until),
    points,
    until,
  };
}

/**
 * The line of an indicator whose values follow from other facts: `<organization>-members`, `<organization>-recognizers`, and the count
 * derived from the acts.
 */
function derivedLines(id: string, rules: readonly CountingRule[], subject: string, facts: Facts, until: string): Line[] {
  const [, organization = "", kind = ""] = /^(.+)-(members|recognizers)$/.exec(id) ?? [];
  const strict = rules.find((one) => one.name === strictRule);
  const ever = rules.find((one) => one.name === "countingRules/ever");
  const lineOf = (label: string, steps: readonly Step[] | null): Line[] => (steps?.length ? [{ id: "facts", label, steps }] : []);
  return kind === "members"
    ? lineOf(t("charts.members"), memberSteps(`organizations/${organization}`, facts.memberships, until))
    : kind === "recognizers" && strict
      ? lineOf(t("charts.recognizers"), recognizerSteps(`organizations/${organization}`, strict, subject, facts, until))
      : id === "recognition-count-derived" && ever
        ? lineOf(t("charts.byRule", { rule: ever.displayName }), countSteps(ever, subject, facts, until))
        : [];
}

/** The days on which a line of the chart changed, or a value begins, in order. */
export const daysOf = ({ lines, points }: ChartData): string[] =>
  [
    ...new Set([
      ...lines.flatMap((line) => line.steps.map((step) => step.day)),
      ...points.map(({ when }) => new Date(when[0]).toISOString().slice(0, 10)),
    ]),
  ].sort();

export const stepOn = ({ steps }: Line, day: string): Step | undefined => steps.findLast((step) => step.day <= day);

const rankNames: Record<ClaimRank, string> = {
  [ClaimRank.UNSPECIFIED]: "",
  [ClaimRank.PREFERRED]: "preferred",
  [ClaimRank.NORMAL]: "competing claim",
  [ClaimRank.DEPRECATED]: "corrected",
};
/** The rank in files, whose words do not depend on the language of the page. */
export const rankName = (rank: ClaimRank): string => rankNames[rank];
/** The rank for readers. */
export const rankLabel = (rank: ClaimRank): string => t("charts.rankLabel", { rank: ClaimRank[rank] });

/** The data of a chart as rows of a file. */
export const rowsOf = ({ id, lines, points, unit }: ChartData): Row[] => [
  ...lines.flatMap((line) =>
    line.steps.map((step) => ({
      chart: id,
      line: line.id,
      label: line.label,
      unit,
      date: step.day,
      value: step.count,
      added: step.added.join(" "),
      removed: step.removed.join(" "),
    })),
  ),
  ...points.map((point) => ({
    chart: id,
    line: "observations",
    label: rankName(point.rank),
    unit,
    date: point.period,
    value: point.value,
    qualifier: point.qualifier,
    sources: point.evidence?.citations.map((citation) => idOf(citation.source)).join(" "),
  })),
];
