// Why a recommendation has its progress, down to each recorded fact.
import { timePointOf, useQuery, useRoute, useStore } from "./app.ts";
import { criterionText } from "./criterion-text.ts";
import { formatDate } from "./dates.ts";
import type { Row } from "./csv.ts";
import { Truth, type Standing as CriterionStanding } from "./gen/kosovonato/criteria/v1/criteria_pb.ts";
import type { Basis } from "./gen/kosovonato/explanations/v1/explanations_pb.ts";
import type { ExplainedCriterion, ExplainedProgress } from "./gen/kosovonato/recommendations/v1/reads_pb.ts";
import { Completion, Force, LinkKind } from "./gen/kosovonato/recommendations/v1/resources_pb.ts";
import { recommendations, timeFields } from "./api.ts";
import { here, to } from "./router.ts";
import { formatAssumptions } from "./assumptions.ts";
import { Export, QueryStatus, ResourceLink, StatusTag, useNames } from "./components.tsx";
import { assumptionsLabel, enumLabel, joinAnd, milestoneLabel, progressLabel, progressTone } from "./labels.ts";
import { titleOf } from "./titles.ts";

const truthTone: Record<Truth, string> = { [Truth.UNSPECIFIED]: "none", [Truth.TRUE]: "yes", [Truth.FALSE]: "no", [Truth.UNKNOWN]: "disputed" };
const truthLabel: Record<Truth, string> = {
  [Truth.UNSPECIFIED]: "Not computed",
  [Truth.TRUE]: "Met",
  [Truth.FALSE]: "Not met",
  [Truth.UNKNOWN]: "Not known",
};

export function ProgressExplanationPanel({ recommendation }: { recommendation: string }) {
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
        Why it is as far as it is · <ResourceLink name={`recommendations/${recommendation}`}>all that is recorded of it</ResourceLink>
      </p>
      <h2 id="panel-title">
        {recommendation} {explained?.title}
      </h2>
      <QueryStatus query={query} what="The explanation" />
      {explained && (
        <>
          <Export name={`${recommendation}-explained`} rows={() => progressRows(explained, name)} />
          <ProgressNode of={explained} />
          {explained.smallestChange.length > 0 && (
            <p>
              <b>Smallest change that would satisfy it:</b> {assumptionsLabel(explained.smallestChange, name)}.{" "}
              {assumptions !== "" && <a href={to(route, "what-if", { suppose: assumptions })}>What else would follow?</a>}
            </p>
          )}
          <p class="soft">
            As of {formatDate(query.value!.asOf)}, from revision {String(query.value!.revision?.number ?? "")} of recommendations
            {query.value!.followed.map((one) => `, ${one.service} up to ${one.revision}`)}.
          </p>
        </>
      )}
    </>
  );
}

/** One row for each recommendation, each part of its criterion, and each supporting fact. */
function progressRows(of: ExplainedProgress, name: (code: string) => string): Row[] {
  const { recommendation, title, progress, criterion, links, parts } = of;
  return [
    { recommendation, what: title, says: progressLabel[progress?.kind ?? 0], fraction: progress?.fraction },
    ...(criterion ? criterionRows(criterion, recommendation, name) : []),
    ...links.map(({ link, status }) => ({ recommendation, what: `milestones/${link?.milestone}`, says: milestoneLabel(status) })),
    ...parts.flatMap((part) => progressRows(part, name)),
  ];
}

function criterionRows({ criterion, standing, parts, bases }: ExplainedCriterion, recommendation: string, name: (code: string) => string): Row[] {
  return [
    {
      recommendation,
      what: criterion ? criterionText(criterion, name) : "",
      says: truthLabel[standing?.truth ?? 0],
      met: standing?.met,
      total: standing?.total,
      missing: standing?.missing.join(" "),
    },
    ...parts.flatMap((part) => criterionRows(part, recommendation, name)),
    ...bases.map((basis) => ({ recommendation, what: basis.name, says: basis.statement, service: basis.service, revision: basis.revision })),
  ];
}

function ProgressNode({ of }: { of: ExplainedProgress }) {
  const route = useRoute();
  const progress = of.progress;
  const store = useStore();
  return (
    <>
      {progress && (
        <p>
          <StatusTag tone={progressTone[progress.kind]}>{progressLabel[progress.kind]}</StatusTag> <b class="num">{Math.round(progress.fraction * 100)}%</b>{" "}
          <span class="soft">
            {progress.criterion
              ? "the share of its criterion that is met"
              : progress.measuredParts > 0
                ? `the mean of ${progress.measuredParts} measurable parts (must weighs 3, should 2, could 1)${progress.unmeasuredParts > 0 ? `; ${progress.unmeasuredParts} left out, not measurable` : ""}`
                : "no criterion and no measurable part"}
          </span>
        </p>
      )}
      {progress?.divergence && (
        <p class="notice">
          The assessment {of.assessment && `(${enumLabel(Completion, of.assessment.completion)}, by ${of.assessment.by || "an assessor"})`} and the
          facts disagree.
        </p>
      )}
      {of.criterion && (
        <>
          <h3>Criterion</h3>
          <CriterionNode of={of.criterion} />
        </>
      )}
      {of.links.length > 0 && (
        <>
          <h3>Milestones it leads to</h3>
          <ul class="plain">
            {of.links.map(
              ({ link, status }) =>
                link && (
                  <li key={link.milestone}>
                    <ResourceLink name={`milestones/${link.milestone}`}>{titleOf(store, `milestones/${link.milestone}`)}</ResourceLink>:{" "}
                    {milestoneLabel(status).toLowerCase()} <span class="soft">({enumLabel(LinkKind, link.kind)})</span>
                  </li>
                ),
            )}
          </ul>
        </>
      )}
      {of.parts.length > 0 && (
        <>
          <h3>Parts</h3>
          <ul class="plain parts">
            {of.parts.map((part) => (
              <li key={part.recommendation}>
                <a href={here(route, { explain: part.recommendation })}>
                  {part.recommendation} {part.title}
                </a>
                <br />
                {part.progress && (
                  <>
                    <StatusTag tone={progressTone[part.progress.kind]}>{progressLabel[part.progress.kind]}</StatusTag>{" "}
                    <b class="num">{Math.round(part.progress.fraction * 100)}%</b>
                  </>
                )}{" "}
                <span class="soft">{enumLabel(Force, part.force)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function CriterionNode({ of }: { of: ExplainedCriterion }) {
  const name = useNames();
  return (
    <div class="criterion">
      <p>
        <StatusTag tone={truthTone[of.standing?.truth ?? 0]}>
          {truthLabel[of.standing?.truth ?? 0]}
          {of.standing && of.standing.total > 1 ? ` ${of.standing.met} of ${of.standing.total}` : ""}
        </StatusTag>
        : {of.criterion && criterionText(of.criterion, name)}
      </p>
      <MissingList of={of.standing} leaf={of.parts.length === 0} />
      {of.parts.length > 0 && (
        <ul class="plain parts">
          {of.parts.map((part, i) => (
            <li key={i}>
              <CriterionNode of={part} />
            </li>
          ))}
        </ul>
      )}
      {of.bases.length > 0 && (
        <details>
          <summary>{of.bases.length} {of.bases.length === 1 ? "fact" : "facts"} it rests on</summary>
          <ul class="bases">
            {of.bases.map((basis, i) => (
              <li key={i}>
                <SupportingFactRow of={basis} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function MissingList({ of, leaf }: { of: CriterionStanding | undefined; leaf: boolean }) {
  const name = useNames();
  return leaf && of && of.missing.length > 0 && of.total > 1 ? <p class="soft">Missing: {joinAnd(of.missing.map(name))}</p> : null;
}

/** "RECOGNIZED since 2008-02-18 (a1)" as text, without the ID of the act, which the resource panel shows. */
const statementText = (statement: string): string =>
  statement
    .replaceAll("_", " ")
    .toLowerCase()
    .replace(/ \(a\d+\)/g, "")
    .replace(/\b\d{4}(-\d\d){1,2}\b/g, formatDate);

function SupportingFactRow({ of }: { of: Basis }) {
  const store = useStore();
  return (
    <>
      <ResourceLink name={of.name}>{titleOf(store, of.name)}</ResourceLink>: {statementText(of.statement)}{" "}
      <span class="soft">
        {of.service} revision {String(of.revision)}
      </span>
    </>
  );
}
