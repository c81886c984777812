// Clients of the three services, which the page reaches through its own host.
import { ConnectError } from "@connectrpc/connect";
import { connect, isUnreachable } from "@kosovonato/client";
import { MilestoneService } from "@kosovonato/client/milestones/v1";
import { RecognitionService } from "@kosovonato/client/recognitions/v1";
import { RecommendationService } from "@kosovonato/client/recommendations/v1";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { t } from "./messages.ts";

const options = { baseUrl: globalThis.location?.origin ?? "", timeoutMs: 15_000 };

export const recognitions = connect(RecognitionService, options);
export const milestones = connect(MilestoneService, options);
export const recommendations = connect(RecommendationService, options);

/** The bitemporal point of a read: `asOf` is the valid time, `knownAt` the transaction time. Empty means now. */
export interface TimePoint {
  asOf: string;
  knownAt: string;
}

/** The fields of a read request that hold a time point. */
export function timeFields({ asOf, knownAt }: TimePoint) {
  const time = knownAt === "" ? undefined : new Date(knownAt);
  return time && !Number.isNaN(time.getTime())
    ? { asOf, knownAt: { point: { case: "time" as const, value: timestampFromDate(time) } } }
    : { asOf };
}

export function errorText(error: unknown): string {
  if (isUnreachable(error)) {
    return t("shared.unreachable"); // The texts of the browsers differ and are less precise.
  }

  const { rawMessage } = ConnectError.from(error);
  return rawMessage === "" ? t("shared.no-reason") : rawMessage;
}
