import { useRoute } from "./app.ts";
import map from "./gen/map.json";
import type { Recognition } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import { RecognitionStatus } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import { idOf } from "./resource-names.ts";
import { here } from "./router.ts";
import { fillOf, PatternSwatch } from "./components.tsx";
import { statuses, statusLabel, statusTone } from "./labels.ts";
import { useList } from "./app.ts";

type Region = keyof typeof map;

/** A map of one region: each state's status as fill, pattern and label. The table has the same data in accessible form. */
export function RegionMap({ region, of, label }: { region: Region; of: ReadonlyMap<string, Recognition>; label: string }) {
  const route = useRoute();
  const codes = new Map(useList("state").map((state) => [state.numeric, idOf(state.name)]));
  const { width, height, shapes } = map[region];
  return (
    <svg class="map" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
      <rect class="sea" width={width} height={height} />
      {shapes.map((shape, i) => {
        // Kosovo has no ISO number. A shape without a number must not match a state without one.
        const code = shape.id === "XK" ? "XK" : shape.id ? codes.get(shape.id) : undefined;
        if (code === "XK") {
          return (
            <path key={i} d={shape.d} class="land subject">
              <title>{shape.name}</title>
            </path>
          );
        }

        if (!code) {
          return (
            <path key={i} d={shape.d} class="land" fill={fillOf("none")}>
              <title>{shape.name}</title>
            </path>
          ); // Not a state.
        }

        const recognition = of.get(code);
        const status = recognition?.status ?? RecognitionStatus.UNSPECIFIED;
        const title = `${shape.name}: ${statusLabel[status]}`;
        const path = (
          <path d={shape.d} class="land" fill={fillOf(statusTone[status])}>
            <title>{title}</title>
          </path>
        );
        return recognition ? (
          <a key={i} href={here(route, { fact: recognition.name })} aria-label={title}>
            {path}
          </a>
        ) : (
          <g key={i}>{path}</g>
        );
      })}
      {region === "europe" && <KosovoLabel />}
    </svg>
  );
}

function KosovoLabel() {
  const kosovo = map.europe.shapes.find((shape) => shape.id === "XK");
  return kosovo ? (
    <g class="pointer" aria-hidden="true">
      <path d={`M${kosovo.x - 6} ${kosovo.y + 6}l-74 74h-52`} />
      <text x={kosovo.x - 134} y={kosovo.y + 74}>
        Kosovo
      </text>
    </g>
  ) : null;
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
