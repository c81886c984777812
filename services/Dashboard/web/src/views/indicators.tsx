// Numbers over time, with competing claims. Indicators with too few values for a line are rows of a table.
import { timePointOf, useResources, useRoute } from "../app.ts";
import { rankLabel, type ChartData } from "../chart-data.ts";
import { DateText, Empty, QueryStatus, ResourceLink, Sources, ViewHeader } from "../components.tsx";
import { formatDate } from "../dates.ts";
import { ClaimRank } from "@kosovonato/client/evidence/v1";
import { PreferredDirection, type Indicator, type Observation } from "@kosovonato/client/milestones/v1";
import { formatNumber, LineChart } from "../line-chart.tsx";
import { rich, t } from "../messages.ts";
import { idOf } from "../resource-names.ts";
import { to } from "../router.ts";
import { topicTitle, useIndicatorChart } from "./charts.tsx";
import { Recorded } from "../recorded.tsx";

interface Shown {
  of: Indicator;
  chart: ChartData;
}

export function Indicators() {
  const point = timePointOf(useRoute());
  const query = useResources("indicator", point);
  const chartOf = useIndicatorChart();
  const topics = [...Map.groupBy(query.value ?? [], (one) => one.topic)].sort(([a], [b]) => a.localeCompare(b));
  return (
    <>
      <ViewHeader
        title={t("indicators.title")}
        name="indicators"
        lead={t("indicators.lead")}
        rows={() =>
          (query.value ?? []).flatMap((one) =>
            one.observations.map((seen) => ({
              indicator: idOf(one.name),
              name: one.displayName,
              unit: one.unit,
              period: seen.period,
              value: seen.value,
              qualifier: seen.qualifier,
              rank: rankLabel(seen.rank),
              sources: seen.evidence?.citations.map((citation) => idOf(citation.source)).join(" "),
            })),
          )
        }
      />
      <QueryStatus query={query} what={t("indicators.the-indicators")} />
      {query.value?.length === 0 && <Empty>{t("indicators.none")}</Empty>}
      {topics.map(([topic, indicators]) => {
        const all = indicators.map((of) => ({ of, chart: chartOf(of) }));
        const isLine = ({ of, chart }: Shown) => of.state === "" && (chart.points.length > 1 || chart.lines.length > 0);
        const [lines, rows] = [all.filter(isLine), all.filter((one) => !isLine(one))];
        return (
          <section key={topic} class={lines.length === 1 && rows.length > 0 ? "topic beside" : "topic"} aria-labelledby={`topic-${topic}`}>
            <h2 id={`topic-${topic}`}>{topicTitle(topic)}</h2>
            {lines.length > 0 && (
              <div class="charts">
                {lines.map((one) => (
                  <Card key={one.of.name} {...one} />
                ))}
              </div>
            )}
            {rows.length > 0 && <Rows topic={topicTitle(topic)} rows={rows} />}
          </section>
        );
      })}
    </>
  );
}

function Card({ of, chart }: Shown) {
  const route = useRoute();
  const undated = of.observations.filter((one) => one.period === "" || one.value === undefined);
  const steps = chart.lines.reduce((count, line) => count + line.steps.length, 0);
  return (
    <figure class="chart">
      <figcaption>
        <ResourceLink name={of.name}>{of.displayName}</ResourceLink> <Unit of={of} />
      </figcaption>
      <LineChart chart={chart} height={150} isSmall />
      {steps > 0 && <p class="soft">{t("indicators.derived", { count: steps })}</p>}
      {undated.length > 0 && <p class="soft">{t("indicators.undated", { values: undated.map(valueText).join("; ") })}</p>}
      <p>
        <a href={to(route, "charts", { chart: chart.id })} aria-label={t("indicators.chartOf", { name: of.displayName })}>
          {t("indicators.chart")}
        </a>
      </p>
      {of.observations.length > 0 && (
        <details>
          <summary>{t("indicators.values", { count: of.observations.length })}</summary>
          <ul class="plain values">
            {of.observations.map((one) => (
              <Seen key={one.id} of={one} />
            ))}
          </ul>
        </details>
      )}
    </figure>
  );
}

function Unit({ of }: { of: Indicator }) {
  const direction = of.preferredDirection;
  const recordedUnit = <Recorded>{of.unit}</Recorded>;
  return (
    <span class="soft">
      {direction === PreferredDirection.UNSPECIFIED
        ? recordedUnit
        : rich("indicators.unit", { unit: recordedUnit, direction: direction === PreferredDirection.HIGHER ? "higher" : "lower" })}
    </span>
  );
}

const valueText = (one: Observation): string =>
  [one.value === undefined ? "" : formatNumber(one.value), one.qualifier].filter(Boolean).join(" ") || t("indicators.noNumber");

/** The newest value of each indicator, largest first; a bar compares the values of one unit. */
function Rows({ topic, rows }: { topic: string; rows: readonly Shown[] }) {
  const route = useRoute();
  const all = rows
    .map(({ of, chart }) => {
      const preferred = chart.points.filter((one) => one.rank === ClaimRank.PREFERRED);
      const newest = of.observations.find((one) => one.id === preferred.at(-1)?.id) ?? of.observations[0];
      return { of, newest, before: preferred.at(-2), count: of.observations.length };
    })
    .sort((a, b) => (b.newest?.value ?? -1) - (a.newest?.value ?? -1) || a.of.displayName.localeCompare(b.of.displayName));
  const largest = new Map<string, number>();
  const sharing = Map.groupBy(all, ({ of }) => of.unit);
  all.forEach(({ of, newest }) => largest.set(of.unit, Math.max(largest.get(of.unit) ?? 0, newest?.value ?? 0)));
  return (
    <div class="wide" tabIndex={0} role="region" aria-label={t("indicators.tableOf", { topic })}>
      <table class="list single-values">
        <thead>
          <tr>
            <th scope="col">{t("indicators.name")}</th>
            <th scope="col">{t("indicators.value")}</th>
            <th scope="col">{t("indicators.when")}</th>
            <th scope="col">{t("indicators.earlier")}</th>
            <th scope="col">{t("indicators.sources")}</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ of, newest, before, count }) => (
            <tr key={of.name}>
              <th scope="row">
                <ResourceLink name={of.name}>{of.displayName}</ResourceLink>
              </th>
              <td class="num">
                {newest ? (
                  <>
                    <Recorded>{newest.qualifier}</Recorded>{" "}
                    <b>{newest.value === undefined ? t("indicators.noNumber") : formatNumber(newest.value)}</b>{" "}
                    <Unit of={of} />
                    {newest.value !== undefined && (sharing.get(of.unit)?.length ?? 0) > 2 && (
                      <svg class="value-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                        <rect width={(100 * newest.value) / (largest.get(of.unit) || 1)} height="6" />
                      </svg>
                    )}
                  </>
                ) : (
                  <span class="soft">{t("indicators.noValue")}</span>
                )}
              </td>
              <td>{newest && <DateText date={newest.period} />}</td>
              <td>
                {before && t("indicators.before", { value: formatNumber(before.value), period: formatDate(before.period) })}{" "}
                {count > 2 && <a href={to(route, "charts", { chart: idOf(of.name) })}>{t("indicators.all", { count })}</a>}
              </td>
              <td>{newest && <Sources evidence={newest.evidence} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Seen({ of }: { of: Observation }) {
  return (
    <li>
      <DateText date={of.period} />: <Recorded>{of.qualifier}</Recorded>{" "}
      <b class="num">{of.value === undefined ? t("indicators.noNumber") : formatNumber(of.value)}</b>
      {of.rank !== ClaimRank.PREFERRED && <span class="soft"> {rankLabel(of.rank)}</span>}
      {of.note && (
        <span class="soft">
          {" "}
          <Recorded>{of.note}</Recorded>
        </span>
      )}
      <Sources evidence={of.evidence} />
    </li>
  );
}
