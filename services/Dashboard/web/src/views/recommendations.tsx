// The recommendations of the policy paper. Response, assessments and progress by recorded facts are kept apart.
import { timePointOf, useList, useResources, useRoute } from "../app.ts";
import { formatDate } from "../dates.ts";
import {
  AddresseeResponseKind,
  AssessorKind,
  ClosureReason,
  Completion,
  ProgressKind,
  RecommendationStatus,
  RecommendationStrength,
  type Recommendation,
} from "@kosovonato/client/recommendations/v1";
import { Empty, ExplanationLink, QueryStatus, ResourceLink, StatusTag, useNames, ViewHeader } from "../components.tsx";
import { capital, enumLabel, progressLabel, progressTone } from "../labels.ts";
import { t } from "../messages.ts";
import { ProgressBegun } from "../progress-begun.tsx";
import { idOf } from "../resource-names.ts";

export function Recommendations() {
  const point = timePointOf(useRoute());
  const query = useResources("recommendation", point);
  const documents = useList("document");
  const name = useNames();
  const all = [...(query.value ?? [])].sort((a, b) => a.number.localeCompare(b.number, "en", { numeric: true }));
  // By strength: requirements first, options last.
  const roots = Map.groupBy(
    all.filter((one) => one.parentRecommendation === "").sort((a, b) => a.strength - b.strength),
    (one) => one.document,
  );
  const kinds = [
    ProgressKind.SATISFIED,
    ProgressKind.PROGRESSING,
    ProgressKind.NOT_STARTED,
    ProgressKind.REGRESSED,
    ProgressKind.NOT_MEASURABLE,
  ];
  return (
    <>
      <ViewHeader
        title={t("recommendations.title")}
        name="recommendations"
        lead={t("recommendations.lead")}
        rows={() =>
          all.map((one) => ({
            number: one.number,
            title: one.title,
            strength: RecommendationStrength[one.strength],
            addressee: idOf(one.addressee),
            status: RecommendationStatus[one.status],
            response: one.response ? AddresseeResponseKind[one.response.kind] : "NONE",
            assessment: one.assessments.length > 0 ? Completion[one.assessments.at(-1)!.completion] : "",
            progress: one.progress ? ProgressKind[one.progress.kind] : "",
            fraction: one.progress?.fraction,
            criterion_met: one.progress?.criterion?.metCount,
            criterion_total: one.progress?.criterion?.totalCount,
            divergence: one.progress?.divergence,
          }))
        }
      />
      <QueryStatus query={query} what={t("recommendations.the-recommendations")} />
      <ul class="figures" hidden={query.value === undefined}>
        {kinds.map((kind) => (
          <li key={kind}>
            <b class="figure">{all.filter((one) => one.progress?.kind === kind).length}</b>
            <span>{progressLabel[kind].toLowerCase()}</span>
          </li>
        ))}
      </ul>
      {query.value?.length === 0 && (
        <Empty>
          {point.asOf === "" ? t("recommendations.none") : t("recommendations.none-as-of", { date: formatDate(point.asOf) })}
        </Empty>
      )}
      <div aria-busy={query.loading}>
        {[...roots].map(([made, top]) => {
          const document = documents.find((one) => one.name === made);
          const id = idOf(made);
          return (
            <section key={id} class="document" aria-labelledby={`document-${id}`}>
              <h2 id={`document-${id}`}>
                <ResourceLink name={made}>{document?.title ?? id}</ResourceLink>
              </h2>
              {document && (
                <p class="soft">
                  {[document.authors.join(", "), document.publisher, formatDate(document.publishedOn)].filter(Boolean).join(" · ")}
                </p>
              )}
              <div class="tree-head" aria-hidden="true">
                <span>{t("recommendations.recommendation")}</span>
                <span>{t("recommendations.response")}</span>
                <span>{t("recommendations.assessment")}</span>
                <span>{t("recommendations.progress-by-facts")}</span>
              </div>
              <Branch of={top} all={all} name={name} />
            </section>
          );
        })}
      </div>
    </>
  );
}

function Branch({ of, all, name }: { of: readonly Recommendation[]; all: readonly Recommendation[]; name: (code: string) => string }) {
  return (
    <ul class="tree">
      {of.map((one) => {
        const parts = all.filter((part) => part.parentRecommendation === one.name);
        return (
          <li key={one.name}>
            <Node of={one} name={name} />
            {parts.length > 0 && <Branch of={parts} all={all} name={name} />}
          </li>
        );
      })}
    </ul>
  );
}

function Node({ of, name }: { of: Recommendation; name: (code: string) => string }) {
  const { progress, response } = of;
  const assessment = of.assessments.at(-1);
  const percent = Math.round((progress?.fraction ?? 0) * 100);
  const share =
    progress?.criterion && progress.criterion.totalCount > 1
      ? t("recommendations.share", { met: progress.criterion.metCount, total: progress.criterion.totalCount })
      : `${percent}%`;
  const measurable = progress !== undefined && progress.kind !== ProgressKind.NOT_MEASURABLE;
  return (
    <div class="node-row">
      <div>
        <span class="number">{of.number}</span> <ResourceLink name={of.name}>{of.title}</ResourceLink>
        <br />
        <span class="soft">
          {[
            t("recommendations.addressed-to", {
              strength: capital(enumLabel(RecommendationStrength, of.strength)),
              addressee: name(of.addressee),
            }),
            of.status === RecommendationStatus.CLOSED && of.closure
              ? t("recommendations.closed", { reason: enumLabel(ClosureReason, of.closure.reason) })
              : "",
            of.status === RecommendationStatus.DRAFT ? t("recommendations.draft") : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      <div>
        <span class="label">{t("recommendations.response-label")} </span>
        {response ? (
          <>
            {capital(enumLabel(AddresseeResponseKind, response.kind))}
            <br />
            <span class="soft">
              {response.dueOn === ""
                ? formatDate(response.date)
                : t("recommendations.due", { date: formatDate(response.date), due: formatDate(response.dueOn) })}
            </span>
          </>
        ) : (
          <span class="soft">{t("recommendations.none-recorded")}</span>
        )}
      </div>
      <div>
        <span class="label">{t("recommendations.assessment-label")} </span>
        {assessment ? (
          <>
            {capital(enumLabel(Completion, assessment.completion))}
            <br />
            <span class="soft">
              {t(assessment.assessor === AssessorKind.SELF ? "recommendations.by-addressee" : "recommendations.independent", {
                date: formatDate(assessment.date),
              })}
              {of.assessments.length > 1 && `; ${t("recommendations.latest-of", { count: of.assessments.length })}`}
            </span>
          </>
        ) : (
          <span class="soft">{t("recommendations.none-recorded")}</span>
        )}
      </div>
      <div class="progress">
        <span class="label">{t("recommendations.progress-label")} </span>
        {progress ? (
          <>
            <StatusTag tone={progressTone[progress.kind]}>{progressLabel[progress.kind]}</StatusTag>
            <ProgressBegun of={progress} />
            {measurable && (
              <ExplanationLink recommendation={of.name} label={t("recommendations.explain", { share, number: of.number })}>
                <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                  <rect width="100" height="8" class="rest" />
                  <rect width={percent} height="8" class="share" />
                </svg>
                <b class="num">{share}</b>
              </ExplanationLink>
            )}
            {progress.divergence && <span class="overdue">{t("recommendations.divergence")}</span>}
            {progress.closureSuggested && <span class="soft">{t("recommendations.closure-suggested")}</span>}
          </>
        ) : (
          <span class="soft">{t("recommendations.not-computed")}</span>
        )}
      </div>
    </div>
  );
}
