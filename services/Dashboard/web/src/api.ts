// Clients of the three services, which the page reaches through its own host.
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { RecognitionService } from "./gen/kosovonato/recognitions/v1/recognition_service_pb.ts";
import { MilestoneService } from "./gen/kosovonato/milestones/v1/milestone_service_pb.ts";
import { RecommendationService } from "./gen/kosovonato/recommendations/v1/recommendation_service_pb.ts";
import { t } from "./messages.ts";

const transport = createGrpcWebTransport({ baseUrl: globalThis.location?.origin ?? "", defaultTimeoutMs: 15_000 });

export const recognitions = createClient(RecognitionService, transport);
export const milestones = createClient(MilestoneService, transport);
export const recommendations = createClient(RecommendationService, transport);

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
  const { rawMessage, cause } = ConnectError.from(error);
  if (cause instanceof TypeError) {
    return t("shared.unreachable"); // The texts of the browsers differ and are less precise.
  }

  return rawMessage === "" ? t("shared.no-reason") : rawMessage;
}

/** Whether a retry can succeed. It cannot if the request is invalid or names a missing resource. */
export function isRetryable(error: unknown): boolean {
  const { code } = ConnectError.from(error);
  return ![
    Code.InvalidArgument,
    Code.NotFound,
    Code.FailedPrecondition,
    Code.OutOfRange,
    Code.PermissionDenied,
    Code.Unauthenticated,
    Code.Unimplemented,
  ].includes(code);
}

/** All pages of a list, from one revision. */
export async function listAll<P extends { nextPageToken: string }>(page: (pageToken: string) => Promise<P>): Promise<P[]> {
  const all: P[] = [];
  for (let token = ""; ;) {
    const one = await page(token);
    all.push(one);
    token = one.nextPageToken;
    if (token === "") {
      return all;
    }
  }
}
