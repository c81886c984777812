// Queries the services for lists of resources as of a point in time.
import type { CallOptions } from "@connectrpc/connect";
import { listAll } from "@kosovonato/client";
import { milestones, recognitions, recommendations, timeFields, type TimePoint } from "./api.ts";
import type { Service } from "./store.ts";

type PageRequest = ReturnType<typeof timeFields> & { pageSize: number; pageToken: string };

function listOf<P extends { nextPageToken: string }, T>(
  service: Service,
  page: (request: PageRequest, options: CallOptions) => Promise<P>,
  resources: (page: P) => T[],
) {
  const list = async (point: TimePoint, signal: AbortSignal) =>
    (await listAll((pageToken) => page({ ...timeFields(point), pageSize: 1_000, pageToken }, { signal }))).flatMap(resources);
  return { service, list };
}

/** By resource type. A dash in `parent` stands for every parent. */
export const lists = {
  recognition: listOf("recognitions", recognitions.listRecognitions, (page) => page.recognitions),
  question: listOf("recognitions", recognitions.listQuestions, (page) => page.questions),
  ballot: listOf(
    "recognitions",
    (request, options) => recognitions.listBallots({ ...request, parent: "questions/-" }, options),
    (page) => page.ballots,
  ),
  membership: listOf(
    "recognitions",
    (request, options) => recognitions.listMemberships({ ...request, parent: "organizations/-" }, options),
    (page) => page.memberships,
  ),
  milestone: listOf("milestones", milestones.listMilestones, (page) => page.milestones),
  indicator: listOf("milestones", milestones.listIndicators, (page) => page.indicators),
  precedent: listOf("milestones", milestones.listPrecedents, (page) => page.precedents),
  recommendation: listOf("recommendations", recommendations.listRecommendations, (page) => page.recommendations),
};
