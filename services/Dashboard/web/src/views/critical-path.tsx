// The missing steps to a goal in their order, each with the other milestones that it needs and the time that other countries took.
import { Empty, QueryStatus, ResourceLink, StatusTag, useNames } from "../components.tsx";
import { useQuery, useRoute } from "../app.ts";
import { milestones as service, timeFields, type TimePoint } from "../api.ts";
import { formatDays } from "../dates.ts";
import {
  BlockerSeverity,
  Readiness,
  type GetCriticalPathResponse,
  type Milestone,
  type MilestoneReadiness,
} from "@kosovonato/client/milestones/v1";
import { blockerLabel, joinFew, readinessLabel, readinessTone, stepLabel } from "../labels.ts";
import { t } from "../messages.ts";
import { requirementsOf, type Requirement } from "../required-milestones.ts";
import { here } from "../router.ts";
import { idOf } from "../resource-names.ts";
import { recordedLanguage } from "../recorded.tsx";

export const useCriticalPath = (goal: string, point: TimePoint) =>
  useQuery(`path ${goal} ${point.asOf} ${point.knownAt}`, ["milestones", "recognitions"], (signal) =>
    service.getCriticalPath({ goal, ...timeFields(point) }, { signal }),
  );

interface Facts {
  milestones: ReadonlyMap<string, Milestone>;
  readiness: ReadonlyMap<string, MilestoneReadiness>;
}

export function CriticalPath({
  goal,
  query,
  milestones,
  readiness,
}: Facts & { goal: string; query: ReturnType<typeof useCriticalPath> }) {
  const route = useRoute();
  const { value } = query;
  return (
    <section aria-labelledby="critical">
      <h2 id="critical">{t("milestones.path")}</h2>
      <div class="filters">
        <label>
          {t("milestones.goal")}{" "}
          <select
            value={idOf(goal)}
            onChange={(event) => {
              location.hash = here(route, { goal: event.currentTarget.value });
            }}
          >
            {[...milestones.values()]
              .sort((a, b) => a.title.localeCompare(b.title))
              .map((one) => (
                <option key={one.name} value={idOf(one.name)} lang={recordedLanguage()}>
                  {one.title}
                </option>
              ))}
          </select>
        </label>
      </div>
      <QueryStatus query={query} what={t("milestones.path.what")} />
      {value &&
        (value.path.length === 0 ? (
          <Empty>{t("milestones.path.none")}</Empty>
        ) : (
          <>
            <p>{summaryOf(value)}</p>
            <ol class="plain steps">
              {value.path.map((one) => (
                <Step key={one.milestone} of={one} path={value} milestones={milestones} readiness={readiness} />
              ))}
            </ol>
            <p class="soft">{t("milestones.path.key")}</p>
          </>
        ))}
    </section>
  );
}

function summaryOf({ path, measuredDuration: duration, unmeasuredMilestones }: GetCriticalPathResponse): string {
  return [
    t("milestones.path.steps", { count: path.length }),
    ...(duration && duration.sampleSize > 0
      ? [
          t("milestones.path.took", {
            min: formatDays(duration.minDays),
            max: formatDays(duration.maxDays),
            median: formatDays(duration.medianDays),
          }),
        ]
      : []),
    ...(unmeasuredMilestones.length > 0 ? [t("milestones.path.unmeasured", { count: unmeasuredMilestones.length })] : []),
  ].join(" ");
}

function Step({ of, path, milestones, readiness }: Facts & { of: MilestoneReadiness; path: GetCriticalPathResponse }) {
  const name = useNames();
  const leg = path.legs.find((one) => one.toMilestone === of.milestone);
  const isOpen = (one: string) => readiness.get(one)?.readiness !== Readiness.DONE;
  const needs = requirementsOf(of.milestone, milestones, isOpen, new Set(path.path.map((one) => one.milestone)));
  const hard = of.openBlockers.filter((one) => one.severity === BlockerSeverity.HARD);
  const blockers = [...new Set(hard.map((one) => blockerLabel(one, name)))];
  return (
    <li>
      <div class="step-what">
        <ResourceLink name={of.milestone}>{of.title}</ResourceLink>
        <div>
          <StatusTag tone={readinessTone[of.readiness]}>{readinessLabel[of.readiness]}</StatusTag>{" "}
          {blockers.length > 0 && <span class="soft">{t("decision.blocked.by", { states: joinFew(blockers) })}</span>}
        </div>
      </div>
      <div class="step-more">
        <p class="soft">
          {leg?.duration && leg.duration.sampleSize > 0 ? (
            <>
              {stepLabel(leg.fromStep)} → {stepLabel(leg.toStep)}:{" "}
              {t("milestones.median", { days: formatDays(leg.duration.medianDays), count: leg.duration.sampleSize })}
            </>
          ) : (
            t(path.unmeasuredMilestones.includes(of.milestone) ? "milestones.not.compared" : "milestones.spanned")
          )}
        </p>
        {needs.length > 0 && (
          <>
            <p>{t("milestones.needs", { count: needs.length })}</p>
            <Requirements of={needs} milestones={milestones} readiness={readiness} />
          </>
        )}
      </div>
    </li>
  );
}

function Requirements({ of, milestones, readiness }: Facts & { of: readonly Requirement[] }) {
  return (
    <ul class="plain">
      {of.map((one) => {
        const state = readiness.get(one.milestone)?.readiness ?? Readiness.UNSPECIFIED;
        return (
          <li key={one.milestone}>
            <ResourceLink name={one.milestone}>{milestones.get(one.milestone)?.title ?? idOf(one.milestone)}</ResourceLink>{" "}
            <StatusTag tone={readinessTone[state]}>{readinessLabel[state]}</StatusTag>
            {one.inferred && <span class="inferred"> {t("milestones.inferred")}</span>}
            {one.requires.length > 0 && <Requirements of={one.requires} milestones={milestones} readiness={readiness} />}
          </li>
        );
      })}
    </ul>
  );
}
