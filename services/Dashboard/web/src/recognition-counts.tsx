// The recognizing states on any day, and their number under each counting rule.
import { create } from "@bufbuild/protobuf";
import { useMemo } from "preact/hooks";
import { recognitions, timeFields, type TimePoint } from "./api.ts";
import { useList, useQuery, useResources, useRoute, type QueryState } from "./app.ts";
import { QueryStatus, ResourceLink } from "./components.tsx";
import { dayOf, formatDate, today } from "./dates.ts";
import {
  CountRecognitionsResponseSchema,
  RecognitionStatus,
  type CountRecognitionsResponse,
  type CountingRule,
  type Recognition,
  type State,
} from "@kosovonato/client/recognitions/v1";
import { statusLabel } from "./labels.ts";
import { rich, t } from "./messages.ts";
import { recognitionOn, statusDays, tallyOn, type Facts } from "./recognition-history.ts";
import { idOf } from "./resource-names.ts";
import { to } from "./router.ts";
import { useStateList } from "./state-list.ts";

export const subject = "XK";
export const shownOrganizations = ["organizations/nato", "organizations/eu", "organizations/adriatic-charter"];

const strict = "countingRules/strict";

interface AllCounts {
  byRule: readonly CountRecognitionsResponse[];
  members: readonly { organization: string; count: CountRecognitionsResponse }[];
}

/**
 * How many states recognize under each counting rule, and how many members of the shown organizations do. Computed from the facts of the
 * stream; by the service as of an earlier record, which the stream does not have.
 */
export function useCounts(point: TimePoint): QueryState<AllCounts> {
  const rules = useList("countingRule");
  const facts = useFacts();
  const isHere = point.knownAt === "" && rules.length > 0;
  const day = point.asOf || today();
  const value = useMemo(() => {
    const count = (rule: CountingRule, organization = "") =>
      create(CountRecognitionsResponseSchema, tallyOn(day, rule, subject, facts, organization));
    const byMembers = rules.find((rule) => rule.name === strict) ?? rules[0];
    return isHere && byMembers
      ? {
          byRule: rules.map((rule) => count(rule)),
          members: shownOrganizations.map((organization) => ({ organization, count: count(byMembers, organization) })),
        }
      : undefined;
  }, [isHere, day, rules, facts]);
  const names = rules.map((rule) => rule.name);
  const key = isHere ? "" : `counts ${point.asOf} ${point.knownAt} ${names.join()}`;
  const query = useQuery<AllCounts>(key, isHere ? [] : ["recognitions"], async (signal) => {
    const count = (countingRule: string, organization: string) =>
      recognitions.countRecognitions({ countingRule, organization, ...timeFields(point) }, { signal });
    const [byRule, members] = await Promise.all([
      Promise.all(isHere ? [] : names.map((rule) => count(rule, ""))),
      Promise.all(isHere ? [] : shownOrganizations.map((organization) => count("", organization))),
    ]);
    return { byRule, members: members.map((one, i) => ({ organization: shownOrganizations[i]!, count: one })) };
  });
  return isHere ? { value, error: "", loading: false, outdated: false } : query;
}

/** The facts from which recognition on any day is computed, as recorded at a time. */
export function useFacts(knownAt = ""): Facts {
  const point = { asOf: "", knownAt };
  const states = useList("state");
  const [all, memberships] = [useResources("recognition", point).value, useResources("membership", point).value];
  return useMemo(() => ({ states, recognitions: all ?? [], memberships: memberships ?? [] }), [states, all, memberships]);
}

/** The recognition by each state, by code. All days are computed from the same records. */
export function useByState({ asOf, knownAt }: TimePoint) {
  const query = useResources("recognition", { asOf: "", knownAt });
  const of = useMemo(
    () =>
      new Map(
        (query.value ?? [])
          .filter((one) => one.subject === subject)
          .map((one) => [one.recognizer, asOf === "" ? one : recognitionOn(one, asOf)]),
      ),
    [query.value, asOf],
  );
  return { query, of };
}

/** The counts. Each links to the states that it counts. */
export function Counts({ query }: { query: ReturnType<typeof useCounts> }) {
  const route = useRoute();
  const organizations = useList("organization");
  return (
    <section aria-label={t("recognition.counts")} aria-busy={query.loading}>
      <QueryStatus query={query} what={t("recognition.the-counts")} />
      <ul class="figures">
        {query.value?.members.map(({ organization, count }) => (
          <li key={organization}>
            <a class="figure" href={to(route, "recognitions", { org: idOf(organization) })}>
              {count.recognizingCount}
              <small> {t("recognition.of", { total: count.totalCount })}</small>
            </a>
            <span>
              {t("recognition.members", {
                organization: organizations.find((one) => one.name === organization)?.shortName ?? idOf(organization),
                count: count.recognizingCount,
              })}
              {count.unknownStates.length > 0 && `, ${t("recognition.unknown", { count: count.unknownStates.length })}`}
            </span>
          </li>
        ))}
        {query.value?.byRule.map((count) => (
          <li key={count.countingRule?.name}>
            <a class="figure" href={to(route, "recognitions", { counted: ruleOf(count) })}>
              {count.recognizingCount}
            </a>
            <span>
              {rich("recognition.by-rule", {
                rule: <ResourceLink name={count.countingRule?.name ?? ""}>{count.countingRule?.displayName}</ResourceLink>,
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const ruleOf = (count: CountRecognitionsResponse): string => idOf(count.countingRule?.name ?? "");

export function statusCounts(states: readonly State[], of: ReadonlyMap<string, Recognition>): Map<RecognitionStatus, number> {
  const counts = new Map<RecognitionStatus, number>();
  for (const state of states) {
    const code = idOf(state.name);
    if (code !== subject) {
      const status = of.get(code)?.status ?? RecognitionStatus.UNSPECIFIED;
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  }

  return counts;
}


/** The days on which the status of a state changed, up to today. */
export function useStatusDays(): readonly string[] {
  const all = useList("recognition");
  return useMemo(() => statusDays(subject, all, today()), [all]);
}

/** The states whose status changed on the last such day up to a day, and that day; empty if there is none. */
export function useLastChange(
  day: string,
  of: ReadonlyMap<string, Recognition>,
  recorded: readonly Recognition[],
): { day: string; codes: ReadonlySet<string> } {
  return useMemo(() => {
    const last = statusDays(subject, recorded, day || today()).at(-1) ?? "";
    const before = last === "" ? "" : dayOf(Date.parse(last) - 86_400_000);
    const then = new Map(recorded.filter((one) => one.subject === subject).map((one) => [one.recognizer, recognitionOn(one, before)]));
    return { day: last, codes: new Set([...of.keys()].filter((code) => last !== "" && of.get(code)?.status !== then.get(code)?.status)) };
  }, [recorded, of, day]);
}

/** The changes of the last day on which the status of a state changed. */
export function LastChange({ last, of }: { last: ReturnType<typeof useLastChange>; of: ReadonlyMap<string, Recognition> }) {
  const listOf = useStateList();
  if (last.codes.size === 0) {
    return <p class="last-change">{t("map.noChange")}</p>;
  }

  const changes = [...Map.groupBy(last.codes, (code) => of.get(code)?.status ?? RecognitionStatus.UNSPECIFIED)].map(([status, codes]) =>
    t("map.change", { status: statusLabel[status], states: listOf(codes) }),
  );
  return (
    <p class="last-change">
      <b>{formatDate(last.day)}</b> {changes.join(" ")}
    </p>
  );
}
