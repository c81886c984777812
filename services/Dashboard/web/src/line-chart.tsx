// Draws a chart as SVG: lines in steps and points with their period, each with words and shapes as well as colors.
import { scaleLinear, scaleUtc } from "d3-scale";
import { curveStepAfter, line as pathOf } from "d3-shape";
import type { Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ChartData, Line, Point } from "./chart-data.ts";
import { formatDate } from "./dates.ts";
import { ClaimRank } from "@kosovonato/client/evidence/v1";
import { currentLanguage, t } from "./messages.ts";
import { useStateList } from "./state-list.ts";

const dayMs = 86_400_000;

export const formatNumber = (value: number): string =>
  new Intl.NumberFormat(currentLanguage() === "en" ? "en-US" : currentLanguage(), { maximumFractionDigits: 2 }).format(value);

/** A chart as wide as its place, so that its text has the size of the page's text. */
export function LineChart({
  chart,
  height,
  day = "",
  onPoint,
  isSmall = false,
  drawing,
}: {
  chart: ChartData;
  height: number;
  /** The day to mark; empty for none. */
  day?: string;
  /** Called with the day under the pointer. */
  onPoint?: (day: string) => void;
  isSmall?: boolean;
  drawing?: Ref<SVGSVGElement>;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [width, resize] = useState(isSmall ? 320 : 720);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && entry.contentRect.width > 0 && resize(Math.round(entry.contentRect.width)));
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  const listOf = useStateList();
  const { lines, points, until } = chart;
  const legend = isSmall ? 0 : lines.length * 20;
  const [left, right, top, bottom] = [isSmall ? 4 : 44, 52, 18, 24 + legend];
  const starts = [
    ...lines.flatMap((one) => one.steps.slice(0, 1).map((step) => Date.parse(step.day))),
    ...points.map(({ when }) => when[0]),
  ];
  const ends = [...(lines.length > 0 ? [Date.parse(until)] : []), ...points.map(({ when }) => when[1])];
  const [first, last] = [Math.min(...starts), Math.max(...ends)];
  const x = scaleUtc([first, Math.max(last, first + dayMs)], [left, width - right]);
  const values = [...lines.flatMap((one) => one.steps.map((step) => step.count)), ...points.map(({ value }) => value)];
  const y = scaleLinear([0, Math.max(...values, 0) || 1], [height - bottom, top]).nice(isSmall ? 2 : 5);
  const middle = ({ when }: Point) => x((when[0] + when[1]) / 2);
  const isLong = last - first > 3 * 366 * dayMs;
  const drawn = lines.map((one, i) => ({ one, end: one.steps.at(-1)?.count ?? 0, dash: i % dashes.length }));
  // The last values are moved apart where their numbers would cover each other.
  const numbersAt = apart(
    drawn.map(({ end }) => y(end)),
    14,
  );
  const preferred = points.filter((one) => one.rank === ClaimRank.PREFERRED);
  const newest = lines.length === 0 ? preferred.at(-1) : undefined;
  const under = (event: PointerEvent & { currentTarget: SVGSVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = x.invert(((event.clientX - box.left) * width) / box.width);
    onPoint?.(new Date(Math.min(Math.max(at.getTime(), first), last)).toISOString().slice(0, 10));
  };
  return (
    <div class="line-chart" ref={place}>
      <svg
        ref={drawing ?? null}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={summaryOf(chart)}
        onPointerMove={onPoint && under}
        onPointerDown={onPoint && under}
      >
        {y.ticks(isSmall ? 2 : 5).map((tick) => (
          <g key={tick}>
            <line class="grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={isSmall ? left : left - 8} y={y(tick) - (isSmall ? 4 : -4)} text-anchor={isSmall ? "start" : "end"}>
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {x.ticks(Math.max(2, Math.floor(width / 110))).map((tick) => (
          <text key={tick.getTime()} x={x(tick)} y={height - legend - 6} text-anchor={anchorOf(x(tick), left, width - right)}>
            {isLong ? tick.getUTCFullYear() : formatDate(tick.toISOString().slice(0, 7))}
          </text>
        ))}
        {day !== "" && <line class="now" x1={x(Date.parse(day))} x2={x(Date.parse(day))} y1={top} y2={height - bottom} />}
        {drawn.map(({ one, dash, end }, i) => (
          <g key={one.id}>
            <path class={`series series-${dash}`} stroke-dasharray={dashes[dash]} d={stepPath(one, until, x, y)} />
            {one.steps
              .filter((step) => step.removed.length > 0)
              .map((step) => (
                <path
                  key={step.day}
                  class={`removed series-${dash}`}
                  d={`M${x(Date.parse(step.day)).toFixed(1)} ${y(step.count).toFixed(1)}l-4 -7h8Z`}
                >
                  <title>
                    {t("charts.removedHere", {
                      day: formatDate(step.day),
                      line: one.label,
                      count: step.count,
                      states: listOf(step.removed),
                    })}
                  </title>
                </path>
              ))}
            <text class="newest" x={width - right + 6} y={numbersAt[i]! + 4}>
              {formatNumber(end)}
            </text>
            {!isSmall && (
              <>
                <path class={`series series-${dash}`} stroke-dasharray={dashes[dash]} d={`M${left} ${height - legend + 10 + i * 20}h34`} />
                <text class="key" x={left + 42} y={height - legend + 14 + i * 20}>
                  {one.label}
                </text>
              </>
            )}
          </g>
        ))}
        {lines.length === 0 && (
          <path
            class="line"
            d={
              pathOf<Point>(middle, ({ value }) => y(value)).digits(1)(preferred) ?? ""
            }
          />
        )}
        {points.map((one) => (
          <g key={one.id}>
            <line class="whisker" x1={x(one.when[0])} x2={x(one.when[1])} y1={y(one.value)} y2={y(one.value)} />
            <circle
              class={one.rank === ClaimRank.PREFERRED ? (one.isPlan ? "point plan" : "point") : "point rival"}
              cx={middle(one)}
              cy={y(one.value)}
              r={isSmall ? 3.5 : 4.5}
            >
              <title>{[formatDate(one.period), one.qualifier, formatNumber(one.value)].filter(Boolean).join(" ")}</title>
            </circle>
          </g>
        ))}
        {newest && (
          <text class="newest" x={width - right + 6} y={y(newest.value) + 4}>
            {formatNumber(newest.value)}
          </text>
        )}
      </svg>
    </div>
  );
}

/** The text at the edge of a chart stays inside. */
const anchorOf = (at: number, left: number, right: number): string => (at < left + 40 ? "start" : at > right - 20 ? "end" : "middle");

const dashes = [undefined, "9 4", "2 3", "12 3 2 3"];

function stepPath({ steps }: Line, until: string, x: (time: number) => number, y: (value: number) => number): string {
  const draw = pathOf<{ time: number; value: number }>(
    ({ time }) => x(time),
    ({ value }) => y(value),
  )
    .curve(curveStepAfter)
    .digits(1);
  const values = steps.map((step) => ({ time: Date.parse(step.day), value: step.count }));
  const last = values.at(-1);
  return draw(last ? [...values, { time: Date.parse(until), value: last.value }] : values) ?? "";
}

/** Positions at least `distance` apart, in the same order. */
export function apart(positions: readonly number[], distance: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
  const moved = [...positions];
  order.forEach((i, rank) => {
    const before = order[rank - 1];
    moved[i] = before === undefined ? positions[i]! : Math.max(positions[i]!, moved[before]! + distance);
  });
  return moved;
}

/** The chart in a few sentences: what it shows, and the last value of each line, or every value. */
function summaryOf({ title, unit, lines, points, until }: ChartData): string {
  const first = lines.flatMap((one) => one.steps.slice(0, 1).map((step) => step.day)).sort()[0] ?? points[0]?.period ?? "";
  const last = lines.length > 0 ? until : (points.at(-1)?.period ?? "");
  return [
    t("charts.description", { title, unit, first: formatDate(first), last: formatDate(last) }),
    ...lines.map((one) => t("charts.lineSummary", { line: one.label, count: one.steps.at(-1)?.count ?? 0, last: formatDate(until) })),
    points.map((one) => [formatDate(one.period), one.qualifier, formatNumber(one.value)].filter(Boolean).join(" ")).join("; "),
  ]
    .filter(Boolean)
    .join(" ");
}
