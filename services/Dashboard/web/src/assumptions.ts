// Parses assumptions from text: "GR and SK recognize, RS withdraws, RO does not object to nato GRANT_MAP, path-pfp achieved".
import { create } from "@bufbuild/protobuf";
import {
  AssumedMembershipRole,
  AssumedMilestoneStatus,
  AssumedOutcome,
  AssumedRecognitionStatus,
  AssumedStance,
  AssumptionSchema,
  type Assumption,
} from "@kosovonato/client/assumptions/v1";
import { idOf } from "./resource-names.ts";
import { joinOr, t } from "./messages.ts";

export interface ParsedAssumptions {
  assumptions: Assumption[];
  /** Errors: for each unparsed part, the text and the accepted form. */
  problems: string[];
}

export interface NameIndex {
  /** State codes by name or code, in lower case. */
  states: ReadonlyMap<string, string>;
  /** IDs of organizations. */
  organizations: ReadonlySet<string>;
  /** IDs of milestones. */
  milestones: ReadonlySet<string>;
}

const recognitions: [RegExp, AssumedRecognitionStatus][] = [
  [/^(.*?)\s+(?:do(?:es)? not|did not) recogni[sz]e(?: kosovo)?$/i, AssumedRecognitionStatus.NOT_RECOGNIZED],
  [/^(.*?)\s+recogni[sz]e[sd]?(?: kosovo)?$/i, AssumedRecognitionStatus.RECOGNIZED],
  [/^(.*?)\s+withdr(?:aws?|ew)(?: recognition)?$/i, AssumedRecognitionStatus.WITHDRAWN],
];
const positions: [RegExp, AssumedStance][] = [
  [/^(.*?)\s+(?:do(?:es)? not object|stops? objecting)\s+(?:to|on)\s+(\S+)\s+(\w+)$/i, AssumedStance.NO_OBJECTION],
  [/^(.*?)\s+objects?\s+(?:to|on)\s+(\S+)\s+(\w+)$/i, AssumedStance.OPPOSE],
  [/^(.*?)\s+supports?\s+(\S+)\s+(\w+)$/i, AssumedStance.SUPPORT],
  [/^(.*?)\s+abstains?\s+(?:to|on)\s+(\S+)\s+(\w+)$/i, AssumedStance.ABSTAIN],
];

const stanceForms: Partial<Record<AssumedStance, string>> = {
  [AssumedStance.SUPPORT]: "supports",
  [AssumedStance.NO_OBJECTION]: "does not object to",
  [AssumedStance.ABSTAIN]: "abstains on",
  [AssumedStance.OPPOSE]: "objects to",
};

const recognitionForms: Partial<Record<AssumedRecognitionStatus, string>> = {
  [AssumedRecognitionStatus.NOT_RECOGNIZED]: "does not recognize",
  [AssumedRecognitionStatus.RECOGNIZED]: "recognizes",
  [AssumedRecognitionStatus.WITHDRAWN]: "withdraws",
};

/** Assumptions as text that `parseAssumptions` accepts; empty if one of them cannot be expressed. */
export function formatAssumptions(assumptions: readonly Assumption[]): string {
  const clauses = assumptions.map(({ fact }) => {
    switch (fact.case) {
      case "recognition":
        return recognitionForms[fact.value.status] && `${fact.value.recognizer} ${recognitionForms[fact.value.status]}`;
      case "membership":
        return fact.value.role === AssumedMembershipRole.UNSPECIFIED
          ? `${fact.value.state} ${fact.value.ended ? "leaves" : "joins"} ${idOf(fact.value.organization)}`
          : "";
      case "outcome":
        return fact.value.outcome === AssumedOutcome.ADOPTED ? `${idOf(fact.value.organization)} adopts ${fact.value.decision}` : "";
      case "position":
        return (
          stanceForms[fact.value.stance] &&
          `${fact.value.state} ${stanceForms[fact.value.stance]} ${idOf(fact.value.organization)} ${fact.value.decision}`
        );
      case "milestone":
        return fact.value.status === AssumedMilestoneStatus.ACHIEVED ? `${idOf(fact.value.milestone)} achieved` : "";
      default:
        return "";
    }
  });
  return clauses.every(Boolean) ? clauses.join(", ") : "";
}

export function parseAssumptions(text: string, { states, organizations, milestones }: NameIndex): ParsedAssumptions {
  const assumptions: Assumption[] = [];
  const problems: string[] = [];
  const codes = (words: string): string[] =>
    namesOf(words, states).flatMap((word) => {
      const code = states.get(word.toLowerCase());
      if (!code) {
        problems.push(t("whatif.unknown-state", { word }));
      }

      return code ? [code] : [];
    });
  for (const clause of clausesOf(text)) {
    const recognition = recognitions.map(([form, status]) => ({ match: form.exec(clause), status })).find((one) => one.match);
    const position = positions.map(([form, stance]) => ({ match: form.exec(clause), stance })).find((one) => one.match);
    const achieved = /^(\S+)(?: is)? achieved$/i.exec(clause);
    const decides = /^(\S+)\s+adopts\s+(\w+)$/i.exec(clause);
    const joins = /^(.*?)\s+(joins?|leaves?)\s+(\S+)$/i.exec(clause);
    if (position?.match) {
      const [, who = "", organization = "", decision = ""] = position.match;
      if (!organizations.has(organization.toLowerCase())) {
        problems.push(t("whatif.unknown-organization", { word: organization, known: [...organizations].join(", ") }));
        continue;
      }

      assumptions.push(
        ...codes(who).map((state) =>
          create(AssumptionSchema, {
            fact: {
              case: "position",
              value: { organization: nameOf(organization), decision: decision.toUpperCase(), state, stance: position.stance },
            },
          }),
        ),
      );
    } else if (recognition?.match) {
      assumptions.push(
        ...codes(recognition.match[1] ?? "").map((recognizer) =>
          create(AssumptionSchema, { fact: { case: "recognition", value: { recognizer, subject: "XK", status: recognition.status } } }),
        ),
      );
    } else if (joins) {
      const [, who = "", verb = "", organization = ""] = joins;
      if (!organizations.has(organization.toLowerCase())) {
        problems.push(t("whatif.unknown-organization", { word: organization, known: [...organizations].join(", ") }));
        continue;
      }

      assumptions.push(
        ...codes(who).map((state) =>
          create(AssumptionSchema, {
            fact: { case: "membership", value: { organization: nameOf(organization), state, ended: /^leave/i.test(verb) } },
          }),
        ),
      );
    } else if (decides) {
      const [, organization = "", decision = ""] = decides;
      if (!organizations.has(organization.toLowerCase())) {
        problems.push(t("whatif.unknown-organization", { word: organization, known: [...organizations].join(", ") }));
        continue;
      }

      const value = { organization: nameOf(organization), decision: decision.toUpperCase(), outcome: AssumedOutcome.ADOPTED };
      assumptions.push(create(AssumptionSchema, { fact: { case: "outcome", value } }));
    } else if (achieved) {
      if (!milestones.has(achieved[1]!)) {
        problems.push(t("whatif.unknown-milestone", { word: achieved[1]!, example: "path-pfp" }));
        continue;
      }

      const value = { milestone: `milestones/${achieved[1]}`, status: AssumedMilestoneStatus.ACHIEVED };
      assumptions.push(create(AssumptionSchema, { fact: { case: "milestone", value } }));
    } else {
      problems.push(t("whatif.invalid", { clause, examples: joinOr(examples.map((text) => t("shared.quoted", { text }))) }));
    }
  }

  return { assumptions, problems };
}

const examples = [
  "GR and SK recognize",
  "RO withdraws",
  "TR objects to nato GRANT_MAP",
  "RS joins nato",
  "nato adopts GRANT_MAP",
  "path-pfp achieved",
];

const nameOf = (organization: string): string => `organizations/${organization.toLowerCase()}`;

/** Splits "Bosnia and Herzegovina and GR" into two names: the longest known name wins. */
function namesOf(words: string, states: ReadonlyMap<string, string>): string[] {
  const parts = words.split(/(\s*(?:,|&|\band\b)\s*)/i);
  const names: string[] = [];
  for (let i = 0; i < parts.length;) {
    let end = parts.length;
    while (end > i + 1 && !states.has(parts.slice(i, end).join("").trim().toLowerCase())) {
      end -= 2;
    }

    end = Math.max(end, i + 1);
    names.push(parts.slice(i, end).join("").trim());
    i = end + 1; // After the separator.
  }

  return names.filter((name) => name !== "");
}

const verb = /\b(recogni[sz]e[sd]?|withdr(?:aws?|ew)|objects?|objecting|supports?|abstains?|joins?|leaves?|adopts|achieved)\b/i;

/** A comma or "and" separates clauses only after a verb; before the verb it separates states. */
function clausesOf(text: string): string[] {
  const clauses: string[] = [];
  for (const sentence of text.split(/[;.\n]+/)) {
    let open = "";
    for (const part of sentence.split(/(\s*,\s*|\s+and\s+)/i)) {
      if (/^\s*,\s*$|^\s+and\s+$/i.test(part)) {
        if (verb.test(open)) {
          clauses.push(open.trim());
          open = "";
        } else {
          open += part;
        }
      } else {
        open += part;
      }
    }

    clauses.push(open.trim());
  }

  return clauses.filter((clause) => clause !== "");
}

/** The text with one assumption more, or with one less if the text has it already. A conflicting assumption is replaced. */
export function toggleAssumption(assumptions: readonly Assumption[], one: Assumption): string {
  const text = formatAssumptions([one]);
  const others = assumptions.filter((other) => formatAssumptions([other]) !== text);
  return formatAssumptions(others.length < assumptions.length ? others : [...others.filter((other) => !isConflict(other, one)), one]);
}

/** Whether both are about the same recognition, or the same position. */
function isConflict({ fact: a }: Assumption, { fact: b }: Assumption): boolean {
  return a.case === "recognition" && b.case === "recognition"
    ? a.value.recognizer === b.value.recognizer
    : a.case === "position" &&
        b.case === "position" &&
        a.value.state === b.value.state &&
        a.value.organization === b.value.organization &&
        a.value.decision === b.value.decision;
}
