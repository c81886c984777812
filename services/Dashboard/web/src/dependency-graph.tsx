// Draws the missing milestones up to a goal, in order of dependency.
import { useRoute } from "./app.ts";
import type { MilestoneReadiness } from "./gen/kosovonato/milestones/v1/reads_pb.ts";
import { DependencyBasis, DependencyKind, Readiness, type Milestone } from "./gen/kosovonato/milestones/v1/resources_pb.ts";
import { idOf } from "./resource-names.ts";
import { here } from "./router.ts";
import { fillOf } from "./components.tsx";
import { readinessLabel, readinessTone } from "./labels.ts";

const [boxWidth, boxHeight, gapX, gapY] = [117, 82, 14, 10];

interface GraphNode {
  /** The resource name of the milestone. */
  name: string;
  x: number;
  y: number;
}

/** Puts each missing milestone in the column after the last milestone that it requires. */
export function layOut(goal: string, required: (name: string) => readonly string[]): GraphNode[] {
  const depth = new Map<string, number>();
  const visit = (name: string): number => {
    const known = depth.get(name);
    if (known !== undefined) {
      return known;
    }

    depth.set(name, 0);
    const found = Math.max(-1, ...required(name).map(visit)) + 1;
    depth.set(name, found);
    return found;
  };
  visit(goal);
  const rows = new Map<number, number>();
  return [...depth].map(([name, column]) => {
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    return { name, x: column * (boxWidth + gapX), y: row * (boxHeight + gapY) };
  });
}

export function DependencyGraph({
  goal,
  milestones,
  readiness,
  path,
}: {
  goal: string;
  milestones: ReadonlyMap<string, Milestone>;
  readiness: ReadonlyMap<string, MilestoneReadiness>;
  path: readonly string[];
}) {
  const route = useRoute();
  const open = (name: string) => readiness.get(name)?.readiness !== Readiness.DONE;
  const links = (name: string) =>
    (milestones.get(name)?.dependencies ?? []).filter(
      (one) => one.kind === DependencyKind.REQUIRES && milestones.has(one.milestone) && open(one.milestone),
    );
  const all = layOut(goal, (name) => links(name).map((one) => one.milestone));
  const of = new Map(all.map((node) => [node.name, node]));
  const width = Math.max(...all.map((node) => node.x)) + boxWidth + 4;
  const height = Math.max(...all.map((node) => node.y)) + boxHeight + 4;
  const critical = (from: string, to: string) => path.indexOf(to) > 0 && path[path.indexOf(to) - 1] === from;
  return (
    <div class="wide road" tabIndex={0} role="region" aria-label="Missing milestones, in order of dependency">
      <svg width={width} height={height} viewBox={`-2 -2 ${width} ${height}`} role="group" aria-label="Dependencies">
        {all.flatMap(({ name, x, y }) =>
          links(name).map(({ milestone, basis }) => {
            const from = of.get(milestone)!;
            const [x1, y1, y2] = [from.x + boxWidth, from.y + boxHeight / 2, y + boxHeight / 2];
            return (
              <path
                key={`${milestone} ${name}`}
                class={`edge${critical(milestone, name) ? " critical" : ""}${basis === DependencyBasis.INFERRED ? " inferred" : ""}`}
                d={`M${x1} ${y1}C${x1 + gapX} ${y1} ${x - gapX} ${y2} ${x} ${y2}`}
              />
            );
          }),
        )}
        {all.map(({ name, x, y }) => {
          const title = milestones.get(name)?.title ?? idOf(name);
          const state = readiness.get(name)?.readiness ?? Readiness.UNSPECIFIED;
          return (
            <a key={name} href={here(route, { fact: name })}>
              <title>{`${title}: ${readinessLabel[state]}${path.includes(name) ? ", on the critical path" : ""}`}</title>
              <rect class={`node${path.includes(name) ? " critical" : ""}`} x={x} y={y} width={boxWidth} height={boxHeight} rx="5" />
              <rect x={x + 8} y={y + boxHeight - 17} width="10" height="10" rx="2" class="node-mark" fill={fillOf(readinessTone[state])} />
              {/* HTML wraps text, SVG does not. The full text is in the tooltip. */}
              <foreignObject x={x + 8} y={y + 6} width={boxWidth - 14} height={boxHeight - 27}>
                <div class="node-title">{title}</div>
              </foreignObject>
              <text x={x + 24} y={y + boxHeight - 8} class="node-state">
                {readinessLabel[state]}
              </text>
            </a>
          );
        })}
      </svg>
      <p class="soft">
        To the left of each milestone are the required milestones that are not achieved. Thick line: critical path. Dashed line: dependency
        inferred from the procedure; the policy paper names the other dependencies.
      </p>
    </div>
  );
}
