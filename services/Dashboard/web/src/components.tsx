// Small parts that all views use.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useList, useRoute } from "./app.ts";
import { csv, type Row } from "./csv.ts";
import { formatDate } from "./dates.ts";
import type { Evidence } from "./gen/kosovonato/evidence/v1/evidence_pb.ts";
import type { Centre, Indicator, Milestone } from "./gen/kosovonato/milestones/v1/resources_pb.ts";
import type { Organization, State } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import { idOf } from "./resource-names.ts";
import { here, toCountry, type Route } from "./router.ts";
import { confidenceLabel } from "./labels.ts";

export const tones = ["yes", "ready", "announced", "disputed", "claimed", "withdrawn", "no", "none"] as const;

/** The fill of a tone: a color, with a pattern where colors cannot be told apart. */
export const fillOf = (tone: string): string => `url(#tone-${tone})`;

/** Defines the patterns, once per page. */
export function Patterns() {
  const lines: Record<string, ComponentChildren> = {
    yes: null,
    ready: <path d="M4 0V8" class="mark" />,
    announced: <path d="M0 2H8M0 6H8" class="mark" />,
    disputed: <path d="M0 4H8M4 0V8" class="mark" />,
    claimed: <path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" class="mark" />,
    withdrawn: <path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" class="mark" />,
    no: <path d="M1.5 2h1M5.5 6h1" class="mark dot" />,
    none: null,
  };
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {tones.map((tone) => (
          <pattern key={tone} id={`tone-${tone}`} class={`tone ${tone}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" class="ground" />
            {lines[tone]}
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

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
  return date === "" ? <span class="soft">no date</span> : <time dateTime={date}>{formatDate(date)}</time>;
}

/** A link that opens the panel of a resource. */
export function ResourceLink({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <ResourceLinkAt route={useRoute()} name={name}>
      {children}
    </ResourceLinkAt>
  );
}

/** Like `ResourceLink`, for long lists: the caller passes the route, so that the links do not all listen for changes of the address. */
export function ResourceLinkAt({ route, name, children }: { route: Route; name: string; children: ComponentChildren }) {
  return (
    <a class="fact" href={here(route, { fact: name, explain: "" })}>
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
  const sorted = [...codes].sort((a, b) => name(a).localeCompare(name(b)));
  // One more name takes no more room than the words that would replace it.
  if (sorted.length <= max + 1) {
    return <p class="states">{links(sorted)}</p>;
  }

  return (
    <>
      <p class="states">{links(sorted.slice(0, max))}</p>
      <details class="states">
        <summary>and {sorted.length - max} others</summary>
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
  if (!known.lists.every((list, i) => list === lists[i]) || known.lists.length === 0) {
    known = { lists, names: namesOf(...lists) };
  }

  const { names } = known;
  // A resource that is not loaded, or has no display name, is shown by its ID.
  return (codeOrName) => names.get(codeOrName) ?? (/^[a-z]\w*\/[\w.-]+$/.test(codeOrName) ? idOf(codeOrName) : codeOrName);
}

let known: { lists: readonly unknown[]; names: ReadonlyMap<string, string> } = { lists: [], names: new Map() };

function namesOf(
  states: readonly State[],
  organizations: readonly Organization[],
  milestones: readonly Milestone[],
  indicators: readonly Indicator[],
  centres: readonly Centre[],
): ReadonlyMap<string, string> {
  return new Map([
    ...milestones.map((one) => [one.name, `“${one.title}”`] as const),
    ...indicators.map((one) => [one.name, `“${one.displayName}”`] as const),
    ...centres.map((one) => [one.name, one.displayName] as const),
    ...states.map((one) => [idOf(one.name), one.displayName] as const),
    ...organizations.map((one) => [one.name, one.shortName || one.displayName] as const),
  ]);
}

/** The sources of a fact, and how well they confirm it. */
export function Sources({ evidence }: { evidence: Evidence | undefined }) {
  const sources = useList("source");
  const name = useNames();
  if (!evidence) {
    return <p class="sources soft">No source is recorded.</p>;
  }

  const { assertedBy } = evidence;
  return (
    <p class="sources">
      <span class="soft">
        {assertedBy.value && `stated by ${assertedBy.case === "assertingPublisher" ? assertedBy.value : name(assertedBy.value)}; `}
        {confidenceLabel[evidence.confidence]}:{" "}
      </span>
      {evidence.citations.map((citation, i) => {
        const source = sources.find((one) => one.name === citation.source);
        return (
          <span key={i}>
            {i > 0 && "; "}
            <ResourceLink name={citation.source}>{source?.title ?? idOf(citation.source)}</ResourceLink>
            {citation.locator && `, ${citation.locator}`}
            {citation.quote && <q>{citation.quote}</q>}
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
    return (
      <p class="trouble" role="status">
        {query.value === undefined ? `${what} cannot be loaded: ` : `${what} may be out of date, because the last query failed: `}
        {query.error}
        {known_at !== "" && / does not exist\.$/.test(query.error) && " The resource was not yet recorded at the selected time."}
      </p>
    );
  }

  if (query.value === undefined) {
    return (
      <p class="soft" role="status">
        Loading {what.toLowerCase()}…
      </p>
    );
  }

  return query.outdated ? (
    <p class="late" role="status">
      Loading. The data shown is for the previous query.
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
    say(`${all.length} rows saved as ${link.download}`);
  };
  return (
    <div class="export">
      <button type="button" onClick={() => save("csv")}>
        CSV
      </button>
      <button type="button" onClick={() => save("json")}>
        JSON
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
