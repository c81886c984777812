import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { streamState, useRoute, useSelected } from "./app.ts";
import { format, to, type View } from "./router.ts";
import { Panel } from "./panel.tsx";
import { PageLinks } from "./page-links.tsx";
import { services, type Service } from "./store.ts";
import { FreshnessStatus, StaleNotice } from "./freshness-status.tsx";
import { TimeBar, timeError } from "./time-bar.tsx";
import { Patterns, ViewHeader } from "./components.tsx";
import { capital } from "./labels.ts";
import { t } from "./messages.ts";
import { titleOf } from "./titles.ts";
import { Ballots } from "./views/ballots.tsx";
import { Changes } from "./views/changes.tsx";
import { Decisions } from "./views/decisions.tsx";
import { Indicators } from "./views/indicators.tsx";
import { Milestones } from "./views/milestones.tsx";
import { Overview } from "./views/overview.tsx";
import { Precedents } from "./views/precedents.tsx";
import { Recognitions } from "./views/recognitions.tsx";
import { Recommendations } from "./views/recommendations.tsx";
import { WhatIf } from "./views/whatif.tsx";

/** The views. `needs` has the services that a view needs for correct data; without the others, the view only lacks some names. */
const all: Record<View, { label: string; view: ComponentType; needs: readonly Service[]; ignoresTime?: true }> = {
  overview: { label: "Overview", view: Overview, needs: ["recognitions"] },
  recognitions: { label: "Recognition", view: Recognitions, needs: ["recognitions"] },
  decisions: { label: "Decisions", view: Decisions, needs: ["recognitions"] },
  ballots: { label: "Ballots", view: Ballots, needs: ["recognitions"] },
  "what-if": { label: "What if", view: WhatIf, needs: services },
  milestones: { label: "Milestones", view: Milestones, needs: ["milestones"] },
  precedents: { label: "Precedents", view: Precedents, needs: ["milestones"] },
  recommendations: { label: "Recommendations", view: Recommendations, needs: ["recommendations"] },
  indicators: { label: "Indicators", view: Indicators, needs: ["milestones"] },
  changes: { label: "Changes", view: Changes, needs: [], ignoresTime: true },
};

export function Page() {
  const route = useRoute();
  const { label, view: Shown, needs, ignoresTime } = all[route.view];
  const timeProblem = ignoresTime ? "" : timeError(route.params);
  const isFirst = useRef(true);
  // A view can show one resource as a page of its own.
  const { ballot = "" } = route.params;
  const title = useSelected((store) => (store.resources.has(ballot) ? titleOf(store, ballot) : label));
  useEffect(() => {
    document.title = `${document.title.startsWith("(") ? `${document.title.split(" ")[0]} ` : ""}${title} – Kosovo and NATO`;
  }, [title]);
  useEffect(() => {
    if (!isFirst.current) {
      document.getElementById("title")?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }

    isFirst.current = false;
  }, [route.view, ballot]);
  return (
    <>
      <Patterns />
      <a
        class="skip"
        href="#title"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("title")?.focus();
        }}
      >
        {t("page.skip")}
      </a>
      <header>
        <div class="bar">
          <a class="brand" href={to(route, "overview")}>
            Kosovo and NATO
          </a>
          <FreshnessStatus />
        </div>
        <nav aria-label="Views">
          <ul>
            {(Object.keys(all) as View[]).map((view) => (
              <li key={view}>
                <a href={to(route, view)} aria-current={view === route.view ? "page" : undefined}>
                  {all[view].label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {!ignoresTime && timeProblem === "" && <TimeBar />}
      </header>
      <main class={`view-${route.view}`}>
        <StaleNotice />
        {timeProblem === "" ? (
          <WhenLoaded needs={needs}>
            <Shown />
          </WhenLoaded>
        ) : (
          <>
            <ViewHeader
              title={label}
              lead={<a href={format({ view: route.view, params: { ...route.params, as_of: "", known_at: "" } })}>As of today</a>}
            />
            <p class="trouble" role="alert">
              {timeProblem}
            </p>
          </>
        )}
      </main>
      <footer>
        <p>
          Every statement on this page is based on recorded facts. Select a fact to see its sources, corrections and history. A withdrawal
          is shown as claimed until the note of the recognizing state is published. The map shows the borders that the General Assembly of
          the United Nations affirms, and Kosovo as the subject of these records.
        </p>
        <PageLinks />
      </footer>
      <Panel />
    </>
  );
}

/** Shows a view once all services that it needs have been listed, because counts over an incomplete list would be wrong. */
function WhenLoaded({ needs, children }: { needs: readonly Service[]; children: ComponentChildren }) {
  const missing = useSelected(({ sync }) => services.filter((service) => !sync[service].listed).join(", "));
  const why = useSelected(
    ({ sync }) =>
      services
        .map((service) => (sync[service].listed ? "" : sync[service].why))
        .filter(Boolean)
        .join(" ") || streamState.why,
  );
  const absent = services.filter((service) => missing.includes(service));
  const wait = absent.length === services.length || needs.some((service) => absent.includes(service));
  if (wait) {
    return (
      <div class="began" role="status">
        <p>Waiting for {missing}…</p>
        {why !== "" && <p class="soft">{why}</p>}
      </div>
    );
  }

  return (
    <>
      {absent.length > 0 && (
        <p class="notice absent" role="status">
          <b>{capital(missing)}: no data yet.</b> {why} This view does not need the missing data, except for some names and changes.
        </p>
      )}
      {children}
    </>
  );
}
