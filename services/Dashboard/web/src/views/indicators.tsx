// Numbers over time, with competing claims.
import { timePointOf, useResources, useRoute } from "../app.ts";
import { dateRange, formatDate } from "../dates.ts";
import { ClaimRank } from "../gen/kosovonato/evidence/v1/evidence_pb.ts";
import { PreferredDirection, type Indicator, type Observation } from "../gen/kosovonato/milestones/v1/resources_pb.ts";
import { DateText, Empty, QueryStatus, ResourceLink, Sources, ViewHeader } from "../components.tsx";
import { capital } from "../labels.ts";
import { idOf } from "../resource-names.ts";

const number = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const rankLabel: Record<ClaimRank, string> = {
  [ClaimRank.UNSPECIFIED]: "",
  [ClaimRank.PREFERRED]: "preferred",
  [ClaimRank.NORMAL]: "competing claim",
  [ClaimRank.DEPRECATED]: "corrected",
};

export function Indicators() {
  const point = timePointOf(useRoute());
  const query = useResources("indicator", point);
  const topics = [...Map.groupBy(query.value ?? [], (one) => one.topic)].sort(([a], [b]) => a.localeCompare(b));
  return (
    <>
      <ViewHeader
        title="Indicators"
        name="indicators"
        lead={
          <>
            Filled points are preferred values, and hollow points are competing claims. A value for a year is drawn as wide as the year.
            Planned values are labeled as plans.
          </>
        }
        rows={() =>
          (query.value ?? []).flatMap((one) =>
            one.observations.map((seen) => ({
              indicator: idOf(one.name),
              name: one.displayName,
              unit: one.unit,
              period: seen.period,
              value: seen.value,
              qualifier: seen.qualifier,
              rank: rankLabel[seen.rank],
              sources: seen.evidence?.citations.map((citation) => idOf(citation.source)).join(" "),
            })),
          )
        }
      />
      <QueryStatus query={query} what="The indicators" />
      {query.value?.length === 0 && <Empty>No indicator is recorded.</Empty>}
      {topics.map(([topic, indicators]) => (
        <section key={topic} aria-labelledby={`topic-${topic}`}>
          <h2 id={`topic-${topic}`}>{topic === "coe" ? "Centres of excellence" : capital(topic.replaceAll("-", " "))}</h2>
          <div class="charts">
            {indicators.map((one) => (
              <Chart key={one.name} of={one} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

const [width, height, left, right, top, bottom] = [340, 132, 8, 48, 22, 20];

const isPlan = (one: Observation): boolean => /\bplan/.test(one.qualifier);

function Chart({ of }: { of: Indicator }) {
  const dated = of.observations
    .flatMap((one) => {
      const when = dateRange(one.period);
      return when && one.value !== undefined ? [{ one, when, value: one.value }] : [];
    })
    .sort((a, b) => a.when[0] - b.when[0]);
  const preferred = dated.filter(({ one }) => one.rank === ClaimRank.PREFERRED);
  const undated = of.observations.filter((one) => one.period === "" || one.value === undefined);
  const [low, high] = [Math.min(...dated.map(({ when }) => when[0])), Math.max(...dated.map(({ when }) => when[1]))];
  const max = Math.max(0, ...dated.map(({ value }) => value)) || 1;
  const x = (time: number) => left + ((width - left - right) * (time - low)) / Math.max(1, high - low);
  const y = (value: number) => height - bottom - ((height - top - bottom) * value) / max;
  const middle = ([from, to]: [number, number]) => x((from + to) / 2);
  const newest = preferred.at(-1);
  return (
    <figure class="chart">
      <figcaption>
        <ResourceLink name={of.name}>{of.displayName}</ResourceLink>
        <span class="soft">
          {" "}
          {of.unit}
          {of.preferredDirection !== PreferredDirection.UNSPECIFIED &&
            `, ${of.preferredDirection === PreferredDirection.HIGHER ? "higher" : "lower"} is better`}
        </span>
      </figcaption>
      {dated.length > 1 && (
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${of.displayName}: ${dated
            .map(({ one, value }) => `${formatDate(one.period)} ${one.qualifier} ${number.format(value)}`)
            .join("; ")}`}
        >
          <line class="grid" x1={left} x2={width - right} y1={y(0)} y2={y(0)} />
          <line class="grid" x1={left} x2={width - right} y1={y(max)} y2={y(max)} />
          <text x={left} y={y(max) - 5}>
            {number.format(max)}
          </text>
          <text x={left} y={height - 5}>
            {formatDate(dated[0]!.one.period)}
          </text>
          <text x={width - right} y={height - 5} text-anchor="end">
            {formatDate(dated.at(-1)!.one.period)}
          </text>
          <path
            class="line"
            d={preferred.map(({ when, value }, i) => `${i === 0 ? "M" : "L"}${middle(when).toFixed(1)} ${y(value).toFixed(1)}`).join("")}
          />
          {dated.map(({ one, when, value }) => (
            <g key={one.id}>
              <line class="whisker" x1={x(when[0])} x2={x(when[1])} y1={y(value)} y2={y(value)} />
              <circle
                class={one.rank === ClaimRank.PREFERRED ? (isPlan(one) ? "point plan" : "point") : "point rival"}
                cx={middle(when)}
                cy={y(value)}
                r="3.5"
              >
                <title>
                  {formatDate(one.period)}: {one.qualifier} {number.format(value)}
                </title>
              </circle>
            </g>
          ))}
          {newest && (
            <>
              <text class="newest" x={width - right + 6} y={y(newest.value) + 4}>
                {number.format(newest.value)}
              </text>
              {isPlan(newest.one) && (
                <text x={width - right + 6} y={y(newest.value) + 18}>
                  plan
                </text>
              )}
            </>
          )}
        </svg>
      )}
      {dated.length === 1 && (
        <p>
          <span class="soft">{dated[0]!.one.qualifier}</span> <b class="figure">{number.format(dated[0]!.value)}</b>{" "}
          <span class="soft">{formatDate(dated[0]!.one.period)}</span>
        </p>
      )}
      {dated.length === 0 && <p class="soft">{of.observations.length === 0 ? "No value is recorded." : "No value has a date."}</p>}
      {undated.length > 0 && (
        <p class="soft">
          Without a date or a value:{" "}
          {undated.map((one) => `${one.value === undefined ? "" : number.format(one.value)} ${one.qualifier}`.trim()).join("; ")}
        </p>
      )}
      {of.observations.length > 0 && (
        <details>
          <summary>
            {of.observations.length} {of.observations.length === 1 ? "value" : "values"} and sources
          </summary>
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

function Seen({ of }: { of: Observation }) {
  return (
    <li>
      <DateText date={of.period} />: {of.qualifier} <b class="num">{of.value === undefined ? "no number" : number.format(of.value)}</b>
      {of.rank !== ClaimRank.PREFERRED && <span class="soft"> {rankLabel[of.rank]}</span>}
      {of.note && <span class="soft"> {of.note}</span>}
      <Sources evidence={of.evidence} />
    </li>
  );
}
