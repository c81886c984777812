// Achieved and open milestones by track and date, with their dependencies.
import { useEffect, useMemo } from "preact/hooks";
import { timePointOf, useList, useQuery, useResources, useRoute } from "../app.ts";
import { dateRange, today } from "../dates.ts";
import { MilestoneKind, Readiness, type Milestone, type MilestoneReadiness, type TrackProgress } from "@kosovonato/client/milestones/v1";
import { listAll } from "@kosovonato/client";
import { milestones, timeFields, type TimePoint } from "../api.ts";
import { Recorded } from "../recorded.tsx";
import { idOf } from "../resource-names.ts";
import { here } from "../router.ts";
import { Empty, QueryStatus, ResourceLink, ViewHeader } from "../components.tsx";
import { joinFew, milestoneLabel, readinessLabel } from "../labels.ts";
import { CriticalPath, useCriticalPath } from "./critical-path.tsx";
import { Axis, MilestoneRow } from "./milestone.tsx";
import { compareTexts, t } from "../messages.ts";

export function useReadiness(point: TimePoint) {
  return useQuery(`readiness ${point.asOf} ${point.knownAt}`, ["milestones", "recognitions"], async (signal) => {
    const all = await listAll((pageToken) => milestones.getReadiness({ ...timeFields(point), pageSize: 1_000, pageToken }, { signal }));
    return { milestones: all.flatMap((page) => page.milestones), tracks: all[0]?.tracks ?? [], asOf: all[0]?.asOf ?? "" };
  });
}

export function Milestones() {
  const route = useRoute();
  const point = timePointOf(route);
  const readiness = useReadiness(point);
  const facts = useResources("milestone", point);
  const tracks = [...useList("track")].sort((a, b) => a.displayOrder - b.displayOrder);
  const { goal: goalId = "path-accession", only = "" } = route.params;
  const goal = `milestones/${goalId}`;
  const path = useCriticalPath(goal, point);
  const of = useMemo(() => new Map((facts.value ?? []).map((one) => [one.name, one])), [facts.value]);
  const neededBy = useMemo(() => {
    const needs = new Map<string, Milestone[]>();
    for (const one of facts.value ?? []) {
      for (const { milestone } of one.dependencies) {
        needs.set(milestone, [...(needs.get(milestone) ?? []), one]);
      }
    }

    return needs;
  }, [facts.value]);
  const ready = new Map((readiness.value?.milestones ?? []).map((one) => [one.milestone, one]));
  const onPath = path.value?.path.map((one) => one.milestone) ?? [];
  const shown = (readiness.value?.milestones ?? []).filter(
    (one) => only === "" || (only === "overdue" ? one.overdue : String(one.readiness) === only),
  );
  const overdue = readiness.value?.milestones.filter((one) => one.overdue) ?? [];
  const count = (test: (one: MilestoneReadiness) => boolean) => readiness.value?.milestones.filter(test).length ?? 0;
  useEffect(() => {
    const heading = only === "" ? null : document.getElementById("tracks");
    if (heading && heading.getBoundingClientRect().top > innerHeight / 2) {
      requestAnimationFrame(() => heading.scrollIntoView());
    }
  }, [only, path.value === undefined]);
  const choose = (params: Record<string, string>) => {
    location.hash = here(route, params);
  };
  return (
    <>
      <ViewHeader
        title={t("milestones.title")}
        name="milestones"
        lead={t("milestones.lead")}
        rows={() =>
          shown.map((one) => ({
            milestone: idOf(one.milestone),
            title: one.title,
            track: idOf(one.track),
            kind: MilestoneKind[one.kind],
            status: milestoneLabel(one.status),
            readiness: readinessLabel[one.readiness],
            achieved_on: one.achievedOn,
            target_on: one.targetOn,
            overdue: one.overdue,
            waiting_for: one.waitingFor.map(idOf).join(" "),
            open_blockers: one.openBlockers.map((blocker) => idOf(blocker.origin) || blocker.description).join(" "),
            critical_path: onPath.indexOf(one.milestone) + 1 || undefined,
          }))
        }
      />
      <QueryStatus query={readiness} what={t("milestones.the-milestones")} />
      <ul class="figures" hidden={readiness.value === undefined}>
        {[
          [Readiness.DONE, readinessLabel[Readiness.DONE].toLowerCase()],
          [Readiness.READY, t("milestones.ready")],
          [Readiness.WAITING, t("milestones.waiting")],
          [Readiness.BLOCKED, readinessLabel[Readiness.BLOCKED].toLowerCase()],
        ].map(([state, words]) => (
          <li key={state}>
            <a class="figure" href={here(route, { only: String(state) })}>
              {count((one) => one.readiness === state)}
            </a>
            <span>{words}</span>
          </li>
        ))}
        <li>
          <a class="figure" href={here(route, { only: "overdue" })}>
            {count((one) => one.overdue)}
          </a>
          <span>
            {t("milestones.overdue")}
            {overdue.length > 0 && (
              <>
                :{" "}
                <Recorded>
                  {joinFew(
                    overdue.map((one) => one.title),
                    2,
                  )}
                </Recorded>
              </>
            )}
          </span>
        </li>
      </ul>
      {readiness.value && facts.value && <CriticalPath goal={goal} query={path} milestones={of} readiness={ready} />}
      <h2 id="tracks">{t("milestones.by-track")}</h2>
      <div class="filters">
        <label>
          {t("milestones.show")}{" "}
          <select value={only} onChange={(event) => choose({ only: event.currentTarget.value })}>
            <option value="">{t("milestones.all")}</option>
            {[Readiness.DONE, Readiness.READY, Readiness.WAITING, Readiness.BLOCKED, Readiness.NOT_PURSUED].map((one) => (
              <option key={one} value={one}>
                {readinessLabel[one].toLowerCase()}
              </option>
            ))}
            <option value="overdue">{t("milestones.overdue")}</option>
          </select>
        </label>
      </div>
      <div class="timeline" aria-busy={readiness.loading}>
        {tracks.map((track) => {
          const id = idOf(track.name);
          const rows = shown.filter((one) => one.track === track.name).sort((a, b) => when(a) - when(b) || compareTexts(a.title, b.title));
          return rows.length === 0 ? null : (
            <section key={id} class="track" aria-labelledby={`track-${id}`}>
              <h3 id={`track-${id}`}>
                <ResourceLink name={track.name}>{track.displayName}</ResourceLink>{" "}
                <TrackLine of={readiness.value?.tracks.find((one) => one.track === track.name)} />
              </h3>
              <Axis />
              <ul class="plain">
                {rows.map((one) => (
                  <MilestoneRow
                    key={one.milestone}
                    of={one}
                    milestone={of.get(one.milestone)}
                    all={of}
                    neededBy={neededBy.get(one.milestone) ?? []}
                    step={onPath.indexOf(one.milestone) + 1}
                    day={point.asOf || today()}
                  />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      {readiness.value && shown.length === 0 && <Empty>{t("milestones.none")}</Empty>}
    </>
  );
}

const when = (one: MilestoneReadiness): number => dateRange(one.achievedOn || one.targetOn)?.[0] ?? Number.MAX_SAFE_INTEGER;

function TrackLine({ of }: { of: TrackProgress | undefined }) {
  return of ? (
    <span class="soft">
      {[
        t("milestones.track-achieved", { count: of.achieved, total: of.total }),
        of.standingConditions > 0 ? t("milestones.track-conditions", { met: of.standingConditionsMet, total: of.standingConditions }) : "",
        of.overdue > 0 ? t("milestones.track-overdue", { count: of.overdue }) : "",
      ]
        .filter(Boolean)
        .join(", ")}
    </span>
  ) : null;
}
