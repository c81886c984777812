import { Comparison, type Criterion } from "@kosovonato/client/criteria/v1";
import { Stance } from "@kosovonato/client/recognitions/v1";
import { formatDate } from "./dates.ts";
import { decisionLabel, enumLabel } from "./labels.ts";
import { joinAnd, joinOr, t, type MessageKey } from "./messages.ts";
import { idOf } from "./resource-names.ts";

/** A criterion as a sentence. */
export function criterionText({ expression: { case: kind, value } }: Criterion, name: (code: string) => string): string {
  switch (kind) {
    case "all":
      return value.criteria.length === 0 ? t("criterion.all-parts") : joinAnd(value.criteria.map((one) => grouped(one, name)));
    case "any":
      return value.criteria.length === 0 ? t("criterion.one-part") : joinOr(value.criteria.map((one) => grouped(one, name)));
    case "atLeast":
      return t("criterion.at-least", { count: value.minCount, parts: value.criteria.map((one) => grouped(one, name)).join("; ") });
    case "negation":
      return t("criterion.not", { part: criterionText(value, name) });
    case "recognition": {
      if (value.recognizer.case === "state") {
        return t("criterion.recognition", { state: name(value.recognizer.value) });
      }

      const organization = name(value.recognizer.value ?? "");
      return value.minCount > 0
        ? t("criterion.recognition-count", { count: value.minCount, organization })
        : t("criterion.recognition-all", { organization });
    }
    case "consensus":
      return t("criterion.consensus", { organization: name(value.organization), decision: decisionLabel(value.decision) });
    case "position":
      return t("criterion.position", {
        who: value.states.length > 0 ? joinAnd(value.states.map(name)) : t("criterion.members", { count: value.minCount }),
        stance: enumLabel(Stance, value.stance),
        decision: decisionLabel(value.decision),
        organization: name(value.organization),
      });
    case "ratification":
      return t("criterion.ratification", { organization: name(value.organization) });
    case "milestone":
      return t("criterion.milestone", { milestone: name(value.milestone) });
    case "indicator": {
      const compared = t(`criterion.indicator-${Comparison[value.comparison]}` as MessageKey, {
        indicator: name(value.indicator),
        threshold: value.threshold,
      });
      return value.since === "" ? compared : t("criterion.since", { compared, since: formatDate(value.since) });
    }
    case "agreement":
      return value.which.case === "centre"
        ? t("criterion.agreement", { centre: name(value.which.value) })
        : t("criterion.agreements", { count: value.which.value ?? 1 });
    case "partnership":
      return value.partnerships.length > 0
        ? t("criterion.partnership", { partnership: joinAnd(value.partnerships.map(idOf)), count: value.partnerships.length })
        : t("criterion.partnerships", { count: value.minCount || 1 });
    default:
      return t("criterion.none");
  }
}

function grouped(one: Criterion, name: (code: string) => string): string {
  const text = criterionText(one, name);
  return ["all", "any", "atLeast"].includes(one.expression.case ?? "") ? `(${text})` : text;
}
