// Queries the three services for the changes under a set of assumptions.
import { create } from "@bufbuild/protobuf";
import { AssumptionSchema, type Assumption } from "./gen/kosovonato/assumptions/v1/assumptions_pb.ts";
import type { ProgressExplanation } from "./gen/kosovonato/recommendations/v1/reads_pb.ts";
import { listAll, milestones, recognitions, recommendations, timeFields, type TimePoint } from "./api.ts";

/** The same steps as WhatIf in services/Client: milestones first, because the recommendations query needs their new statuses. */
export async function whatIf(
  assumptions: Assumption[],
  rules: { organization: string; decision: string }[],
  published: { id: string; parent: string }[],
  point: TimePoint,
  signal: AbortSignal,
) {
  const readiness = await listAll((pageToken) =>
    milestones.getReadiness({ changedByAssumptionsOnly: true, ...timeFields(point), assumptions, pageSize: 1_000, pageToken }, { signal }),
  );
  const changed = readiness.flatMap((page) => page.milestones);
  const asOf = readiness[0]!.asOf;
  const at = timeFields({ ...point, asOf });
  const known = assumptions.filter(({ fact }) => fact.case === "recognition" || fact.case === "membership" || fact.case === "position");
  const decisions =
    known.length === 0
      ? []
      : (
          await Promise.all(
            rules.map(async (rule) => {
              const [before, after] = await Promise.all([
                recognitions.assessDecision({ ...rule, ...at }, { signal }),
                recognitions.assessDecision({ ...rule, ...at, assumptions: known }, { signal }),
              ]);
              return { ...rule, before, after };
            }),
          )
        )
          .filter(({ before, after }) => before.verdict !== after.verdict || before.blockingStates.join() !== after.blockingStates.join())
          .sort(
            (a, b) =>
              Number(a.before.verdict === a.after.verdict) - Number(b.before.verdict === b.after.verdict) ||
              foremost(a.organization) - foremost(b.organization),
          );
  // Positions do not affect recognition, so a count rejects them as assumptions.
  const counted = known.filter(({ fact }) => fact.case !== "position");
  const counts =
    counted.length === 0
      ? []
      : (
          await Promise.all(
            ["nato", "eu", "adriatic-charter"].map(async (organization) => {
              const [before, after] = await Promise.all([
                recognitions.countRecognitions({ organization, ...at }, { signal }),
                recognitions.countRecognitions({ organization, ...at, assumptions: counted }, { signal }),
              ]);
              return { organization, before, after };
            }),
          )
        ).filter(({ before, after }) => before.recognizingCount !== after.recognizingCount || before.totalCount !== after.totalCount);
  const reached = changed
    .filter((one) => one.withoutAssumptions?.status !== one.status)
    .map((one) => create(AssumptionSchema, { fact: { case: "milestone", value: { milestone: one.milestone, status: one.status as number } } }));
  const together = [...assumptions, ...reached];
  const explained = new Map<string, ProgressExplanation>();
  for (let next = published.filter((one) => one.parent === "").map((one) => one.id); next.length > 0;) {
    const trees = await Promise.all(
      next.map(
        async (recommendation) => (await recommendations.explainProgress({ recommendation, ...at, assumptions: together }, { signal })).explanation,
      ),
    );
    const all = trees.flatMap((tree) => (tree ? flat(tree) : []));
    all.forEach((one) => explained.set(one.recommendation, one));
    next = all
      .filter((one) => one.omittedChildCount > 0)
      .flatMap((one) => published.filter((part) => part.parent === one.recommendation && !explained.has(part.id)).map((part) => part.id));
  }

  const progressed = [...explained.values()]
    .filter((one) => one.withoutAssumptions)
    .sort((a, b) => a.recommendation.localeCompare(b.recommendation, "en", { numeric: true }));
  return { asOf, decisions, counts, changed, progressed };
}

const foremost = (organization: string): number => ["adriatic-charter", "eu", "nato"].indexOf(organization) * -1;

const flat = (tree: ProgressExplanation): ProgressExplanation[] => [tree, ...tree.children.flatMap(flat)];
