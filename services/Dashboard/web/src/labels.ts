// Labels of the contracts' values, in the terms of the subject area.
import { QuestionStatus, RecognitionStatus, Verdict, VotingRule } from "@kosovonato/client/recognitions/v1";
import { AccessionStep, BlockerKind, DependencyBasis, MilestoneStatus, Readiness, type Blocker } from "@kosovonato/client/milestones/v1";
import { ProgressKind } from "@kosovonato/client/recommendations/v1";
import { Confidence } from "@kosovonato/client/evidence/v1";
import { AssumedMilestoneStatus, AssumedRecognitionStatus, AssumedStance, type Assumption } from "@kosovonato/client/assumptions/v1";
import { joinAnd, labels, t, term, type MessageKey } from "./messages.ts";
import { english } from "./messages/en.ts";
import type { Service } from "./store.ts";
import { idOf } from "./resource-names.ts";

export { joinAnd } from "./messages.ts";

/** "IN_PROGRESS" becomes "in progress", or the term of the page's language. */
export const toWords = (name: string | undefined): string => term(name ?? "");

/** The label of an enum value that needs no other wording. */
export const enumLabel = (names: Record<number, string>, value: number): string => toWords(names[value]);

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "INVITE_PARTNER_PFP" becomes "Invitation to the Partnership for Peace". */
export function decisionLabel(decision: string): string {
  const key = `decision.${decision}`;
  return key in english ? t(key as MessageKey) : capital(toWords(decision));
}

export const dependencyLabel = labels<DependencyBasis>({
  [DependencyBasis.UNSPECIFIED]: "dependency.UNSPECIFIED",
  [DependencyBasis.POLICY_PAPER]: "dependency.POLICY_PAPER",
  [DependencyBasis.INFERRED]: "dependency.INFERRED",
});

export function stepLabel(step: AccessionStep): string {
  const key = `step.${AccessionStep[step]}`;
  return key in english ? t(key as MessageKey) : capital(toWords(AccessionStep[step]));
}

export const statusLabel = labels<RecognitionStatus>({
  [RecognitionStatus.UNSPECIFIED]: "status.UNSPECIFIED",
  [RecognitionStatus.RECOGNIZED]: "status.RECOGNIZED",
  [RecognitionStatus.NOT_RECOGNIZED]: "status.NOT_RECOGNIZED",
  [RecognitionStatus.ANNOUNCED]: "status.ANNOUNCED",
  [RecognitionStatus.RECOGNITION_DISPUTED]: "status.RECOGNITION_DISPUTED",
  [RecognitionStatus.WITHDRAWAL_CLAIMED]: "status.WITHDRAWAL_CLAIMED",
  [RecognitionStatus.WITHDRAWN]: "status.WITHDRAWN",
});

/** In display order. */
export const statuses = [
  RecognitionStatus.RECOGNIZED,
  RecognitionStatus.ANNOUNCED,
  RecognitionStatus.RECOGNITION_DISPUTED,
  RecognitionStatus.WITHDRAWAL_CLAIMED,
  RecognitionStatus.WITHDRAWN,
  RecognitionStatus.NOT_RECOGNIZED,
  RecognitionStatus.UNSPECIFIED,
];

/** The tone of a status, which sets its fill and pattern; see components.tsx. */
export const statusTone: Record<RecognitionStatus, string> = {
  [RecognitionStatus.UNSPECIFIED]: "none",
  [RecognitionStatus.RECOGNIZED]: "yes",
  [RecognitionStatus.NOT_RECOGNIZED]: "no",
  [RecognitionStatus.ANNOUNCED]: "announced",
  [RecognitionStatus.RECOGNITION_DISPUTED]: "disputed",
  [RecognitionStatus.WITHDRAWAL_CLAIMED]: "claimed",
  [RecognitionStatus.WITHDRAWN]: "withdrawn",
};

export const verdictLabel = labels<Verdict>({
  [Verdict.UNSPECIFIED]: "verdict.UNSPECIFIED",
  [Verdict.MET]: "verdict.MET",
  [Verdict.BLOCKED]: "verdict.BLOCKED",
  [Verdict.UNDETERMINED]: "verdict.UNDETERMINED",
});
export const verdictTone: Record<Verdict, string> = {
  [Verdict.UNSPECIFIED]: "none",
  [Verdict.MET]: "yes",
  [Verdict.BLOCKED]: "no",
  [Verdict.UNDETERMINED]: "disputed",
};

export const ruleLabel = labels<VotingRule>({
  [VotingRule.UNSPECIFIED]: "voting-rule.UNSPECIFIED",
  [VotingRule.CONSENSUS]: "voting-rule.CONSENSUS",
  [VotingRule.UNANIMITY]: "voting-rule.UNANIMITY",
  [VotingRule.SIMPLE_MAJORITY]: "voting-rule.SIMPLE_MAJORITY",
  [VotingRule.QUALIFIED_MAJORITY]: "voting-rule.QUALIFIED_MAJORITY",
  [VotingRule.SECURITY_COUNCIL]: "voting-rule.SECURITY_COUNCIL",
});

export const readinessLabel = labels<Readiness>({
  [Readiness.UNSPECIFIED]: "readiness.UNSPECIFIED",
  [Readiness.DONE]: "readiness.DONE",
  [Readiness.READY]: "readiness.READY",
  [Readiness.WAITING]: "readiness.WAITING",
  [Readiness.BLOCKED]: "readiness.BLOCKED",
  [Readiness.NOT_PURSUED]: "readiness.NOT_PURSUED",
});
export const readinessTone: Record<Readiness, string> = {
  [Readiness.UNSPECIFIED]: "none",
  [Readiness.DONE]: "yes",
  [Readiness.READY]: "ready",
  [Readiness.WAITING]: "announced",
  [Readiness.BLOCKED]: "no",
  [Readiness.NOT_PURSUED]: "none",
};

export const progressLabel = labels<ProgressKind>({
  [ProgressKind.UNSPECIFIED]: "progress-kind.UNSPECIFIED",
  [ProgressKind.NOT_MEASURABLE]: "progress-kind.NOT_MEASURABLE",
  [ProgressKind.NOT_STARTED]: "progress-kind.NOT_STARTED",
  [ProgressKind.PROGRESSING]: "progress-kind.PROGRESSING",
  [ProgressKind.SATISFIED]: "progress-kind.SATISFIED",
  [ProgressKind.REGRESSED]: "progress-kind.REGRESSED",
});
export const progressTone: Record<ProgressKind, string> = {
  [ProgressKind.UNSPECIFIED]: "none",
  [ProgressKind.NOT_MEASURABLE]: "none",
  [ProgressKind.NOT_STARTED]: "none",
  [ProgressKind.PROGRESSING]: "ready",
  [ProgressKind.SATISFIED]: "yes",
  [ProgressKind.REGRESSED]: "no",
};

/** The name of a service for readers. */
export const serviceLabel = (service: Service): string => t(`service.${service}`);

export const milestoneLabel = (status: MilestoneStatus): string => capital(enumLabel(MilestoneStatus, status));
export const questionLabel = (status: QuestionStatus): string => capital(enumLabel(QuestionStatus, status));

export const confidenceLabel = labels<Confidence>({
  [Confidence.UNSPECIFIED]: "confidence.UNSPECIFIED",
  [Confidence.VERIFIED]: "confidence.VERIFIED",
  [Confidence.MONTH_VERIFIED]: "confidence.MONTH_VERIFIED",
  [Confidence.YEAR_VERIFIED]: "confidence.YEAR_VERIFIED",
  [Confidence.POLICY_PAPER]: "confidence.POLICY_PAPER",
  [Confidence.DISPUTED]: "confidence.DISPUTED",
  [Confidence.GENERAL_KNOWLEDGE]: "confidence.GENERAL_KNOWLEDGE",
  [Confidence.DERIVED]: "confidence.DERIVED",
  [Confidence.ORDINAL_CHECKED]: "confidence.ORDINAL_CHECKED",
});

/** "Greece and Slovakia recognize, and Romania does not object"; names come from the caller. */
export function assumptionsLabel(assumptions: readonly Assumption[], name: (code: string) => string): string {
  // Assumptions that differ only in the state are combined.
  const groups = new Map<string, { who: string[]; key: MessageKey; where: string }>();
  const sentences: string[] = [];
  for (const { fact } of assumptions) {
    const group = (who: string, key: string, where = "") => {
      const known = groups.get(`${key} ${where}`) ?? { who: [], key: key as MessageKey, where };
      known.who.push(name(who));
      groups.set(`${key} ${where}`, known);
    };
    switch (fact.case) {
      case "recognition":
        group(fact.value.recognizer, `assumed.recognition-${AssumedRecognitionStatus[fact.value.status]}`);
        break;
      case "position":
        group(
          fact.value.state,
          `assumed.stance-${AssumedStance[fact.value.stance]}`,
          `${name(fact.value.organization)}: ${decisionLabel(fact.value.decision)}`,
        );
        break;
      case "membership":
        group(fact.value.state, fact.value.ended ? "assumed.leave" : "assumed.join", name(fact.value.organization));
        break;
      case "ratification":
        group(fact.value.state, "assumed.ratify");
        break;
      case "milestone":
        sentences.push(
          t("assumed.milestone", { milestone: name(fact.value.milestone), status: enumLabel(AssumedMilestoneStatus, fact.value.status) }),
        );
        break;
      case "blocker":
        sentences.push(t("assumed.blocker", { blocker: fact.value.blockerId, milestone: name(fact.value.milestone) }));
        break;
      case "outcome":
        sentences.push(
          t("assumed.outcome", { organization: name(fact.value.organization), decision: decisionLabel(fact.value.decision) }),
        );
        break;
      case "observation":
        sentences.push(t("assumed.observation", { indicator: name(fact.value.indicator), value: fact.value.value }));
        break;
      case "agreement":
        sentences.push(fact.value.centre ? t("assumed.agreement", { centre: name(fact.value.centre) }) : t("assumed.agreement-any"));
        break;
      case "partnership":
        sentences.push(t("assumed.partnership", { partnership: idOf(fact.value.partnership) }));
        break;
    }
  }

  const grouped = [...groups.values()].map(({ who, key, where }) => t(key, { who: joinFew(who, 8), count: who.length, where }));
  return joinAnd([...grouped, ...(sentences.length > 0 ? [joinFew(sentences, 5)] : [])]);
}

/** "Spain", or "NATO (status neutrality)": the origin, and the kind unless it is obvious. */
export function blockerLabel({ kind, origin, description }: Blocker, name: (code: string) => string): string {
  const isPlain = kind === BlockerKind.NON_RECOGNITION || kind === BlockerKind.OBJECTION || kind === BlockerKind.UNSPECIFIED;
  if (origin === "") {
    return description;
  }

  return isPlain ? name(origin) : t("labels.blocker-kind", { origin: name(origin), kind: enumLabel(BlockerKind, kind) });
}

/** "Spain, Greece and 12 others". */
export const joinFew = (words: readonly string[], max = 6): string =>
  joinAnd(words.length > max + 1 ? [...words.slice(0, max), t("shared.others", { count: words.length - max })] : words);
