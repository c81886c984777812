import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useList, useRoute } from "./app.ts";
import { PictureExport } from "./chart-export.tsx";
import { formatDate } from "./dates.ts";
import map from "./gen/map.json";
import { RecognitionStatus, type Recognition } from "@kosovonato/client/recognitions/v1";
import { t } from "./messages.ts";
import { idOf } from "./resource-names.ts";
import { here } from "./router.ts";
import { fillOf, PatternSwatch, useNames } from "./components.tsx";
import { statuses, statusLabel, statusTone } from "./labels.ts";

type Region = keyof typeof map;

interface Shape {
  id: string;
  name: string;
  /** The outline; empty if the atlas has none, and then there is a circle. */
  d: string;
  x: number;
  y: number;
  /** The center of a circle, for a state that is too small to see or to hit. */
  circle?: number[];
}

const subject = "XK";
/** The direction of each arrow key. */
const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/**
 * A map of one region: each state's status as fill, pattern and label. The table has the same data in accessible form. The map is one stop
 * for the Tab key; arrow keys move between its states.
 */
export function RegionMap({
  region,
  of,
  label = t(`map.${region}`),
  changed,
}: {
  region: Region;
  of: ReadonlyMap<string, Recognition>;
  label?: string;
  /** The codes of the states to emphasize, because their status has just changed. */
  changed?: ReadonlySet<string> | undefined;
}) {
  const route = useRoute();
  const name = useNames();
  const states = useList("state");
  const codes = useMemo(() => new Map(states.map((state) => [state.numeric, idOf(state.name)])), [states]);
  const { width, height } = map[region];
  const shapes: readonly Shape[] = map[region].shapes;
  // Kosovo has no ISO number. A shape without a number must not match a state without one.
  const drawn = shapes.map((shape) => ({ shape, code: shape.id === subject ? subject : shape.id ? codes.get(shape.id) : undefined }));
  const links = drawn.flatMap(({ shape, code }) => (code && code !== subject && of.has(code) ? [{ code, shape }] : []));
  const [current, move] = useState("");
  // The first stop is next to Kosovo.
  const home = shapes.find((shape) => shape.id === subject) ?? { x: 0, y: 0 };
  const distance = ({ shape }: (typeof links)[number]) => Math.hypot(shape.x - home.x, shape.y - home.y);
  const start = links.reduce<(typeof links)[number] | undefined>((a, b) => (a && distance(a) <= distance(b) ? a : b), undefined);
  const stop = links.some(({ code }) => code === current) ? current : start?.code;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = directions[event.key] && nearest(links, stop, directions[event.key]!);
    if (next) {
      event.preventDefault();
      move(next);
      (event.currentTarget as Element).querySelector<SVGAElement>(`a[data-code="${next}"]`)?.focus();
    }
  };
  const small = drawn.filter(({ shape, code }) => code && code !== subject && shape.circle);
  const one = ({ shape, code }: (typeof drawn)[number], isCircle: boolean) => {
    if (code === subject || !code) {
      return (
        <path key={shape.name} d={shape.d} class={code ? "land subject" : "land"} fill={code ? undefined : fillOf("none")}>
          <title>{code ? name(code) : shape.name}</title>
        </path>
      );
    }

    const recognition = of.get(code);
    const status = recognition?.status ?? RecognitionStatus.UNSPECIFIED;
    const title = t("map.state", { state: name(code), status: statusLabel[status] });
    const look = { class: `land${changed?.has(code) ? " changed" : ""}${isCircle ? " islet" : ""}`, fill: fillOf(statusTone[status]) };
    const drawing = isCircle ? (
      <circle {...look} cx={shape.circle![0]} cy={shape.circle![1]}>
        <title>{title}</title>
      </circle>
    ) : (
      <path {...look} d={shape.d}>
        {!shape.circle && <title>{title}</title>}
      </path>
    );
    // A circle stands for its state, so the tiny shape below is no second link.
    return recognition && (isCircle || !shape.circle) ? (
      <a
        key={code}
        data-code={code}
        href={here(route, { fact: recognition.name })}
        aria-label={title}
        tabIndex={code === stop ? 0 : -1}
        onFocus={() => move(code)}
      >
        {isCircle && <circle class="target-area" cx={shape.circle![0]} cy={shape.circle![1]} />}
        {drawing}
      </a>
    ) : (
      <g key={code}>{drawing}</g>
    );
  };
  return (
    <svg
      class={`map ${region}`}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={label}
      aria-description={t("map.keys")}
      onKeyDown={onKeyDown}
    >
      <rect class="sea" width={width} height={height} />
      {drawn.filter(({ shape }) => shape.d !== "").map((each) => one(each, false))}
      {small.map((each) => one(each, true))}
      {region !== "northAmerica" && <SubjectLabel region={region} />}
    </svg>
  );
}

/** The next link in a direction: near, and rather ahead than aside. */
function nearest(links: readonly { code: string; shape: Shape }[], from: string | undefined, [right, down]: readonly [number, number]) {
  const at = ({ circle, x, y }: Shape): readonly [number, number] => [circle?.[0] ?? x, circle?.[1] ?? y];
  const start = links.find(({ code }) => code === from);
  if (!start) {
    return undefined;
  }

  const [x, y] = at(start.shape);
  let [best, distance] = ["", Infinity];
  for (const { code, shape } of links) {
    const [dx, dy] = [at(shape)[0] - x, at(shape)[1] - y];
    const [ahead, aside] = [dx * right + dy * down, Math.abs(dx * down) + Math.abs(dy * right)];
    if (ahead > 0 && aside <= 2 * ahead && ahead + 2 * aside < distance) {
      [best, distance] = [code, ahead + 2 * aside];
    }
  }

  return best || undefined;
}

function SubjectLabel({ region }: { region: Region }) {
  const name = useNames();
  const shape: Shape | undefined = map[region].shapes.find((one) => one.id === subject);
  if (!shape) {
    return null;
  }

  const [x, y] = [shape.x, shape.y];
  return region === "world" ? (
    <g class="pointer" aria-hidden="true">
      <circle cx={x} cy={y} r="5" />
      <path d={`M${x - 4} ${y + 4}l-30 52h-8`} />
      <text x={x - 45} y={y + 61}>
        {name(subject)}
      </text>
    </g>
  ) : (
    <g class="pointer" aria-hidden="true">
      <path d={`M${x - 6} ${y + 6}l-74 74h-52`} />
      <text x={x - 134} y={y + 74}>
        {name(subject)}
      </text>
    </g>
  );
}

/** The map of the world. On a phone it can be enlarged, and then scrolls; it begins with Europe. */
export function WorldMap({
  day,
  ...props
}: {
  of: ReadonlyMap<string, Recognition>;
  changed?: ReadonlySet<string> | undefined;
  /** The day of the map, for its picture. */
  day: string;
}) {
  const [isLarge, enlarge] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    current?.scrollTo(isLarge ? (current.scrollWidth - current.clientWidth) / 2 : 0, 0);
  }, [isLarge]);
  return (
    <figure>
      <div class={`world-place${isLarge ? " enlarged" : ""}`} ref={place}>
        <RegionMap region="world" {...props} />
      </div>
      <button type="button" class="enlarge" aria-pressed={isLarge} onClick={() => enlarge(!isLarge)}>
        {t("map.enlarge")}
      </button>
      <PictureExport
        name={`map-${day}`}
        picture={() => ({
          drawing: place.current!.querySelector("svg")!,
          title: t("map.world"),
          keys: statuses
            .filter((status) => [...props.of.values()].some((one) => one.status === status))
            .map((status) => ({ fill: fillOf(statusTone[status]), label: statusLabel[status] })),
          footer: t("charts.footer", { day: formatDate(day) }),
        })}
      />
      <figcaption class="soft">{t("map.circles")}</figcaption>
    </figure>
  );
}

export function Legend({ counts }: { counts: ReadonlyMap<RecognitionStatus, number> }) {
  return (
    <ul class="legend">
      {statuses
        .filter((status) => (counts.get(status) ?? 0) > 0)
        .map((status) => (
          <li key={status}>
            <PatternSwatch tone={statusTone[status]} /> {statusLabel[status]} <b>{counts.get(status)}</b>
          </li>
        ))}
    </ul>
  );
}
