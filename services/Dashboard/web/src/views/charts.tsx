// The recorded facts over time, one chart at a time: as a drawing, as a table and as files.
import { useMemo, useRef, useState } from "preact/hooks";
import { timePointOf, useList, useResources, useRoute } from "../app.ts";
import {
  daysOf,
  indicatorChart,
  organizationChart,
  rankLabel,
  recognitionChart,
  stepOn,
  type ChartData,
  type Point,
} from "../chart-data.ts";
import { ChartExport } from "../chart-export.tsx";
import { DateText, Empty, QueryStatus, ResourceLink, Sources, ViewHeader } from "../components.tsx";
import { formatDate, today } from "../dates.ts";
import { capital } from "../labels.ts";
import { formatNumber, LineChart } from "../line-chart.tsx";
import { currentLanguage, t } from "../messages.ts";
import { shownOrganizations, subject, useFacts } from "../recognition-counts.tsx";
import { idOf } from "../resource-names.ts";
import { here, to } from "../router.ts";
import { useStateList } from "../state-list.ts";
import { recordedLanguage } from "../recorded.tsx";

/** The topic of an indicator, for readers. */
export const topicTitle = (topic: string): string => (topic === "coe" ? t("indicators.coe") : capital(topic.replaceAll("-", " ")));

/** The facts of an indicator's chart, of the time point of the view. */
export function useIndicatorChart() {
  const { asOf, knownAt } = timePointOf(useRoute());
  const facts = useFacts(knownAt);
  const rules = useList("countingRule");
  return (indicator: Parameters<typeof indicatorChart>[0]) => indicatorChart(indicator, rules, subject, facts, asOf || today());
}

export function Charts() {
  const route = useRoute();
  const point = timePointOf(route);
  const until = point.asOf || today();
  const rules = useList("countingRule");
  const organizations = useList("organization");
  const facts = useFacts(point.knownAt);
  const indicators = useResources("indicator", point);
  const { chart: id = "recognitions" } = route.params;
  const chartOf = useIndicatorChart();
  const shown = shownOrganizations.flatMap((name) => organizations.find((one) => one.name === name) ?? []);
  const chart = useMemo(() => {
    const organization = shown.find((one) => idOf(one.name) === id);
    const indicator = indicators.value?.find((one) => idOf(one.name) === id);
    return id === "recognitions"
      ? recognitionChart(rules, subject, facts, until)
      : organization
        ? organizationChart(organization, rules, subject, facts, until)
        : indicator && chartOf(indicator);
  }, [id, rules, facts, until, indicators.value, organizations, currentLanguage()]);
  const topics = [...Map.groupBy(indicators.value ?? [], (one) => one.topic)]
    .map(([topic, all]) => [topic, all.filter((one) => one.observations.filter((seen) => seen.period !== "").length > 1)] as const)
    .filter(([, all]) => all.length > 0)
    .sort(([a], [b]) => a.localeCompare(b));
  return (
    <>
      <ViewHeader title={t("charts.view")} lead={t("charts.lead")} />
      <div class="filters">
        <label>
          {t("charts.choose")}{" "}
          <select
            value={id}
            onChange={(event) => {
              location.hash = here(route, { chart: event.currentTarget.value });
            }}
          >
            <optgroup label={t("charts.ofRecognition")}>
              <option value="recognitions">{t("charts.recognitions")}</option>
              {shown.map((one) => (
                <option key={one.name} value={idOf(one.name)}>
                  {t("charts.organization", { organization: one.shortName || idOf(one.name) })}
                </option>
              ))}
            </optgroup>
            {topics.map(([topic, all]) => (
              <optgroup key={topic} label={topicTitle(topic)}>
                {all.map((one) => (
                  <option key={one.name} value={idOf(one.name)} lang={recordedLanguage()}>
                    {one.displayName}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
      </div>
      {id !== "recognitions" && !shown.some((one) => idOf(one.name) === id) && (
        <QueryStatus query={indicators} what={t("indicators.the-indicators")} />
      )}
      {chart && daysOf(chart).length > 0 ? (
        <Chart key={chart.id} chart={chart} resource={indicators.value?.find((one) => idOf(one.name) === id)?.name ?? ""} />
      ) : (
        indicators.value && <Empty>{chart ? t("charts.noData") : t("charts.unknown", { id })}</Empty>
      )}
    </>
  );
}

/** One chart with a control that reads its values on a day, its table and its files. */
function Chart({ chart, resource }: { chart: ChartData; resource: string }) {
  const route = useRoute();
  const drawing = useRef<SVGSVGElement>(null);
  const days = daysOf(chart);
  const [picked, pick] = useState("");
  const at = Math.max(0, picked === "" ? days.length - 1 : days.findLastIndex((day) => day <= picked));
  const day = days[at] ?? "";
  const note = chart.points.length === 0 ? "charts.stepsNote" : chart.lines.length > 0 ? "charts.derivedNote" : "charts.pointsNote";
  const reading = useReading(chart, day);
  const time = Date.parse(day);
  // A value of a year is no value of its first day.
  const periods = chart.points.filter(({ when }) => when[0] === time).map((one) => formatDate(one.period));
  const heading = chart.lines.length > 0 ? t("charts.onDay", { day: formatDate(day) }) : [...new Set(periods)].join(", ");
  return (
    <figure class="chart large" aria-labelledby="chart-title">
      <div class="head">
        <figcaption>
          <h2 id="chart-title">{resource === "" ? chart.title : <ResourceLink name={resource}>{chart.title}</ResourceLink>}</h2>
          <span class="soft">{chart.unit}</span>
        </figcaption>
        <ChartExport chart={chart} drawing={() => drawing.current} />
      </div>
      <LineChart chart={chart} height={chart.lines.length > 0 ? 420 : 340} day={picked && day} onPoint={pick} drawing={drawing} />
      {days.length > 1 && (
        <label class="reader">
          <span class="visually-hidden">{t("charts.pickDay")}</span>
          <input
            type="range"
            min={0}
            max={days.length - 1}
            value={at}
            aria-valuetext={[heading, ...reading].join("; ")}
            onInput={(event) => pick(days[Number(event.currentTarget.value)] ?? "")}
          />
        </label>
      )}
      <div class="reading">
        <b>{heading}</b>
        <ul class="plain">
          {reading.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        {chart.id === "recognitions" && <a href={to(route, "recognitions", { as_of: day })}>{t("charts.mapOfDay")}</a>}
      </div>
      <p class="soft">{t(note)}</p>
      <p>
        <a href={here(route, { chart: chart.id })}>{t("charts.address")}</a>
      </p>
      <details>
        <summary>{t("charts.table")}</summary>
        <ChartTable chart={chart} />
      </details>
    </figure>
  );
}

/** The values of the chart on a day, and what changed on it, as sentences. */
function useReading({ lines, points }: ChartData, day: string): string[] {
  const listOf = useStateList();
  const on = (list: "added" | "removed") =>
    [...new Set(lines.flatMap((line) => line.steps.find((step) => step.day === day)?.[list] ?? []))];
  const [added, removed] = [on("added"), on("removed")];
  const time = Date.parse(day);
  return [
    ...lines.map((line) => t("charts.reading", { line: line.label, count: formatNumber(stepOn(line, day)?.count ?? 0) })),
    ...points.filter(({ when }) => when[0] === time).map(pointText),
    ...(added.length > 0 ? [t("charts.added", { states: listOf(added) })] : []),
    ...(removed.length > 0 ? [t("charts.removed", { states: listOf(removed) })] : []),
  ];
}

const pointText = (one: Point): string =>
  [formatDate(one.period), one.qualifier, formatNumber(one.value), `(${rankLabel(one.rank)})`]
    .filter(Boolean)
    .join(" ");

function ChartTable({ chart: { title, lines, points } }: { chart: ChartData }) {
  const listOf = useStateList();
  const steps = lines
    .flatMap((line) => line.steps.map((step) => ({ line, step })))
    .sort((a, b) => b.step.day.localeCompare(a.step.day));
  return (
    <div class="wide" tabIndex={0} role="region" aria-label={t("charts.tableOf", { title })}>
      {steps.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t("charts.day")}</th>
              <th scope="col">{t("charts.line")}</th>
              <th scope="col">{t("charts.count")}</th>
              <th scope="col">{t("charts.change")}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ line, step }) => (
              <tr key={`${line.id} ${step.day}`}>
                <th scope="row">
                  <DateText date={step.day} />
                </th>
                <td>{line.label}</td>
                <td class="num">{formatNumber(step.count)}</td>
                <td>
                  {step.added.length > 0 && `+ ${listOf(step.added)}`} {step.removed.length > 0 && `− ${listOf(step.removed)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {points.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t("charts.period")}</th>
              <th scope="col">{t("charts.value")}</th>
              <th scope="col">{t("charts.rank")}</th>
              <th scope="col">{t("charts.sources")}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <DateText date={one.period} />
                </th>
                <td class="num">
                  {one.qualifier} {formatNumber(one.value)}
                </td>
                <td>{rankLabel(one.rank)}</td>
                <td>
                  <Sources evidence={one.evidence} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
