// Small parts that all views use.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useList, useRoute } from "./app.ts";
import { csv, type Row } from "./csv.ts";
import { formatDate } from "./dates.ts";
import type { Evidence } from "@kosovonato/client/evidence/v1";
import type { Centre, Indicator, Milestone } from "@kosovonato/client/milestones/v1";
import type { Organization, State } from "@kosovonato/client/recognitions/v1";
import { idOf } from "./resource-names.ts";
import { here, toCountry, type Route } from "./router.ts";
import { confidenceLabel } from "./labels.ts";
import { isTitled, Recorded, recordedLanguage } from "./recorded.tsx";
import { compareTexts, currentLanguage, rich, stateName, t } from "./messages.ts";

export const tones = ["yes", "ready", "announced", "disputed", "claimed", "withdrawn", "no", "none"] as const;

/** The fill of a tone: a color, with a pattern where colors cannot be told apart. */
export const fillOf = (tone: string): string => `url(#tone-${tone})`;

export function PatternSwatch({ tone, dashed = false }: { tone: string; dashed?: boolean }) {
  return (
    <svg class={`swatch${dashed ? " dashed" : ""}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <rect x="0.75" y="0.75" width="14.5" height="14.5" rx="3" fill={fillOf(tone)} />
    </svg>
  );
}

/** A status as a pattern and a word. */
export function StatusTag({ tone, children, dashed = false }: { tone: string; children: ComponentChildren; dashed?: boolean }) {
  return (
    <span class="tag">
      <PatternSwatch tone={tone} dashed={dashed} />
      <span>{children}</span>
    </span>
  );
}

export function DateText({ date }: { date: string }) {
  return date === "" ? <span class="soft">{t("shared.no-date")}</span> : <time dateTime={date}>{formatDate(date)}</time>;
}

interface ResourceLinkProps {
  name: string;
  children: ComponentChildren;
  /** Whether the text of the link is of the page itself, and not the recorded title of the resource. */
  own?: boolean;
}

/** A link that opens the panel of a resource. */
export function ResourceLink({ name, children, own = false }: ResourceLinkProps) {
  return (
    <ResourceLinkAt route={useRoute()} name={name} own={own}>
      {children}
    </ResourceLinkAt>
  );
}

/** Like `ResourceLink`, for long lists: the caller passes the route, so that the links do not all listen for changes of the address. */
export function ResourceLinkAt({ route, name, children, own = false }: ResourceLinkProps & { route: Route }) {
  return (
    <a class="fact" href={here(route, { fact: name, explain: "" })} lang={!own && isTitled(name) ? recordedLanguage() : undefined}>
      {children}
    </a>
  );
}

/** Names of states that lead to their pages. All after the first `max` unfold. */
export function StateLinks({
  codes,
  max,
  remark = () => "",
}: {
  codes: readonly string[];
  max: number;
  remark?: (code: string) => string;
}) {
  const route = useRoute();
  const name = useNames();
  const links = (some: readonly string[]) =>
    some.map((code, i) => (
      <span key={code}>
        {i > 0 && ", "}
        <a class="fact" href={toCountry(route, code)}>
          {name(code)}
        </a>
        {remark(code) !== "" && ` (${remark(code)})`}
      </span>
    ));
  const sorted = [...codes].sort((a, b) => compareTexts(name(a), name(b)));
  // One more name takes no more room than the words that would replace it.
  if (sorted.length <= max + 1) {
    return <p class="states">{links(sorted)}</p>;
  }

  return (
    <>
      <p class="states">{links(sorted.slice(0, max))}</p>
      <details class="states">
        <summary>{t("shared.and-others", { count: sorted.length - max })}</summary>
        {links(sorted.slice(max))}
      </details>
    </>
  );
}

export function ExplanationLink({
  recommendation,
  children,
  label,
}: {
  recommendation: string;
  children: ComponentChildren;
  label: string;
}) {
  return (
    <a class="fact number" href={here(useRoute(), { explain: idOf(recommendation), fact: "" })} aria-label={label}>
      {children}
    </a>
  );
}

/** Display names: of a state by code; of an organization, a milestone, an indicator or a centre by resource name. */
export function useNames(): (codeOrName: string) => string {
  const lists = [useList("state"), useList("organization"), useList("milestone"), useList("indicator"), useList("centre")] as const;
  // Many components call this in one drawing, with the same lists.
  const language = currentLanguage();
  if (known.language !== language || !known.lists.every((list, i) => list === lists[i])) {
    known = { language, lists, names: namesOf(...lists) };
  }

  const { names } = known;
  // A resource that is not loaded, or has no display name, is shown by its ID.
  return (codeOrName) => names.get(codeOrName) ?? (/^[a-z]\w*\/[\w.-]+$/.test(codeOrName) ? idOf(codeOrName) : codeOrName);
}

let known: { language: string; lists: readonly unknown[]; names: ReadonlyMap<string, string> } = {
  language: "",
  lists: [],
  names: new Map(),
};

function namesOf(
  states: readonly State[],
  organizations: readonly Organization[],
  milestones: readonly Milestone[],
  indicators: readonly Indicator[],
  centres: readonly Centre[],
): ReadonlyMap<string, string> {
  return new Map([
    ...milestones.map((one) => [one.name, t("shared.quoted", { text: one.title })] as const),
    ...indicators.map((one) => [one.name, t("shared.quoted", { text: one.displayName })] as const),
    ...centres.map((one) => [one.name, one.displayName] as const),
    ...states.map((one) => [idOf(one.name), stateName(idOf(one.name), one.displayName)] as const),
    ...organizations.map((one) => [one.name, one.shortName || one.displayName] as const),
  ]);
}

/** The sources of a fact, and how well they confirm it. */
export function Sources({ evidence }: { evidence: Evidence | undefined }) {
  const sources = useList("source");
  const name = useNames();
  if (!evidence) {
    return <p class="sources soft">{t("shared.no-source")}</p>;
  }

  const { assertedBy } = evidence;
  return (
    <p class="sources">
      <span class="soft">
        {assertedBy.value
          ? t("shared.stated-by", {
              who: assertedBy.case === "assertingPublisher" ? assertedBy.value : name(assertedBy.value),
              confidence: confidenceLabel[evidence.confidence],
            })
          : t("shared.confidence", { confidence: confidenceLabel[evidence.confidence] })}{" "}
      </span>
      {evidence.citations.map((citation, i) => {
        const source = sources.find((one) => one.name === citation.source);
        return (
          <span key={i}>
            {i > 0 && "; "}
            <ResourceLink name={citation.source}>{source?.title ?? idOf(citation.source)}</ResourceLink>
            {citation.locator && ", "}
            <Recorded>{citation.locator}</Recorded>
            {citation.quote && <q lang={recordedLanguage()}>{citation.quote}</q>}
          </span>
        );
      })}
    </p>
  );
}

/** Whether the query of a view is still loading, or the reason why there is no result. */
export function QueryStatus({ query, what }: { query: { value: unknown; error: string; outdated: boolean }; what: string }) {
  const { known_at = "" } = useRoute().params;
  if (query.error !== "") {
    const values = { what, error: <Recorded>{query.error}</Recorded> };
    return (
      <p class="trouble" role="status">
        {query.value === undefined ? rich("shared.query-failed", values) : rich("shared.query-outdated", values)}
        {known_at !== "" && / does not exist\.$/.test(query.error) && ` ${t("shared.not-yet-recorded")}`}
      </p>
    );
  }

  if (query.value === undefined) {
    return (
      <p class="soft" role="status">
        {t("shared.loading", { what: what.slice(0, 1).toLowerCase() + what.slice(1) })}
      </p>
    );
  }

  return query.outdated ? (
    <p class="late" role="status">
      {t("shared.loading-next")}
    </p>
  ) : null;
}

export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

/** Buttons that download the data of a view. The rows are computed on demand. */
export function Export({ name, rows }: { name: string; rows: () => readonly Row[] }) {
  const [done, say] = useState("");
  const save = (type: "csv" | "json") => {
    const all = rows();
    const content =
      type === "csv" ? csv(all) : `${JSON.stringify(all, (_, value) => (typeof value === "bigint" ? String(value) : value), 2)}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: type === "csv" ? "text/csv;charset=utf-8" : "application/json" }));
    link.download = `${name}.${type}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    say(t("shared.saved", { count: all.length, file: link.download }));
  };
  return (
    <div class="export">
      <button type="button" onClick={() => save("csv")}>
        {t("shared.csv")}
      </button>
      <button type="button" onClick={() => save("json")}>
        {t("shared.json")}
      </button>
      <span class="visually-hidden" role="status">
        {done}
      </span>
    </div>
  );
}

/** The title of a view, its lead text, and buttons that download its data. */
export function ViewHeader({
  title,
  lead,
  name,
  rows,
}: {
  title: string;
  lead: ComponentChildren;
  name?: string;
  rows?: () => readonly Row[];
}) {
  return (
    <div class="head">
      <div>
        <h1 id="title" tabIndex={-1}>
          {title}
        </h1>
        <p class="lead">{lead}</p>
      </div>
      {name && rows && <Export name={name} rows={rows} />}
    </div>
  );
}
