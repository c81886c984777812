import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { connection, useRoute, useSelected } from "./app.ts";
import { format, to, type View } from "./router.ts";
import { Panel } from "./panel.tsx";
import { services, type Service } from "./store.ts";
import { StaleNotice, Status } from "./status.tsx";
import { TimeBar, wrongTime } from "./time.tsx";
import { Head, Patterns } from "./ui.tsx";
import { capital } from "./words.ts";
import { Changes } from "./views/changes.tsx";
import { Decisions } from "./views/decisions.tsx";
import { Indicators } from "./views/indicators.tsx";
import { Milestones } from "./views/milestones.tsx";
import { Overview } from "./views/overview.tsx";
import { Precedents } from "./views/precedents.tsx";
import { Recognitions } from "./views/recognitions.tsx";
import { Recommendations } from "./views/recommendations.tsx";
import { WhatIf } from "./views/whatif.tsx";

/** Each with the services without which it would show something wrong; without the others it lacks some names at most. */
const all: Record<View, { words: string; view: ComponentType; needs: readonly Service[]; timeless?: true }> = {
  overview: { words: "Overview", view: Overview, needs: ["recognitions"] },
  recognitions: { words: "Recognition", view: Recognitions, needs: ["recognitions"] },
  decisions: { words: "Decisions", view: Decisions, needs: ["recognitions"] },
  "what-if": { words: "What if", view: WhatIf, needs: services },
  milestones: { words: "Milestones", view: Milestones, needs: ["milestones"] },
  precedents: { words: "Precedents", view: Precedents, needs: ["milestones"] },
  recommendations: { words: "Recommendations", view: Recommendations, needs: ["recommendations"] },
  indicators: { words: "Indicators", view: Indicators, needs: ["milestones"] },
  changes: { words: "Changes", view: Changes, needs: [], timeless: true },
};

export function Page() {
  const route = useRoute();
  const { words, view: Shown, needs, timeless } = all[route.view];
  const wrong = timeless ? "" : wrongTime(route.params);
  const began = useRef(true);
  useEffect(() => {
    document.title = `${document.title.startsWith("(") ? `${document.title.split(" ")[0]} ` : ""}${words} – Kosovo and NATO`;
    if (!began.current) {
      document.getElementById("title")?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }

    began.current = false;
  }, [route.view]);
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
        Skip to the content
      </a>
      <header>
        <div class="bar">
          <a class="brand" href={to(route, "overview")}>
            Kosovo and NATO
          </a>
          <Status />
        </div>
        <nav aria-label="Views">
          <ul>
            {(Object.keys(all) as View[]).map((view) => (
              <li key={view}>
                <a href={to(route, view)} aria-current={view === route.view ? "page" : undefined}>
                  {all[view].words}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {!timeless && wrong === "" && <TimeBar />}
      </header>
      <main>
        <StaleNotice />
        {wrong === "" ? (
          <Began needs={needs}>
            <Shown />
          </Began>
        ) : (
          <>
            <Head title={words} lead={<a href={format({ view: route.view, params: { ...route.params, as_of: "", known_at: "" } })}>As of today</a>} />
            <p class="trouble" role="alert">
              {wrong}
            </p>
          </>
        )}
      </main>
      <footer>
        <p>
          Every statement here rests on recorded facts; each opens on the sources, the corrections and the history of its own. Withdrawals are shown
          as claimed until the recognizer's own note is published. The map shows borders as the General Assembly of the United Nations affirms them,
          and Kosovo as the subject of these records.
        </p>
      </footer>
      <Panel />
    </>
  );
}

/** Nothing is shown before all of what it needs is there: half a list would be a wrong count. */
function Began({ needs, children }: { needs: readonly Service[]; children: ComponentChildren }) {
  const missing = useSelected(({ reach }) => services.filter((service) => !reach[service].listed).join(", "));
  const why = useSelected(
    ({ reach }) =>
      services
        .map((service) => (reach[service].listed ? "" : reach[service].why))
        .filter(Boolean)
        .join(" ") || connection.why,
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
          <b>{capital(missing)}: nothing yet.</b> {why} What is shown here does not need it, except for some names and changes.
        </p>
      )}
      {children}
    </>
  );
}
