// One milestone on the time axis. When the row is open, it also shows the dependencies.
import { useRoute } from "../app.ts";
import { dateRange, formatDate } from "../dates.ts";
import {
  BlockerSeverity,
  DependencyBasis,
  DependencyKind,
  MilestoneKind,
  Readiness,
  type Milestone,
  type MilestoneReadiness,
} from "@kosovonato/client/milestones/v1";
import { rich, t } from "../messages.ts";
import { useOrganizationNames } from "../organizations.ts";
import { Recorded, recordedLanguage } from "../recorded.tsx";
import { idOf } from "../resource-names.ts";
import { here, to } from "../router.ts";
import { DateText, fillOf, ResourceLink, StatusTag, useNames } from "../components.tsx";
import {
  assumptionsLabel,
  blockerLabel,
  decisionLabel,
  enumLabel,
  joinAnd,
  joinFew,
  milestoneLabel,
  readinessLabel,
  readinessTone,
} from "../labels.ts";

const first = Date.UTC(1999, 0, 1);
const last = Date.UTC(2031, 0, 1);
const at = (time: number): number => (100 * (Math.min(last, Math.max(first, time)) - first)) / (last - first);
const percent = (time: number): string => `${at(time).toFixed(3)}%`;

export function Axis() {
  return (
    <div class="axisrow" aria-hidden="true">
      <span />
      <span />
      <svg class="strip axis" height="16">
        {[2000, 2005, 2010, 2015, 2020, 2025, 2030].map((year) => (
          <text key={year} x={percent(Date.UTC(year, 0, 1))} y="12" text-anchor="middle">
            {year}
          </text>
        ))}
      </svg>
    </div>
  );
}

function TimelineBar({ of, day }: { of: MilestoneReadiness; day: string }) {
  const achieved = dateRange(of.achievedOn);
  const target = dateRange(of.targetOn);
  const label =
    [
      of.achievedOn && t("milestones.achieved-on", { date: formatDate(of.achievedOn) }),
      of.targetOn && t("milestones.target-on", { date: formatDate(of.targetOn) }),
      of.targetOn && of.overdue ? t("milestones.overdue") : "",
    ]
      .filter(Boolean)
      .join(", ") || t("shared.no-date");
  return (
    <svg class="strip" height="22" role="img" aria-label={label}>
      {[2000, 2005, 2010, 2015, 2020, 2025, 2030].map((year) => (
        <line key={year} class="grid" x1={percent(Date.UTC(year, 0, 1))} x2={percent(Date.UTC(year, 0, 1))} y1="0" y2="22" />
      ))}
      <line class="now" x1={percent(Date.parse(day))} x2={percent(Date.parse(day))} y1="0" y2="22" />
      {achieved && (
        <rect
          class="when"
          x={percent(achieved[0])}
          width={`${Math.max(0.2, at(achieved[1]) - at(achieved[0])).toFixed(3)}%`}
          y="8"
          height="6"
          rx="3"
          fill={fillOf(readinessTone[of.readiness])}
        />
      )}
      {achieved && (
        <circle class="dot" cx={percent((achieved[0] + achieved[1]) / 2)} cy="11" r="5" fill={fillOf(readinessTone[of.readiness])} />
      )}
      {target && <line class={`target${of.overdue ? " overdue" : ""}`} x1={percent(target[0])} x2={percent(target[1])} y1="11" y2="11" />}
      {target && (
        <svg x={percent(target[1])} y="11" overflow="visible">
          <path class={`target${of.overdue ? " overdue" : ""}`} d="M0 -6L6 0L0 6L-6 0Z" />
        </svg>
      )}
    </svg>
  );
}

export function MilestoneRow({
  of,
  milestone,
  all,
  neededBy,
  step,
  day,
}: {
  of: MilestoneReadiness;
  milestone: Milestone | undefined;
  all: ReadonlyMap<string, Milestone>;
  neededBy: Milestone[];
  step: number;
  /** The day that the view is about. */
  day: string;
}) {
  const route = useRoute();
  const name = useNames();
  const organization = useOrganizationNames();
  const title = (other: string) => all.get(other)?.title ?? idOf(other);
  const blocked =
    of.readiness === Readiness.BLOCKED
      ? joinAnd([...new Set(of.openBlockers.filter((one) => one.severity === BlockerSeverity.HARD).map((one) => blockerLabel(one, name)))])
      : "";
  return (
    <li>
      <details class="milestone">
        <summary>
          <span class="what">
            <span class="title" lang={recordedLanguage()}>
              {of.title}
            </span>
            <span class="marks">
              {of.overdue && <b class="overdue">{t("milestones.overdue-since", { date: formatDate(of.targetOn) })}</b>}
              {step > 0 && <span class="step">{t("milestones.step", { step })}</span>}
              {(of.achievedOn || (of.targetOn && !of.overdue)) && (
                <span class="soft">
                  {of.achievedOn ? formatDate(of.achievedOn) : t("milestones.target-on", { date: formatDate(of.targetOn) })}
                </span>
              )}
            </span>
          </span>
          <StatusTag tone={readinessTone[of.readiness]}>
            {readinessLabel[of.readiness]}
            {blocked && <span class="soft"> {t("milestones.blocked-by", { who: blocked })}</span>}
          </StatusTag>
          <TimelineBar of={of} day={day} />
        </summary>
        <div class="more-of">
          <p>
            <ResourceLink name={of.milestone} own>
              {t("milestones.sources")}
            </ResourceLink>{" "}
            · {enumLabel(MilestoneKind, of.kind)}, 
            {milestoneLabel(of.status).toLowerCase()}
            {of.achievedOn && (
              <>
                {" "}
                <DateText date={of.achievedOn} />
              </>
            )}
            {of.targetOn && (
              <>
                , {rich("milestones.target", { date: <DateText date={of.targetOn} /> })}
                {milestone && milestone.baselineTargetOn && milestone.baselineTargetOn !== of.targetOn && (
                  <>
                    {" "}
                    {rich("milestones.originally", { date: <DateText date={milestone.baselineTargetOn} /> })}
                  </>
                )}
              </>
            )}
          </p>
          {milestone && milestone.dependencies.length > 0 && (
            <p>
              {[DependencyKind.REQUIRES, DependencyKind.SUPPORTS].map((kind) => {
                const dependencies = milestone.dependencies.filter((one) => one.kind === kind);
                return dependencies.length === 0 ? null : (
                  <span key={kind}>
                    {t(kind === DependencyKind.REQUIRES ? "milestones.requires" : "milestones.supported-by")}{" "}
                    {dependencies.map((one, i) => (
                      <span key={one.milestone}>
                        {i > 0 && "; "}
                        <ResourceLink name={one.milestone}>{title(one.milestone)}</ResourceLink>
                        {of.waitingFor.includes(one.milestone) && ` ${t("milestones.not-achieved")}`}
                        {one.basis === DependencyBasis.INFERRED && <span class="inferred"> {t("milestones.inferred")}</span>}
                      </span>
                    ))}
                    .{" "}
                  </span>
                );
              })}
            </p>
          )}
          {neededBy.length > 0 && (
            <p>
              {t("milestones.needed-by")}{" "}
              {neededBy.map((one, i) => (
                <span key={one.name}>
                  {i > 0 && "; "}
                  <ResourceLink name={one.name}>{one.title}</ResourceLink>
                </span>
              ))}
              .
            </p>
          )}
          {of.openBlockers.length > 0 && (
            <ul class="plain">
              {of.openBlockers.map((one) => (
                <li key={one.id}>
                  {t("milestones.blocked")} {one.description ? <Recorded>{one.description}</Recorded> : blockerLabel(one, name)}{" "}
                  <span class="soft">({enumLabel(BlockerSeverity, one.severity)})</span>
                </li>
              ))}
            </ul>
          )}
          {of.preventedBy.length > 0 && (
            <ul class="plain">
              {of.preventedBy.map((one) => (
                <li key={`${one.organization} ${one.decision}`}>
                  {t("milestones.prevented")}{" "}
                  <a href={to(route, "decisions", { decision: `${idOf(one.organization)}/${one.decision}` })}>
                    {organization(one.organization)}: {decisionLabel(one.decision)}
                  </a>
                  , {t("decision.blocked.by", { states: joinFew(one.blockingStates.map(name)) })}
                </li>
              ))}
            </ul>
          )}
          {of.criterion && (
            <p>
              {of.criterion.missing.length > 0
                ? t("milestones.criterion-missing", {
                    met: of.criterion.metCount,
                    total: of.criterion.totalCount,
                    missing: joinAnd(of.criterion.missing.map(name)),
                  })
                : t("milestones.criterion", { met: of.criterion.metCount, total: of.criterion.totalCount })}
            </p>
          )}
          {of.smallestChange.length > 0 && (
            <p>
              <b>{t("decision.smallest-change")}</b> {assumptionsLabel(of.smallestChange, name)}.
            </p>
          )}
          {of.readiness !== Readiness.DONE && (
            <p>
              <a href={to(route, "what-if", { suppose: `${idOf(of.milestone)} achieved` })}>
                {t("milestones.what-if")}
              </a>{" "}
              <a href={here(route, { goal: idOf(of.milestone) })}>{t("milestones.path-to")}</a>
            </p>
          )}
        </div>
      </details>
    </li>
  );
}
