// Why a recommendation is as far as it is, down to each recorded fact.
import { standpointOf, useAnswer, useRoute, useStore } from "./app.ts";
import { criterionWords } from "./criterion.ts";
import { dateWords } from "./dates.ts";
import type { Row } from "./csv.ts";
import { Truth, type Standing as CriterionStanding } from "./gen/kosovonato/criteria/v1/criteria_pb.ts";
import type { Basis } from "./gen/kosovonato/explanations/v1/explanations_pb.ts";
import type { ExplainedCriterion, ExplainedProgress } from "./gen/kosovonato/recommendations/v1/reads_pb.ts";
import { Completion, Force, LinkKind } from "./gen/kosovonato/recommendations/v1/resources_pb.ts";
import { recommendations, standing } from "./rpc.ts";
import { here, to } from "./router.ts";
import { supposedText } from "./suppose.ts";
import { Export, Fact, Standing, Tag, useNames } from "./ui.tsx";
import { assumedWords, joined, milestoneWords, progressTone, progressWords, valueWords } from "./words.ts";
import { titleOf } from "./titles.ts";

const truthTone: Record<Truth, string> = { [Truth.UNSPECIFIED]: "none", [Truth.TRUE]: "yes", [Truth.FALSE]: "no", [Truth.UNKNOWN]: "disputed" };
const truthWords: Record<Truth, string> = {
  [Truth.UNSPECIFIED]: "Not computed",
  [Truth.TRUE]: "Met",
  [Truth.FALSE]: "Not met",
  [Truth.UNKNOWN]: "Not known",
};

export function ExplainPanel({ recommendation }: { recommendation: string }) {
  const route = useRoute();
  const point = standpointOf(route);
  const name = useNames();
  const answer = useAnswer(`explain ${recommendation} ${point.asOf} ${point.knownAt}`, ["recommendations"], (signal) =>
    recommendations.explainProgress({ recommendation, ...standing(point) }, { signal }),
  );
  const explained = answer.value?.explanation;
  const suppose = supposedText(explained?.smallestChange ?? []);
  return (
    <>
      <p class="soft kind">
        Why it is as far as it is · <Fact name={`recommendations/${recommendation}`}>all that is recorded of it</Fact>
      </p>
      <h2 id="panel-title">
        {recommendation} {explained?.title}
      </h2>
      <Standing answer={answer} what="The explanation" />
      {explained && (
        <>
          <Export name={`${recommendation}-explained`} rows={() => progressRows(explained, name)} />
          <Progressed of={explained} />
          {explained.smallestChange.length > 0 && (
            <p>
              <b>Smallest change that would satisfy it:</b> {assumedWords(explained.smallestChange, name)}.{" "}
              {suppose !== "" && <a href={to(route, "what-if", { suppose })}>What else would follow?</a>}
            </p>
          )}
          <p class="soft">
            As of {dateWords(answer.value!.asOf)}, from revision {String(answer.value!.revision?.number ?? "")} of recommendations
            {answer.value!.followed.map((one) => `, ${one.service} up to ${one.revision}`)}.
          </p>
        </>
      )}
    </>
  );
}

/** One row for each recommendation, each part of its criterion, and each fact that this rests on. */
function progressRows(of: ExplainedProgress, name: (code: string) => string): Row[] {
  const { recommendation, title, progress, criterion, links, parts } = of;
  return [
    { recommendation, what: title, says: progressWords[progress?.kind ?? 0], fraction: progress?.fraction },
    ...(criterion ? criterionRows(criterion, recommendation, name) : []),
    ...links.map(({ link, status }) => ({ recommendation, what: `milestones/${link?.milestone}`, says: milestoneWords(status) })),
    ...parts.flatMap((part) => progressRows(part, name)),
  ];
}

function criterionRows({ criterion, standing, parts, bases }: ExplainedCriterion, recommendation: string, name: (code: string) => string): Row[] {
  return [
    {
      recommendation,
      what: criterion ? criterionWords(criterion, name) : "",
      says: truthWords[standing?.truth ?? 0],
      met: standing?.met,
      total: standing?.total,
      missing: standing?.missing.join(" "),
    },
    ...parts.flatMap((part) => criterionRows(part, recommendation, name)),
    ...bases.map((basis) => ({ recommendation, what: basis.name, says: basis.statement, service: basis.service, revision: basis.revision })),
  ];
}

function Progressed({ of }: { of: ExplainedProgress }) {
  const route = useRoute();
  const progress = of.progress;
  const store = useStore();
  return (
    <>
      {progress && (
        <p>
          <Tag tone={progressTone[progress.kind]}>{progressWords[progress.kind]}</Tag> <b class="num">{Math.round(progress.fraction * 100)}%</b>{" "}
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
          The assessment {of.assessment && `(${valueWords(Completion, of.assessment.completion)}, by ${of.assessment.by || "an assessor"})`} and the
          facts disagree.
        </p>
      )}
      {of.criterion && (
        <>
          <h3>Criterion</h3>
          <Criteria of={of.criterion} />
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
                    <Fact name={`milestones/${link.milestone}`}>{titleOf(store, `milestones/${link.milestone}`)}</Fact>:{" "}
                    {milestoneWords(status).toLowerCase()} <span class="soft">({valueWords(LinkKind, link.kind)})</span>
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
                    <Tag tone={progressTone[part.progress.kind]}>{progressWords[part.progress.kind]}</Tag>{" "}
                    <b class="num">{Math.round(part.progress.fraction * 100)}%</b>
                  </>
                )}{" "}
                <span class="soft">{valueWords(Force, part.force)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Criteria({ of }: { of: ExplainedCriterion }) {
  const name = useNames();
  return (
    <div class="criterion">
      <p>
        <Tag tone={truthTone[of.standing?.truth ?? 0]}>
          {truthWords[of.standing?.truth ?? 0]}
          {of.standing && of.standing.total > 1 ? ` ${of.standing.met} of ${of.standing.total}` : ""}
        </Tag>
        : {of.criterion && criterionWords(of.criterion, name)}
      </p>
      <Lacking of={of.standing} leaf={of.parts.length === 0} />
      {of.parts.length > 0 && (
        <ul class="plain parts">
          {of.parts.map((part, i) => (
            <li key={i}>
              <Criteria of={part} />
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
                <BasisLine of={basis} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Lacking({ of, leaf }: { of: CriterionStanding | undefined; leaf: boolean }) {
  const name = useNames();
  return leaf && of && of.missing.length > 0 && of.total > 1 ? <p class="soft">Missing: {joined(of.missing.map(name))}</p> : null;
}

/** "RECOGNIZED since 2008-02-18 (a1)" in words; which act it is stands in the fact itself. */
const statementWords = (statement: string): string =>
  statement
    .replaceAll("_", " ")
    .toLowerCase()
    .replace(/ \(a\d+\)/g, "")
    .replace(/\b\d{4}(-\d\d){1,2}\b/g, dateWords);

function BasisLine({ of }: { of: Basis }) {
  const store = useStore();
  return (
    <>
      <Fact name={of.name}>{titleOf(store, of.name)}</Fact>: {statementWords(of.statement)}{" "}
      <span class="soft">
        {of.service} revision {String(of.revision)}
      </span>
    </>
  );
}
