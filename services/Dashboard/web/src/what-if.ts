// Queries the consequences of a set of assumptions.
import type { Assumption } from "@kosovonato/client/assumptions/v1";
import type { Consequence } from "@kosovonato/client/recommendations/v1";
import { listAll } from "@kosovonato/client";
import { recommendations, timeFields, type TimePoint } from "./api.ts";
import { idOf } from "./resource-names.ts";

type Kind = NonNullable<Consequence["consequence"]["case"]>;
type ValueOf<K extends Kind> = Extract<Consequence["consequence"], { case: K }>["value"];

export type Consequences = Awaited<ReturnType<typeof whatIf>>;

/** Everything that differs in all services, with and without the assumptions, from one revision. */
export async function whatIf(assumptions: Assumption[], point: TimePoint, signal: AbortSignal) {
  const pages = await listAll((pageToken) =>
    recommendations.assessAssumptions({ ...timeFields(point), assumptions, pageSize: 1_000, pageToken }, { signal }),
  );
  const all = pages.flatMap((page) => page.consequences.map((one) => one.consequence));
  const those = <K extends Kind>(kind: K): ValueOf<K>[] => all.flatMap((one) => (one.case === kind ? [one.value as ValueOf<K>] : []));
  return {
    asOf: pages[0]!.asOf,
    counts: those("recognitionCount").sort((a, b) => foremost(a.organization) - foremost(b.organization)),
    decisions: those("decision").sort(
      (a, b) =>
        Number(a.withAssumptions?.verdict === a.withoutAssumptions?.verdict) -
          Number(b.withAssumptions?.verdict === b.withoutAssumptions?.verdict) || foremost(a.organization) - foremost(b.organization),
    ),
    milestones: those("milestone"),
    recommendations: those("recommendation").sort((a, b) => a.recommendation.localeCompare(b.recommendation, "en", { numeric: true })),
  };
}

const foremost = (organization: string): number => ["adriatic-charter", "eu", "nato"].indexOf(idOf(organization)) * -1;
