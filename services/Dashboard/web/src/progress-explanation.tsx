// The explanation of a recommendation's progress, down to each recorded fact.
import { timePointOf, useQuery, useRoute, useStore } from "./app.ts";
import { criterionText } from "./criterion-text.ts";
import { formatDate } from "./dates.ts";
import type { Row } from "./csv.ts";
import { Truth, type CriterionResult } from "@kosovonato/client/criteria/v1";
import type { SupportingFact } from "@kosovonato/client/explanations/v1";
import {
  Completion,
  MilestoneLinkKind,
  RecommendationStrength,
  type CriterionExplanation,
  type ProgressExplanation,
} from "@kosovonato/client/recommendations/v1";
import { recommendations, timeFields } from "./api.ts";
import { idOf } from "./resource-names.ts";
import { here, to } from "./router.ts";
import { formatAssumptions } from "./assumptions.ts";
import { Export, QueryStatus, ResourceLink, StatusTag, useNames } from "./components.tsx";
import { QueriedInferenceNote } from "./inference.tsx";
import { assumptionsLabel, enumLabel, joinAnd, milestoneLabel, progressLabel, progressTone, serviceLabel } from "./labels.ts";
import { labels, t } from "./messages.ts";
import { Recorded } from "./recorded.tsx";
import type { Service } from "./store.ts";
import { titleOf } from "./titles.ts";

const truthTone: Record<Truth, string> = {
  [Truth.UNSPECIFIED]: "none",
  [Truth.TRUE]: "yes",
  [Truth.FALSE]: "no",
  [Truth.UNKNOWN]: "disputed",
};
const truthLabel = labels<Truth>({
  [Truth.UNSPECIFIED]: "truth.UNSPECIFIED",
  [Truth.TRUE]: "truth.TRUE",
  [Truth.FALSE]: "truth.FALSE",
  [Truth.UNKNOWN]: "truth.UNKNOWN",
});

export function ProgressExplanationPanel({ id }: { id: string }) {
  const recommendation = `recommendations/${id}`;
  const route = useRoute();
  const point = timePointOf(route);
  const name = useNames();
  const query = useQuery(`explain ${recommendation} ${point.asOf} ${point.knownAt}`, ["recommendations"], (signal) =>
    recommendations.explainProgress({ recommendation, ...timeFields(point) }, { signal }),
  );
  const explained = query.value?.explanation;
  const assumptions = formatAssumptions(explained?.smallestChange ?? []);
  return (
    <>
      <p class="soft kind">
        {t("explanation.kind")} ·{" "}
        <ResourceLink name={recommendation} own>
          {t("explanation.full-record")}
        </ResourceLink>
      </p>
      <h2 id="panel-title">
        {id} <Recorded>{explained?.title}</Recorded>
      </h2>
      <QueryStatus query={query} what={t("explanation.the-explanation")} />
      {explained && (
        <>
          <Export name={`${id}-explained`} rows={() => progressRows(explained, name)} />
          <ProgressNode of={explained} />
          {explained.criterion && hasDecision(explained.criterion) && (
            <p>
              <span class="soft">{t("explanation.inferred")}</span> <QueriedInferenceNote point={point} />
            </p>
          )}
          {explained.smallestChange.length > 0 && (
            <p>
              <b>{t("explanation.smallest-change")}</b> {assumptionsLabel(explained.smallestChange, name)}.{" "}
              {assumptions !== "" && <a href={to(route, "what-if", { suppose: assumptions })}>{t("explanation.what-else")}</a>}
            </p>
          )}
          <p class="soft">
            {t("explanation.basis", {
              date: formatDate(query.value!.asOf),
              revisions: [
                t("explanation.revision", {
                  service: serviceLabel("recommendations"),
                  revision: String(query.value!.revision?.number ?? ""),
                }),
                ...query.value!.upstreamRevisions.map(({ service, revision }) =>
                  t("explanation.up-to", { service: serviceLabel(service as Service), revision: String(revision) }),
                ),
              ].join(", "),
            })}
          </p>
        </>
      )}
    </>
  );
}

const hasDecision = ({ criterion, operands }: CriterionExplanation): boolean =>
  criterion?.expression.case === "consensus" || operands.some(hasDecision);

/** One row for each recommendation, each part of its criterion, and each supporting fact. */
function progressRows(of: ProgressExplanation, name: (code: string) => string): Row[] {
  const { title, progress, criterion, milestoneLinks, children } = of;
  const recommendation = idOf(of.recommendation);
  return [
    { recommendation, what: title, says: progressLabel[progress?.kind ?? 0], fraction: progress?.fraction },
    ...(criterion ? criterionRows(criterion, recommendation, name) : []),
    ...milestoneLinks.map(({ link, status }) => ({ recommendation, what: link?.milestone, says: milestoneLabel(status) })),
    ...children.flatMap((child) => progressRows(child, name)),
  ];
}

function criterionRows(
  { criterion, result, operands, supportingFacts }: CriterionExplanation,
  recommendation: string,
  name: (code: string) => string,
): Row[] {
  return [
    {
      recommendation,
      what: criterion ? criterionText(criterion, name) : "",
      says: truthLabel[result?.truth ?? 0],
      met_count: result?.metCount,
      total_count: result?.totalCount,
      missing: result?.missing.join(" "),
    },
    ...operands.flatMap((operand) => criterionRows(operand, recommendation, name)),
    ...supportingFacts.map((fact) => ({
      recommendation,
      what: fact.name,
      says: fact.statement,
      service: fact.service,
      revision: fact.revision,
    })),
  ];
}

function ProgressNode({ of }: { of: ProgressExplanation }) {
  const route = useRoute();
  const progress = of.progress;
  const store = useStore();
  return (
    <>
      {progress && (
        <p>
          <StatusTag tone={progressTone[progress.kind]}>{progressLabel[progress.kind]}</StatusTag>{" "}
          <b class="num">{Math.round(progress.fraction * 100)}%</b>{" "}
          <span class="soft">
            {progress.criterion
              ? t("explanation.share")
              : progress.measuredChildCount > 0
                ? t("explanation.mean", { count: progress.measuredChildCount, left: progress.unmeasuredChildCount })
                : t("explanation.no-measure")}
          </span>
        </p>
      )}
      {progress?.divergence && (
        <p class="notice">
          {of.assessment
            ? t("explanation.divergence-assessed", {
                completion: enumLabel(Completion, of.assessment.completion),
                assessor: of.assessment.assessorName || t("explanation.an-assessor"),
              })
            : t("explanation.divergence")}
        </p>
      )}
      {of.criterion && (
        <>
          <h3>{t("explanation.criterion")}</h3>
          <CriterionNode of={of.criterion} />
        </>
      )}
      {of.milestoneLinks.length > 0 && (
        <>
          <h3>{t("explanation.milestones")}</h3>
          <ul class="plain">
            {of.milestoneLinks.map(
              ({ link, status }) =>
                link && (
                  <li key={link.milestone}>
                    <ResourceLink name={link.milestone}>{titleOf(store, link.milestone)}</ResourceLink>:{" "}
                    {milestoneLabel(status).toLowerCase()} <span class="soft">({enumLabel(MilestoneLinkKind, link.kind)})</span>
                  </li>
                ),
            )}
          </ul>
        </>
      )}
      {of.children.length > 0 && (
        <>
          <h3>{t("explanation.parts")}</h3>
          <ul class="plain parts">
            {of.children.map((part) => (
              <li key={part.recommendation}>
                <a href={here(route, { explain: idOf(part.recommendation) })}>
                  {idOf(part.recommendation)} <Recorded>{part.title}</Recorded>
                </a>
                <br />
                {part.progress && (
                  <>
                    <StatusTag tone={progressTone[part.progress.kind]}>{progressLabel[part.progress.kind]}</StatusTag>{" "}
                    <b class="num">{Math.round(part.progress.fraction * 100)}%</b>
                  </>
                )}{" "}
                <span class="soft">{enumLabel(RecommendationStrength, part.strength)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function CriterionNode({ of }: { of: CriterionExplanation }) {
  const name = useNames();
  return (
    <div class="criterion">
      <p>
        <StatusTag tone={truthTone[of.result?.truth ?? 0]}>
          {of.result && of.result.totalCount > 1
            ? t("explanation.truth-count", {
                truth: truthLabel[of.result.truth],
                met: of.result.metCount,
                total: of.result.totalCount,
              })
            : truthLabel[of.result?.truth ?? 0]}
        </StatusTag>
        : {of.criterion && criterionText(of.criterion, name)}
      </p>
      <MissingList of={of.result} leaf={of.operands.length === 0} />
      {of.operands.length > 0 && (
        <ul class="plain parts">
          {of.operands.map((operand, i) => (
            <li key={i}>
              <CriterionNode of={operand} />
            </li>
          ))}
        </ul>
      )}
      {of.supportingFacts.length > 0 && (
        <details>
          <summary>
            {t("explanation.supporting", { count: of.supportingFacts.length })}
          </summary>
          <ul class="supporting-facts">
            {of.supportingFacts.map((fact, i) => (
              <li key={i}>
                <SupportingFactRow of={fact} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function MissingList({ of, leaf }: { of: CriterionResult | undefined; leaf: boolean }) {
  const name = useNames();
  return leaf && of && of.missing.length > 0 && of.totalCount > 1 ? (
    <p class="soft">{t("explanation.missing", { names: joinAnd(of.missing.map(name)) })}</p>
  ) : null;
}

/** "RECOGNIZED since 2008-02-18 (a1)" as text, without the ID of the act, which the resource panel shows. */
const statementText = (statement: string): string =>
  statement
    .replaceAll("_", " ")
    .toLowerCase()
    .replace(/ \(a\d+\)/g, "")
    .replace(/\b\d{4}(-\d\d){1,2}\b/g, (date) => formatDate(date));

function SupportingFactRow({ of }: { of: SupportingFact }) {
  const store = useStore();
  return (
    <>
      <ResourceLink name={of.name}>{titleOf(store, of.name)}</ResourceLink>: <Recorded>{statementText(of.statement)}</Recorded>{" "}
      <span class="soft">
        {t("explanation.fact-revision", { service: serviceLabel(of.service as Service), revision: String(of.revision) })}
      </span>
    </>
  );
}
