import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { streamState, useRoute, useSelected } from "./app.ts";
import { here, to, type Route, type View } from "./router.ts";
import { Panel } from "./panel.tsx";
import { PageLinks } from "./page-links.tsx";
import { services, type Service } from "./store.ts";
import { FreshnessStatus, reasonText, StaleNotice } from "./freshness-status.tsx";
import { TimeBar, timeError } from "./time-bar.tsx";
import { ViewHeader } from "./components.tsx";
import { Patterns } from "./patterns.tsx";
import { serviceLabel } from "./labels.ts";
import { rememberLanguage } from "./language.ts";
import { currentLanguage, joinAnd, languages, t, type Language, type MessageKey } from "./messages.ts";
import { titleOf } from "./titles.ts";
import { Ballots } from "./views/ballots.tsx";
import { Changes } from "./views/changes.tsx";
import { Charts } from "./views/charts.tsx";
import { Countries } from "./views/countries.tsx";
import { Decisions } from "./views/decisions.tsx";
import { Indicators } from "./views/indicators.tsx";
import { Milestones } from "./views/milestones.tsx";
import { Overview } from "./views/overview.tsx";
import { Precedents } from "./views/precedents.tsx";
import { Recognitions } from "./views/recognitions.tsx";
import { Recommendations } from "./views/recommendations.tsx";
import { WhatIf } from "./views/whatif.tsx";

/** The views. `needs` has the services that a view needs for correct data; without the others, the view only lacks some names. */
const all: Record<View, { label: MessageKey; view: ComponentType; needs: readonly Service[]; ignoresTime?: true }> = {
  overview: { label: "page.view-overview", view: Overview, needs: ["recognitions"] },
  recognitions: { label: "page.view-recognitions", view: Recognitions, needs: ["recognitions"] },
  countries: { label: "page.view-countries", view: Countries, needs: ["recognitions"] },
  decisions: { label: "page.view-decisions", view: Decisions, needs: ["recognitions"] },
  ballots: { label: "page.view-ballots", view: Ballots, needs: ["recognitions"] },
  "what-if": { label: "page.view-what-if", view: WhatIf, needs: services },
  milestones: { label: "page.view-milestones", view: Milestones, needs: ["milestones"] },
  precedents: { label: "page.view-precedents", view: Precedents, needs: ["milestones"] },
  recommendations: { label: "page.view-recommendations", view: Recommendations, needs: ["recommendations"] },
  indicators: { label: "page.view-indicators", view: Indicators, needs: ["milestones"] },
  charts: { label: "page.view-charts", view: Charts, needs: ["recognitions"] },
  changes: { label: "page.view-changes", view: Changes, needs: [], ignoresTime: true },
};

export function Page() {
  const route = useRoute();
  const { label: key, view: Shown, needs, ignoresTime } = all[route.view];
  const label = t(key);
  const timeProblem = ignoresTime ? "" : timeError(route.params);
  const isFirst = useRef(true);
  // A view can show one resource as a page of its own.
  const { ballot = "" } = route.params;
  const shown = route.id ? `states/${route.id}` : ballot;
  const title = useSelected((store) => (store.resources.has(shown) ? titleOf(store, shown) : label));
  useEffect(() => {
    const status = /^\([^)]*\) /.exec(document.title)?.[0] ?? "";
    document.title = `${status}${title} – ${t("page.name")}`;
  }, [title, currentLanguage()]);
  useEffect(() => {
    if (!isFirst.current) {
      document.getElementById("title")?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }

    isFirst.current = false;
  }, [route.view, shown]);
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
            {t("page.name")}
          </a>
          <LanguageSwitch route={route} />
          <FreshnessStatus />
        </div>
        <nav aria-label={t("page.views")}>
          <ul>
            {(Object.keys(all) as View[]).map((view) => (
              <li key={view}>
                <a href={to(route, view)} aria-current={view === route.view ? "page" : undefined}>
                  {t(all[view].label)}
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
              lead={<a href={here(route, { as_of: "", known_at: "" })}>{t("page.as-of-today")}</a>}
            />
            <p class="trouble" role="alert">
              {timeProblem}
            </p>
          </>
        )}
      </main>
      <footer>
        {currentLanguage() !== "en" && <p class="recorded">{t("page.recorded-in-english")}</p>}
        <p>{t("page.footer")}</p>
        <PageLinks />
      </footer>
      <Panel />
    </>
  );
}

/** Links to this page in each language, each named in that language. */
function LanguageSwitch({ route }: { route: Route }) {
  return (
    <ul class="languages" aria-label={t("page.languages")}>
      {(Object.keys(languages) as Language[]).map((language) => (
        <li key={language}>
          <a
            href={here(route, { lang: language })}
            lang={language}
            hreflang={language}
            aria-current={language === currentLanguage() ? "true" : undefined}
            onClick={() => rememberLanguage(language)}
          >
            {languages[language]}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Shows a view once all services that it needs have been listed, because counts over an incomplete list would be wrong. */
function WhenLoaded({ needs, children }: { needs: readonly Service[]; children: ComponentChildren }) {
  const missing = useSelected(({ sync }) => services.filter((service) => !sync[service].listed).join());
  const why = useSelected(
    ({ sync }) =>
      services
        .map((service) => (sync[service].listed ? "" : reasonText(sync[service].why)))
        .filter(Boolean)
        .join(" ") || reasonText(streamState.why),
  );
  const absent = services.filter((service) => missing.includes(service));
  const names = joinAnd(absent.map(serviceLabel));
  const wait = absent.length === services.length || needs.some((service) => absent.includes(service));
  if (wait) {
    return (
      <div class="began" role="status">
        <p>{t("page.waiting", { services: names })}</p>
        {why !== "" && <p class="soft">{why}</p>}
      </div>
    );
  }

  return (
    <>
      {absent.length > 0 && (
        <p class="notice absent" role="status">
          <b>{t("page.no-data-yet", { services: names })}</b> {why} {t("page.not-needed")}
        </p>
      )}
      {children}
    </>
  );
}
