// Labels of the contracts' values, in the terms of the subject area.
import { RecognitionStatus, VotingRule, Verdict, QuestionStatus } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import {
  AccessionStep,
  BlockerKind,
  DependencyBasis,
  MilestoneStatus,
  Readiness,
  type Blocker,
} from "./gen/kosovonato/milestones/v1/resources_pb.ts";
import { ProgressKind } from "./gen/kosovonato/recommendations/v1/resources_pb.ts";
import { Confidence } from "./gen/kosovonato/evidence/v1/evidence_pb.ts";
import type { Assumption } from "./gen/kosovonato/assumptions/v1/assumptions_pb.ts";
import { AssumedRecognitionStatus, AssumedMilestoneStatus, AssumedStance } from "./gen/kosovonato/assumptions/v1/assumptions_pb.ts";
import { idOf } from "./resource-names.ts";

/** "IN_PROGRESS" becomes "in progress". */
export const toWords = (name: string | undefined): string => (name ?? "").toLowerCase().replaceAll("_", " ");

/** The label of an enum value that needs no other wording. */
export const enumLabel = (names: Record<number, string>, value: number): string => toWords(names[value]);

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "INVITE_PARTNER_PFP" becomes "Invitation to the Partnership for Peace". */
export function decisionLabel(decision: string): string {
  const known: Record<string, string> = {
    INVITE_PARTNER_PFP: "Invitation to the Partnership for Peace",
    GRANT_MAP: "Membership Action Plan",
    INVITE_ACCESSION: "Invitation to accede",
    RATIFY_ACCESSION: "Ratification of accession",
    EXPAND_MANDATE: "Wider mandate of the advisory team",
    ACCREDIT_COE: "Accreditation of a centre of excellence",
    ADMIT_MEMBER: "Admission as a member",
    INVITE_OBSERVER: "Invitation as an observer",
    INVITE_MEMBER: "Invitation as a member",
    INVITE_PARTNER: "Invitation as a partner",
    FORWARD_APPLICATION: "Forwarding of the application",
    GIVE_OPINION: "Opinion on the application",
    REQUEST_ADVISORY_OPINION: "Request for an advisory opinion",
    GIVE_ADVISORY_OPINION: "Advisory opinion",
    CHANGE_DELEGATION_STATUS: "Status of the delegation",
    ADMIT_PARTICIPATING_STATE: "Admission as a participating state",
    RECOMMEND_ADMISSION: "Recommendation of admission",
  };
  return known[decision] ?? capital(toWords(decision));
}

export const dependencyLabel: Record<DependencyBasis, string> = {
  [DependencyBasis.UNSPECIFIED]: "not stated",
  [DependencyBasis.POLICY_PAPER]: "named in the policy paper",
  [DependencyBasis.INFERRED]: "inferred from the procedure",
};

export const stepLabel = (step: AccessionStep): string => steps[step] ?? capital(toWords(AccessionStep[step]));

const steps: Partial<Record<AccessionStep, string>> = {
  [AccessionStep.PFP_JOINED]: "Partnership for Peace joined",
  [AccessionStep.ADRIATIC_CHARTER_JOINED]: "Adriatic Charter joined",
  [AccessionStep.NACC_JOINED]: "North Atlantic Cooperation Council joined",
  [AccessionStep.IPAP_ADOPTED]: "Individual Partnership Action Plan adopted",
  [AccessionStep.MAP_ACTIVATED]: "Membership Action Plan activated",
  [AccessionStep.MAP_GRANTED]: "Membership Action Plan granted",
  [AccessionStep.RATIFICATION_FIRST]: "First ratification",
  [AccessionStep.RATIFICATION_LAST]: "Last ratification",
  [AccessionStep.ACCEDED]: "Accession",
};

export const statusLabel: Record<RecognitionStatus, string> = {
  [RecognitionStatus.UNSPECIFIED]: "No record",
  [RecognitionStatus.RECOGNIZED]: "Recognizes",
  [RecognitionStatus.NOT_RECOGNIZED]: "Does not recognize",
  [RecognitionStatus.ANNOUNCED]: "Announced",
  [RecognitionStatus.RECOGNITION_DISPUTED]: "Disputed",
  [RecognitionStatus.WITHDRAWAL_CLAIMED]: "Withdrawal claimed",
  [RecognitionStatus.WITHDRAWN]: "Withdrawal confirmed",
};

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

export const verdictLabel: Record<Verdict, string> = {
  [Verdict.UNSPECIFIED]: "Not assessed",
  [Verdict.MET]: "Would be taken",
  [Verdict.BLOCKED]: "Blocked",
  [Verdict.UNDETERMINED]: "Undetermined",
};
export const verdictTone: Record<Verdict, string> = {
  [Verdict.UNSPECIFIED]: "none",
  [Verdict.MET]: "yes",
  [Verdict.BLOCKED]: "no",
  [Verdict.UNDETERMINED]: "disputed",
};

export const ruleLabel: Record<VotingRule, string> = {
  [VotingRule.UNSPECIFIED]: "no rule",
  [VotingRule.CONSENSUS]: "consensus, no member objects",
  [VotingRule.UNANIMITY]: "unanimity, all members agree",
  [VotingRule.SIMPLE_MAJORITY]: "simple majority",
  [VotingRule.QUALIFIED_MAJORITY]: "qualified majority",
  [VotingRule.SECURITY_COUNCIL]: "Security Council",
};

export const readinessLabel: Record<Readiness, string> = {
  [Readiness.UNSPECIFIED]: "Not computed",
  [Readiness.DONE]: "Done",
  [Readiness.READY]: "Ready",
  [Readiness.WAITING]: "Waiting",
  [Readiness.BLOCKED]: "Blocked",
  [Readiness.NOT_PURSUED]: "Not pursued",
};
export const readinessTone: Record<Readiness, string> = {
  [Readiness.UNSPECIFIED]: "none",
  [Readiness.DONE]: "yes",
  [Readiness.READY]: "ready",
  [Readiness.WAITING]: "announced",
  [Readiness.BLOCKED]: "no",
  [Readiness.NOT_PURSUED]: "none",
};

export const progressLabel: Record<ProgressKind, string> = {
  [ProgressKind.UNSPECIFIED]: "Not computed",
  [ProgressKind.NOT_MEASURABLE]: "Not measurable",
  [ProgressKind.NOT_STARTED]: "Not started",
  [ProgressKind.PROGRESSING]: "Progressing",
  [ProgressKind.SATISFIED]: "Satisfied",
  [ProgressKind.REGRESSED]: "Regressed",
};
export const progressTone: Record<ProgressKind, string> = {
  [ProgressKind.UNSPECIFIED]: "none",
  [ProgressKind.NOT_MEASURABLE]: "none",
  [ProgressKind.NOT_STARTED]: "none",
  [ProgressKind.PROGRESSING]: "ready",
  [ProgressKind.SATISFIED]: "yes",
  [ProgressKind.REGRESSED]: "no",
};

export const milestoneLabel = (status: MilestoneStatus): string => capital(enumLabel(MilestoneStatus, status));
export const questionLabel = (status: QuestionStatus): string => capital(enumLabel(QuestionStatus, status));

export const confidenceLabel: Record<Confidence, string> = {
  [Confidence.UNSPECIFIED]: "confidence not stated",
  [Confidence.VERIFIED]: "verified in a source",
  [Confidence.MONTH_VERIFIED]: "month verified, day general knowledge",
  [Confidence.YEAR_VERIFIED]: "year verified, day general knowledge",
  [Confidence.POLICY_PAPER]: "stated only in the policy paper",
  [Confidence.DISPUTED]: "sources disagree",
  [Confidence.GENERAL_KNOWLEDGE]: "general knowledge, not checked",
  [Confidence.DERIVED]: "derived from other facts",
  [Confidence.ORDINAL_CHECKED]: "day not verified, but consistent with every published count",
};

const assumedStanceLabel: Record<AssumedStance, [one: string, several: string]> = {
  [AssumedStance.UNSPECIFIED]: ["takes no stance", "take no stance"],
  [AssumedStance.SUPPORT]: ["supports", "support"],
  [AssumedStance.NO_OBJECTION]: ["does not object", "do not object"],
  [AssumedStance.ABSTAIN]: ["abstains", "abstain"],
  [AssumedStance.CONDITIONAL]: ["agrees conditionally", "agree conditionally"],
  [AssumedStance.OPPOSE]: ["objects", "object"],
};
const assumedRecognitionLabel: Record<AssumedRecognitionStatus, [one: string, several: string]> = {
  [AssumedRecognitionStatus.UNSPECIFIED]: ["takes no stance", "take no stance"],
  [AssumedRecognitionStatus.NOT_RECOGNIZED]: ["does not recognize", "do not recognize"],
  [AssumedRecognitionStatus.RECOGNIZED]: ["recognizes", "recognize"],
  [AssumedRecognitionStatus.WITHDRAWN]: ["withdraws recognition", "withdraw recognition"],
};

/** "Greece and Slovakia recognize, and Romania does not object"; names come from the caller. */
export function assumptionsLabel(assumptions: readonly Assumption[], name: (code: string) => string): string {
  const groups = new Map<string, { who: string[]; does: [one: string, several: string]; where: string }>();
  const sentences: string[] = [];
  for (const { fact } of assumptions) {
    const group = (who: string, does: [string, string], where: string) => {
      const known = groups.get(`${does[0]} ${where}`) ?? { who: [], does, where };
      known.who.push(name(who));
      groups.set(`${does[0]} ${where}`, known);
    };
    switch (fact.case) {
      case "recognition":
        group(fact.value.recognizer, assumedRecognitionLabel[fact.value.status], "");
        break;
      case "position":
        group(
          fact.value.state,
          assumedStanceLabel[fact.value.stance],
          ` (${name(fact.value.organization)}: ${decisionLabel(fact.value.decision)})`,
        );
        break;
      case "membership":
        group(fact.value.state, fact.value.ended ? ["leaves", "leave"] : ["joins", "join"], ` ${name(fact.value.organization)}`);
        break;
      case "ratification":
        group(fact.value.state, ["ratifies", "ratify"], "");
        break;
      case "milestone":
        sentences.push(`${name(fact.value.milestone)} is ${enumLabel(AssumedMilestoneStatus, fact.value.status)}`);
        break;
      case "blocker":
        sentences.push(`blocker ${fact.value.blockerId} of ${name(fact.value.milestone)} is resolved`);
        break;
      case "outcome":
        sentences.push(`${name(fact.value.organization)} adopts ${decisionLabel(fact.value.decision)}`);
        break;
      case "observation":
        sentences.push(`${name(fact.value.indicator)} is ${fact.value.value}`);
        break;
      case "agreement":
        sentences.push(`an agreement with ${fact.value.centre ? name(fact.value.centre) : "a centre of excellence"} is in force`);
        break;
      case "partnership":
        sentences.push(`partnership ${idOf(fact.value.partnership)} is active`);
        break;
    }
  }

  const grouped = [...groups.values()].map(({ who, does, where }) => `${joinFew(who, 8)} ${does[who.length > 1 ? 1 : 0]}${where}`);
  return joinAnd([...grouped, ...(sentences.length > 0 ? [joinFew(sentences, 5)] : [])]);
}

/** "Spain", or "NATO (status neutrality)": the origin, and the kind unless it is obvious. */
export function blockerLabel({ kind, origin, description }: Blocker, name: (code: string) => string): string {
  const isPlain = kind === BlockerKind.NON_RECOGNITION || kind === BlockerKind.OBJECTION || kind === BlockerKind.UNSPECIFIED;
  return origin === "" ? description : `${name(origin)}${isPlain ? "" : ` (${enumLabel(BlockerKind, kind)})`}`;
}

/** "Spain, Greece and 12 others". */
export const joinFew = (words: readonly string[], max = 6): string =>
  joinAnd(words.length > max + 1 ? [...words.slice(0, max), `${words.length - max} others`] : words);

/** "Spain, Greece and Romania". */
export function joinAnd(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
