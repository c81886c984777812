import { Comparison, type Criterion } from "./gen/kosovonato/criteria/v1/criteria_pb.ts";
import { Stance } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import { decisionLabel, enumLabel, joinAnd } from "./labels.ts";
import { idOf } from "./resource-names.ts";

const compared: Record<Comparison, string> = {
  [Comparison.UNSPECIFIED]: "is compared with",
  [Comparison.LESS]: "is less than",
  [Comparison.AT_MOST]: "is at most",
  [Comparison.EQUAL]: "is",
  [Comparison.AT_LEAST]: "is at least",
  [Comparison.GREATER]: "is greater than",
};

/** A criterion as a sentence. */
export function criterionText({ expression: { case: kind, value } }: Criterion, name: (code: string) => string): string {
  switch (kind) {
    case "all":
      return value.criteria.length === 0 ? "all of its parts" : joinAnd(value.criteria.map((one) => grouped(one, name)));
    case "any":
      return value.criteria.length === 0 ? "one of its parts" : value.criteria.map((one) => grouped(one, name)).join(" or ");
    case "atLeast":
      return `at least ${value.minCount} of: ${value.criteria.map((one) => grouped(one, name)).join("; ")}`;
    case "negation":
      return `not: ${criterionText(value, name)}`;
    case "recognition":
      return value.recognizer.case === "state"
        ? `${name(value.recognizer.value)} recognizes`
        : `${value.minCount > 0 ? `at least ${value.minCount}` : "all"} members of ${name(value.recognizer.value ?? "")} recognize`;
    case "consensus":
      return `${name(value.organization)} would take the decision “${decisionLabel(value.decision)}”`;
    case "position":
      return [
        value.states.length > 0 ? joinAnd(value.states.map(name)) : `at least ${value.minCount} members`,
        `stance “${enumLabel(Stance, value.stance)}” on “${decisionLabel(value.decision)}” of ${name(value.organization)}`,
      ].join(": ");
    case "ratification":
      return `all members of ${name(value.organization)} have ratified`;
    case "milestone":
      return `${name(value.milestone)} is achieved`;
    case "indicator":
      return `${name(value.indicator)} ${compared[value.comparison]} ${value.threshold}${value.since && ` since ${value.since}`}`;
    case "agreement":
      return value.which.case === "centre"
        ? `an agreement with ${name(value.which.value)} is in force`
        : `${value.which.value ?? 1} agreements with centres are in force`;
    case "partnership":
      return value.partnerships.length > 0
        ? `partnership ${joinAnd(value.partnerships.map(idOf))} is active`
        : `${value.minCount || 1} partnerships are active`;
    default:
      return "not stated";
  }
}

function grouped(one: Criterion, name: (code: string) => string): string {
  const text = criterionText(one, name);
  return ["all", "any", "atLeast"].includes(one.expression.case ?? "") ? `(${text})` : text;
}
