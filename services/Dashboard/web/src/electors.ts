// The electors that do not support a decision yet, most promising first, by recorded facts only.
import { useQuery, type QueryState } from "./app.ts";
import { recognitions, timeFields, type TimePoint } from "./api.ts";
import type { RankElectorsResponse } from "@kosovonato/client/recognitions/v1";

export interface DecisionKey {
  /** The resource name. */
  organization: string;
  decision: string;
}

export function useElectors(of: DecisionKey | undefined, point: TimePoint): QueryState<RankElectorsResponse | undefined> {
  const key = of ? `${of.organization} ${of.decision} ${point.asOf} ${point.knownAt}` : "";
  return useQuery(`electors ${key}`, of ? ["recognitions"] : [], async (signal) =>
    of
      ? await recognitions.rankElectors({ organization: of.organization, decision: of.decision, ...timeFields(point) }, { signal })
      : undefined,
  );
}
