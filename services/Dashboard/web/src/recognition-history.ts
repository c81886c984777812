// Recognition on any day, computed from the recorded acts and memberships that the page already has. The rules are those of the
// service's reads with `as_of`: a partial date counts from its first day.
import { dayOf } from "./dates.ts";
import { ClaimRank } from "@kosovonato/client/evidence/v1";
import {
  ActKind,
  MembershipRole,
  RecognitionStatus as Status,
  WithdrawalPolicy,
  type Act,
  type CountingRule,
  type Membership,
  type Recognition,
  type State,
} from "@kosovonato/client/recognitions/v1";
import { idOf } from "./resource-names.ts";

/** The first day that a partial date can mean, `YYYY-MM-DD`. */
const firstDay = (date: string): string => `${date}-01-01`.slice(0, 10);

/** The last day that a partial date can mean. */
function lastDay(date: string): string {
  const [year = 0, month = 12, day] = date.split("-").map(Number);
  return day ? date : dayOf(Date.UTC(year, month, 0));
}

/** The date of an act, or a day by which the act is attested. */
export const dateOfAct = (act: Act): string => act.date || act.attestedOn;
/** The day from which an act counts. */
export const dayOfAct = (act: Act): string => firstDay(dateOfAct(act));

const counts = (act: Act): boolean => !act.retracted && act.rank !== ClaimRank.DEPRECATED;
const isPreferred = (act: Act): boolean => act.rank !== ClaimRank.NORMAL && act.rank !== ClaimRank.DEPRECATED;

const moves: Partial<Record<Status, Partial<Record<ActKind, Status>>>> = {
  [Status.NOT_RECOGNIZED]: { [ActKind.ANNOUNCED]: Status.ANNOUNCED, [ActKind.GRANTED]: Status.RECOGNIZED },
  [Status.ANNOUNCED]: { [ActKind.GRANTED]: Status.RECOGNIZED, [ActKind.DENIED]: Status.NOT_RECOGNIZED },
  [Status.RECOGNIZED]: {
    [ActKind.INVALIDATED]: Status.RECOGNITION_DISPUTED,
    [ActKind.WITHDRAWAL_CLAIMED]: Status.WITHDRAWAL_CLAIMED,
    [ActKind.WITHDRAWAL_CONFIRMED]: Status.WITHDRAWN,
  },
  [Status.WITHDRAWAL_CLAIMED]: {
    [ActKind.REAFFIRMED]: Status.RECOGNIZED,
    [ActKind.WITHDRAWAL_CONFIRMED]: Status.WITHDRAWN,
  },
  [Status.WITHDRAWN]: { [ActKind.REAFFIRMED]: Status.RECOGNIZED, [ActKind.GRANTED]: Status.RECOGNIZED },
  [Status.RECOGNITION_DISPUTED]: { [ActKind.CONFIRMED]: Status.RECOGNIZED },
};
const contesting: readonly ActKind[] = [ActKind.DENIED, ActKind.INVALIDATED, ActKind.WITHDRAWAL_CLAIMED];

/** A recognition as of a day: its acts up to the day, and the fields that follow from them. */
export function recognitionOn(recorded: Recognition, day: string): Recognition {
  const acts = recorded.acts.filter((act) => dayOfAct(act) <= day);
  let status: Status = Status.NOT_RECOGNIZED;
  let [recognizedOn, withdrawnOn, relationsOn, contested, confirmed] = ["", "", "", false, false];
  for (const act of acts.filter(counts)) {
    contested ||= contesting.includes(act.kind);
    const before: Status = status;
    const after: Status | undefined = moves[before]?.[act.kind];
    if (!isPreferred(act) || (after === undefined && act.kind !== ActKind.CONFIRMED && act.kind !== ActKind.RELATIONS_ESTABLISHED)) {
      continue; // A competing claim, or an act that cannot follow.
    }

    status = after ?? before;
    confirmed ||= act.kind === ActKind.CONFIRMED || act.kind === ActKind.REAFFIRMED;
    if (act.kind === ActKind.GRANTED || (act.kind === ActKind.REAFFIRMED && before === Status.WITHDRAWN)) {
      recognizedOn = dateOfAct(act);
    } else if (act.kind === ActKind.WITHDRAWAL_CONFIRMED) {
      withdrawnOn = dateOfAct(act);
    } else if (act.kind === ActKind.RELATIONS_ESTABLISHED) {
      relationsOn = dateOfAct(act);
    }
  }

  return {
    ...recorded,
    acts,
    status,
    recognizedOn: status === Status.RECOGNIZED || status === Status.WITHDRAWAL_CLAIMED ? recognizedOn : "",
    withdrawnOn: status === Status.WITHDRAWN ? withdrawnOn : "",
    diplomaticRelationsOn: relationsOn,
    contested,
    confirmed,
  };
}

/** Whether a recognition counts by a rule on a day. */
export function countsBy({ acts: all }: Recognition, rule: CountingRule, day: string): boolean {
  const acts = all.filter(counts);
  let [counted, ended] = [false, false];
  for (const [i, act] of acts.entries()) {
    if (dayOfAct(act) > day) {
      break;
    }

    if (endsCount(act, rule.withdrawalPolicy)) {
      ended = true;
    } else if (isPreferred(act) && (rule.countDisputed || !isVoid(acts.slice(i + 1)))) {
      ended &&= act.kind !== ActKind.GRANTED;
      counted ||= rule.countedActKinds.includes(act.kind);
    }
  }

  return counted && !ended;
}

function endsCount(act: Act, policy: WithdrawalPolicy): boolean {
  const confirmed = act.kind === ActKind.WITHDRAWAL_CONFIRMED;
  const claimed = act.kind === ActKind.WITHDRAWAL_CLAIMED;
  return policy === WithdrawalPolicy.ANY_CLAIM
    ? confirmed || claimed
    : policy === WithdrawalPolicy.COUNTED_BY_THIRD_PARTIES && isPreferred(act) && (confirmed || (claimed && act.countedByThirdParties));
}

/** Whether one of the acts after an act, of any date, denied it, or declared it void and no act confirmed it after that. */
function isVoid(later: readonly Act[]): boolean {
  let [declared, denied] = [false, false];
  for (const { kind } of later.filter(isPreferred)) {
    denied ||= kind === ActKind.DENIED;
    declared = kind === ActKind.INVALIDATED || (declared && kind !== ActKind.CONFIRMED);
  }

  return denied || declared;
}

type Held = "yes" | "no" | "unknown";

/** Whether a state was a member on a day; unknown before the day by which a membership without a start is attested. */
export function wasMember({ periods }: Membership, day: string): Held {
  const start = (period: { validFrom: string; attestedOn: string }) => firstDay(period.validFrom || period.attestedOn);
  const present = periods.findLast((one) => start(one) <= day && (one.validTo === "" || day <= lastDay(one.validTo)));
  if (present) {
    return present.role === MembershipRole.MEMBER ? "yes" : "no";
  }

  const next = periods.find((one) => start(one) > day);
  return next?.validFrom === "" && next.role === MembershipRole.MEMBER ? "unknown" : "no";
}

/** The days on which a membership can have begun or ended: the day after the last day of a period has the new value. */
export function membershipDays({ periods }: Membership): string[] {
  return periods.flatMap((one) => [
    firstDay(one.validFrom || one.attestedOn),
    ...(one.validTo === "" ? [] : [dayOf(Date.parse(lastDay(one.validTo)) + 86_400_000)]),
  ]);
}

export interface Facts {
  states: readonly State[];
  recognitions: readonly Recognition[];
  memberships: readonly Membership[];
}

/** A day on which a count changed, and the states by which it did. */
export interface Step {
  day: string;
  count: number;
  added: readonly string[];
  removed: readonly string[];
}

/** How many states recognized the subject by a rule, from the first day on which the count changed. */
export function countSteps(rule: CountingRule, subject: string, facts: Facts, until: string): Step[] {
  const un = rule.unMembersOnly ? unMembers(facts) : undefined;
  const memberships = new Map(
    facts.memberships.filter((one) => one.name.startsWith("organizations/un/")).map((one) => [idOf(one.name), one]),
  );
  const changes = new Map<string, { added: string[]; removed: string[] }>();
  for (const one of facts.recognitions.filter((recognition) => recognition.subject === subject)) {
    const membership = un && memberships.get(one.recognizer);
    const days = [...new Set([...one.acts.map(dayOfAct), ...(membership ? membershipDays(membership) : [])])].sort();
    let before = false;
    for (const day of days.filter((one) => one <= until)) {
      const now = countsBy(one, rule, day) && (!un || un.get(one.recognizer)?.(day) === "yes");
      if (now !== before) {
        const change = changes.get(day) ?? { added: [], removed: [] };
        change[now ? "added" : "removed"].push(one.recognizer);
        changes.set(day, change);
        before = now;
      }
    }
  }

  let count = 0;
  return [...changes]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([day, { added, removed }]) => ({ day, count: (count += added.length - removed.length), added, removed }));
}

/** The number of members of an organization from each day on which it changed. Null if the start of a membership is unknown. */
export function memberSteps(organization: string, memberships: readonly Membership[], until: string): Step[] | null {
  const of = memberships.filter((one) => one.name.startsWith(`${organization}/`));
  if (of.some((one) => one.periods.some((period) => period.role === MembershipRole.MEMBER && period.validFrom === ""))) {
    return null;
  }

  const days = [...new Set(of.flatMap(membershipDays))].filter((day) => day <= until).sort();
  let before = new Set<string>();
  return days.flatMap((day) => {
    const now = new Set(of.filter((one) => wasMember(one, day) === "yes").map((one) => idOf(one.name)));
    const added = [...now].filter((code) => !before.has(code));
    const removed = [...before].filter((code) => !now.has(code));
    before = now;
    return added.length + removed.length > 0 ? [{ day, count: now.size, added, removed }] : [];
  });
}

/** The days on which the status of a recognition of the subject changed, in order: what a playback steps over. */
export function statusDays(subject: string, recognitions: readonly Recognition[], until: string): string[] {
  const days = new Set<string>();
  for (const one of recognitions.filter(({ subject: of }) => of === subject)) {
    let before = Status.NOT_RECOGNIZED;
    for (const act of one.acts) {
      const day = dayOfAct(act);
      const { status } = recognitionOn(one, day);
      if (status !== before && day <= until) {
        days.add(day);
        before = status;
      }
    }
  }

  return [...days].sort();
}

/** The states that recognize the subject on a day, those that do not, and those that cannot be counted. */
export interface Tally {
  recognizingStates: string[];
  nonRecognizingStates: string[];
  unknownStates: string[];
  recognizingCount: number;
  totalCount: number;
  countingRule: CountingRule;
  asOf: string;
}

/** Counts by a rule on a day: all states with a recorded recognition, or the members of an organization. */
export function tallyOn(day: string, rule: CountingRule, subject: string, facts: Facts, organization = ""): Tally {
  const by = new Map(facts.recognitions.filter((one) => one.subject === subject).map((one) => [one.recognizer, one]));
  const counted = organization === "" ? (rule.unMembersOnly ? unMembers(facts) : undefined) : membersOf(organization, facts);
  const codes = organization === "" ? [...by.keys()] : [...(counted?.keys() ?? [])].filter((code) => code !== subject);
  const [recognizingStates, nonRecognizingStates, unknownStates]: [string[], string[], string[]] = [[], [], []];
  for (const code of codes.sort()) {
    const held = counted ? (counted.get(code)?.(day) ?? "no") : "yes";
    const recognition = by.get(code);
    if (held === "unknown" || (held === "yes" && !recognition)) {
      unknownStates.push(code);
    } else if (held === "yes" && recognition) {
      (countsBy(recognition, rule, day) ? recognizingStates : nonRecognizingStates).push(code);
    }
  }

  return {
    recognizingStates,
    nonRecognizingStates,
    unknownStates,
    recognizingCount: recognizingStates.length,
    totalCount: recognizingStates.length + nonRecognizingStates.length,
    countingRule: rule,
    asOf: day,
  };
}

type Timeline = (day: string) => Held;

/** Who was a member of an organization, by day. */
const membersOf = (organization: string, { memberships }: Facts): Map<string, Timeline> =>
  new Map(
    memberships
      .filter((one) => one.name.startsWith(`${organization}/`))
      .map((one) => [idOf(one.name), (day: string) => wasMember(one, day)]),
  );

/** Who was a member of the United Nations. Without a recorded membership, what is recorded of the state decides, for every day. */
const unMembers = (facts: Facts): Map<string, Timeline> =>
  new Map([
    ...facts.states.filter((one) => one.unMember).map((one): [string, Timeline] => [idOf(one.name), () => "yes"]),
    ...membersOf("organizations/un", facts),
  ]);

/** The count of recognizing members of an organization, from each day on which it changed. */
export function recognizerSteps(organization: string, rule: CountingRule, subject: string, facts: Facts, until: string): Step[] {
  const of = facts.memberships.filter((one) => one.name.startsWith(`${organization}/`));
  const codes = new Set(of.map((one) => idOf(one.name)));
  const acts = facts.recognitions.filter((one) => one.subject === subject && codes.has(one.recognizer)).flatMap((one) => one.acts);
  const days = [...new Set([...of.flatMap(membershipDays), ...acts.map(dayOfAct)])].filter((day) => day <= until).sort();
  const first = acts.map(dayOfAct).sort()[0] ?? "9";
  let before: readonly string[] = [];
  return days
    .filter((day) => day >= first)
    .flatMap((day) => {
      const now = tallyOn(day, rule, subject, facts, organization).recognizingStates;
      const [added, removed] = [now.filter((code) => !before.includes(code)), before.filter((code) => !now.includes(code))];
      before = now;
      return added.length + removed.length > 0 ? [{ day, count: now.length, added, removed }] : [];
    });
}
