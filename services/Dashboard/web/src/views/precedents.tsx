// The time that other countries took from one step to another, next to the steps that are still open for Kosovo.
import { timePointOf, useQuery, useResources, useRoute } from "../app.ts";
import { formatDate, formatDays } from "../dates.ts";
import { AccessionStep, type BenchmarkSubject } from "@kosovonato/client/milestones/v1";
import { milestones, timeFields } from "../api.ts";
import { idOf } from "../resource-names.ts";
import { here } from "../router.ts";
import { DateText, Empty, fillOf, QueryStatus, ResourceLink, useNames, ViewHeader } from "../components.tsx";
import { stepLabel } from "../labels.ts";
import { t } from "../messages.ts";
import { PrecedentBar } from "./precedent.tsx";

const steps = [
  AccessionStep.PFP_JOINED,
  AccessionStep.ADRIATIC_CHARTER_JOINED,
  AccessionStep.INTENSIFIED_DIALOGUE,
  AccessionStep.MAP_GRANTED,
  AccessionStep.APPLICATION_SUBMITTED,
  AccessionStep.INVITATION,
  AccessionStep.ACCESSION_TALKS_OPENED,
  AccessionStep.ACCESSION_PROTOCOL_SIGNED,
  AccessionStep.RATIFICATION_FIRST,
  AccessionStep.RATIFICATION_LAST,
  AccessionStep.ACCEDED,
];

/** Since when the subject is on its way, compared with other countries. */
function startText(of: BenchmarkSubject | undefined): string {
  if (!of?.fromDate) {
    return t("precedents.not-started");
  }

  const date = formatDate(of.fromDate);
  return of.percentRank === undefined
    ? t("precedents.started", { date })
    : t("precedents.started-rank", { date, percent: Math.round(of.percentRank * 100) });
}

export function Precedents() {
  const route = useRoute();
  const point = timePointOf(route);
  const name = useNames();
  const { from = "PFP_JOINED", to = "ACCEDED" } = route.params;
  const [fromStep, toStep] = [from, to].map((one) => AccessionStep[one as keyof typeof AccessionStep] ?? AccessionStep.UNSPECIFIED) as [
    AccessionStep,
    AccessionStep,
  ];
  const benchmark = useQuery(`benchmark ${from} ${to} ${point.asOf} ${point.knownAt}`, ["milestones"], (signal) =>
    milestones.benchmarkPrecedents({ fromStep, toStep, ...timeFields(point) }, { signal }),
  );
  const path = useQuery(`path path-accession ${point.asOf} ${point.knownAt}`, ["milestones", "recognitions"], (signal) =>
    milestones.getCriticalPath({ goal: "milestones/path-accession", ...timeFields(point) }, { signal }),
  );
  const precedents = useResources("precedent", point);
  const of = new Map((precedents.value ?? []).map((one) => [idOf(one.name), one]));
  const milestoned = useResources("milestone", point);
  const open = (milestoned.value ?? [])
    .filter((one) => one.accessionStep !== AccessionStep.UNSPECIFIED && one.achievedOn === "")
    .sort((a, b) => a.accessionStep - b.accessionStep);
  const countries = [...(benchmark.value?.precedents ?? [])].sort((a, b) => Number(a.incomplete) - Number(b.incomplete) || a.days - b.days);
  const legs = (path.value?.legs ?? []).filter(
    (leg) => leg.duration && leg.duration.sampleSize > 0 && leg.fromStep >= fromStep && leg.toStep <= toStep,
  );
  const total = legs.reduce((sum, leg) => sum + leg.duration!.medianDays, 0);
  const longest = Math.max(1, total, ...countries.map((one) => one.days));
  const percent = (days: number) => `${((100 * Math.max(0, days)) / longest).toFixed(3)}%`;
  const choose = (id: string, value: string, words: string) => (
    <label>
      {words}{" "}
      <select
        value={value}
        onChange={(event) => {
          location.hash = here(route, { [id]: event.currentTarget.value });
        }}
      >
        {steps.map((step) => (
          <option key={step} value={AccessionStep[step]}>
            {stepLabel(step)}
          </option>
        ))}
      </select>
    </label>
  );
  const measured = benchmark.value?.duration;
  return (
    <>
      <ViewHeader
        title={t("precedents.title")}
        name="precedents"
        lead={t("precedents.lead")}
        rows={() =>
          countries.map((one) => ({
            state: one.state,
            name: name(one.state),
            from_step: from,
            from_date: one.fromDate,
            to_step: to,
            to_date: one.toDate,
            days: one.days,
            incomplete: one.incomplete,
            skipped: one.skippedSteps.map((step) => AccessionStep[step]).join(" "),
            blocked_days: one.blockedPeriods.reduce((sum, blocked) => sum + blocked.days, 0),
          }))
        }
      />
      <div class="filters">
        {choose("from", from, t("precedents.from"))}
        {choose("to", to, t("precedents.to"))}
      </div>
      <QueryStatus query={benchmark} what={t("precedents.the-comparison")} />
      {measured && measured.sampleSize > 0 && (
        <p>
          {t("precedents.measured", {
            count: measured.sampleSize,
            min: formatDays(measured.minDays),
            max: formatDays(measured.maxDays),
            median: formatDays(measured.medianDays),
          })}
        </p>
      )}
      {benchmark.value && countries.length === 0 && (
        <Empty>{t("precedents.none", { step: stepLabel(fromStep) })}</Empty>
      )}
      <div class="bars" aria-busy={benchmark.loading}>
        <div class="took-by" aria-hidden="true">
          <span />
          <svg class="strip" height="14">
            {Array.from({ length: Math.floor(longest / 1826.25) }, (_, i) => (
              <text key={i} x={percent((i + 1) * 1826.25)} y="11" text-anchor="middle">
                {t("precedents.years", { count: 5 * (i + 1) })}
              </text>
            ))}
          </svg>
        </div>
        <ul class="plain">
          {countries.map((one) => (
            <PrecedentBar
              key={one.state}
              of={one}
              precedent={of.get(one.state)}
              label={name(one.state)}
              percent={percent}
              longest={longest}
              asOf={point.asOf}
            />
          ))}
          <li class="took-by kosovo">
            <div class="who">
              <b>{name("XK")}</b>
            </div>
            {path.value === undefined ? (
              <QueryStatus query={path} what={t("precedents.the-open-steps")} />
            ) : legs.length === 0 ? (
              <p class="soft">{t("precedents.no-leg")}</p>
            ) : (
              <svg
                class="strip tall"
                height="30"
                role="img"
                aria-label={t("precedents.open-bar", {
                  state: name("XK"),
                  steps: legs
                    .map((leg) => t("precedents.after", { step: stepLabel(leg.toStep), duration: formatDays(leg.duration!.medianDays) }))
                    .join(", "),
                })}
              >
                {legs.map((leg, i) => {
                  const before = legs.slice(0, i).reduce((sum, one) => sum + one.duration!.medianDays, 0);
                  return (
                    <rect key={i} class="open-leg" x={percent(before)} width={percent(leg.duration!.medianDays)} y="6" height="18">
                      <title>
                        {t("precedents.leg", {
                          from: stepLabel(leg.fromStep),
                          to: stepLabel(leg.toStep),
                          duration: formatDays(leg.duration!.medianDays),
                          count: leg.duration!.sampleSize,
                        })}
                      </title>
                    </rect>
                  );
                })}
              </svg>
            )}
            <div class="soft">
              {benchmark.value !== undefined && startText(benchmark.value.subject)}
              {legs.length > 0 && `; ${t("precedents.outlined", { duration: formatDays(total) })}`}
            </div>
          </li>
        </ul>
      </div>
      <ul class="legend">
        <li>
          <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            <rect x="1" y="4" width="14" height="8" class="took" />
          </svg>{" "}
          {t("precedents.legend-duration")}
        </li>
        <li>
          <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            <rect x="1" y="4" width="14" height="8" class="ongoing" />
          </svg>{" "}
          {t("precedents.legend-duration-so-far")}
        </li>
        <li>
          <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            <rect x="1" y="4" width="14" height="8" fill={fillOf("no")} />
          </svg>{" "}
          {t("precedents.legend-blocked")}
        </li>
        <li>
          <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 1v14" class="tick" />
          </svg>{" "}
          {t("precedents.legend-between")}
        </li>
      </ul>
      <h2>{t("precedents.open-steps", { state: name("XK") })}</h2>
      <QueryStatus query={milestoned} what={t("precedents.the-open-steps")} />
      {milestoned.value === undefined ? null : open.length === 0 ? (
        <Empty>{t("precedents.no-open-step")}</Empty>
      ) : (
        <ol class="chain">
          {open.map((one) => {
            const leg = legs.find((candidate) => candidate.toMilestone === one.name);
            return (
              <li key={one.name}>
                <ResourceLink name={one.name}>{one.title}</ResourceLink>{" "}
                <span class="soft">
                  {leg
                    ? t("precedents.after-previous", {
                        duration: formatDays(leg.duration!.medianDays),
                        count: leg.duration!.sampleSize,
                      })
                    : t("precedents.no-comparison")}
                </span>
              </li>
            );
          })}
        </ol>
      )}
      <h2>{t("precedents.dates")}</h2>
      <div class="wide" tabIndex={0} role="region" aria-label={t("precedents.table")}>
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t("precedents.country")}</th>
              {steps.map((step) => (
                <th scope="col" key={step}>
                  {stepLabel(step)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...of.values()].map((one) => (
              <tr key={one.name}>
                <th scope="row">
                  <ResourceLink name={one.name}>{name(idOf(one.name))}</ResourceLink>
                </th>
                {steps.map((step) => (
                  <td key={step}>
                    {one.steps.find((candidate) => candidate.step === step) ? (
                      <DateText date={one.steps.find((candidate) => candidate.step === step)!.date} />
                    ) : (
                      <span class="soft">–</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
