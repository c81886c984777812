// The outcome of each decision under the rule of the organization and the stances of its members. Inferred stances are marked.
import { timePointOf, useList, useQuery, useResources, useRoute, type QueryState } from "../app.ts";
import { formatDate } from "../dates.ts";
import type { AssessDecisionResponse } from "../gen/kosovonato/recognitions/v1/reads_pb.ts";
import { AssessedStanceBasis, CountedStance } from "../gen/kosovonato/recognitions/v1/reads_pb.ts";
import { QuestionStatus, Verdict, type Question } from "../gen/kosovonato/recognitions/v1/resources_pb.ts";
import { errorText, isRetryable, recognitions, timeFields, type TimePoint } from "../api.ts";
import { idOf } from "../resource-names.ts";
import { to } from "../router.ts";
import { formatAssumptions } from "../assumptions.ts";
import { Empty, PatternSwatch, QueryStatus, ResourceLink, Sources, StatusTag, useNames, ViewHeader } from "../components.tsx";
import {
  assumptionsLabel,
  decisionLabel,
  joinFew,
  questionLabel,
  ruleLabel,
  stanceBasisLabel,
  stanceLabel,
  stanceTone,
  verdictLabel,
  verdictTone,
} from "../labels.ts";

export interface Assessed {
  /** The resource name. */
  organization: string;
  decision: string;
  response: AssessDecisionResponse;
}

const order = ["nato", "eu", "adriatic-charter", "council-of-europe", "un", "osce", "pfp", "eapc", "nato-pa"];

export function useAssessments(point: TimePoint): QueryState<Assessed[]> & { rejected: string[] } {
  const organizations = useList("organization");
  const rules = organizations
    .flatMap(({ name, decisionRules }) => decisionRules.map(({ decision }) => ({ organization: name, decision })))
    .sort((a, b) => order.indexOf(idOf(a.organization)) - order.indexOf(idOf(b.organization)));
  const query = useQuery(
    `decisions ${point.asOf} ${point.knownAt} ${rules.map((one) => `${one.organization}/${one.decision}`).join()}`,
    ["recognitions"],
    async (signal) => {
      const settled = await Promise.allSettled(
        rules.map((rule) => recognitions.assessDecision({ ...rule, ...timeFields(point) }, { signal })),
      );
      const rejected = settled.flatMap((one, i) =>
        one.status === "rejected" ? [`${idOf(rules[i]!.organization)}: ${errorText(one.reason)}`] : [],
      );
      const failed = settled.filter((one) => one.status === "rejected");
      const passing = failed.find((one) => isRetryable(one.reason));
      if (passing || (failed.length > 0 && failed.length === rules.length)) {
        throw (passing ?? failed[0]!).reason; // All decisions are queried again.
      }

      return {
        rejected,
        assessed: settled.flatMap((one, i) => (one.status === "fulfilled" ? [{ ...rules[i]!, response: one.value }] : [])),
      };
    },
  );
  return { ...query, value: query.value?.assessed, rejected: query.value?.rejected ?? [] };
}

export function Decisions() {
  const route = useRoute();
  const point = timePointOf(route);
  const query = useAssessments(point);
  const organizations = new Map(useList("organization").map((one) => [one.name, one]));
  const questions = useResources("question", point);
  const name = useNames();
  const groups = Map.groupBy(query.value ?? [], (one) => one.organization);
  return (
    <>
      <ViewHeader
        title="Decisions about Kosovo"
        name="decisions"
        lead={
          <>
            Whether each organization would take a decision about Kosovo under its own rule, and which states block it. A stance that is not
            recorded is inferred from recognition. Recognition is not consent, and non-recognition is not a veto.
          </>
        }
        rows={() =>
          (query.value ?? []).flatMap(({ organization, decision, response: one }) =>
            one.stances.map((stance) => ({
              organization: idOf(organization),
              decision,
              verdict: verdictLabel[one.verdict],
              state: stance.state,
              stance: stanceLabel[stance.countedStance],
              basis: stanceBasisLabel[stance.basis],
              as_of: one.asOf,
            })),
          )
        }
      />
      <ul class="legend">
        <li>
          <PatternSwatch tone="yes" /> supports or does not object
        </li>
        <li>
          <PatternSwatch tone="no" /> objects
        </li>
        <li>
          <PatternSwatch tone="announced" /> abstains
        </li>
        <li>
          <PatternSwatch tone="disputed" /> stance unknown
        </li>
        <li>
          <PatternSwatch tone="yes" dashed /> dashed: inferred from recognition
        </li>
      </ul>
      <QueryStatus query={query} what="The decisions" />
      {query.value?.length === 0 && <Empty>No organization has a rule for a decision.</Empty>}
      <div aria-busy={query.loading}>
        {[...groups].map(([organization, decisions]) => (
          <section key={organization} class="organization" aria-labelledby={`org-${idOf(organization)}`}>
            <h2 id={`org-${idOf(organization)}`}>{organizations.get(organization)?.displayName ?? idOf(organization)}</h2>
            <div class="decisions">
              {decisions.map((one) => (
                <Decision key={one.decision} of={one} questions={questions.value ?? []} name={name} />
              ))}
            </div>
          </section>
        ))}
      </div>
      {query.rejected.length > 0 && <p class="trouble">Not assessed: {query.rejected.join("; ")}</p>}
    </>
  );
}

function Decision({
  of: { organization, decision, response },
  questions,
  name,
}: {
  of: Assessed;
  questions: readonly Question[];
  name: (code: string) => string;
}) {
  const route = useRoute();
  const question = questions.find((one) => one.name === response.question);
  const blocking = response.stances.filter((one) => response.blockingStates.includes(one.state));
  const recorded = response.stances.filter(
    (one) =>
      one.basis !== AssessedStanceBasis.INFERRED &&
      one.basis !== AssessedStanceBasis.UNSPECIFIED &&
      !response.blockingStates.includes(one.state),
  );
  const assumptions = formatAssumptions(response.smallestChange);
  /** The resource behind a stance: a ballot, a recorded position, or the recognition from which the stance is inferred. */
  const evidenceOf = (one: (typeof response.stances)[number]) =>
    one.ballot ||
    (one.basis === AssessedStanceBasis.INFERRED ? `recognitions/${one.state}-XK` : `${response.question}/positions/${one.state}`);
  const isOneOfMany = response.smallestChangeStates.length > response.smallestChange.length;
  const inferredOnly = response.verdict === Verdict.BLOCKED && response.inferredBlockingCount === response.blockingStates.length;
  return (
    <article class="decision">
      <h3>{decisionLabel(decision)}</h3>
      <p>
        <StatusTag tone={verdictTone[response.verdict]} dashed={inferredOnly}>
          {verdictLabel[response.verdict]}
        </StatusTag>{" "}
        <span class="soft">
          · rule: {ruleLabel[response.rule?.votingRule ?? 0]}
          {response.rule?.threshold && ` (${response.rule.threshold})`}
        </span>
      </p>
      <Seats stances={response.stances} name={name} />
      <p>
        {response.stanceCounts && (
          <>
            {[
              [response.stanceCounts.support, "support"],
              [response.stanceCounts.noObjection, "do not object"],
              [response.stanceCounts.abstain, "abstain"],
              [response.stanceCounts.oppose, "object"],
              [response.stanceCounts.unknown, "unknown"],
            ]
              .filter(([count]) => count)
              .map(([count, words]) => `${count} ${words}`)
              .join(", ")}
            .
          </>
        )}
        {response.requiredVotes !== undefined && ` Required votes in favor: ${response.requiredVotes}.`}
        {(response.neededCount ?? 0) > 0 &&
          ` ${response.neededCount} more ${response.neededCount === 1 ? "member" : "members"} must agree or stop objecting.`}
        {response.unrecordedSeatCount > 0 && ` The holders of ${response.unrecordedSeatCount} seats are not recorded.`}
      </p>
      {blocking.length > 0 && (
        <>
          <h4>Blocking states</h4>
          <ul class="plain">
            {blocking.slice(0, 8).map((one) => (
              <li key={one.state}>
                <ResourceLink name={evidenceOf(one)}>{name(one.state)}</ResourceLink>: {stanceLabel[one.countedStance]},{" "}
                <span class={one.basis === AssessedStanceBasis.INFERRED ? "inferred" : ""}>{stanceBasisLabel[one.basis]}</span>
              </li>
            ))}
          </ul>
          {blocking.length > 8 && (
            <details>
              <summary>and {blocking.length - 8} others</summary>
              <p>
                {blocking.slice(8).map((one, i) => (
                  <span key={one.state}>
                    {i > 0 && ", "}
                    <ResourceLink name={evidenceOf(one)}>{name(one.state)}</ResourceLink>
                  </span>
                ))}
                .
              </p>
            </details>
          )}
          {response.inferredBlockingCount > 0 && (
            <p class="soft">
              {response.inferredBlockingCount} of {response.blockingStates.length}{" "}
              {response.inferredBlockingCount === 1
                ? "is only inferred: no objection by this state is recorded."
                : "are only inferred: no objection by these states is recorded."}
            </p>
          )}
        </>
      )}
      {recorded.length > 0 && (
        <p>
          Recorded:{" "}
          {recorded.map((one, i) => (
            <span key={one.state}>
              {i > 0 && ", "}
              <ResourceLink name={evidenceOf(one)}>{name(one.state)}</ResourceLink>{" "}
              {one.countedStance === CountedStance.UNKNOWN ? "agrees conditionally" : stanceLabel[one.countedStance]} (
              {stanceBasisLabel[one.basis]})
            </span>
          ))}
          .
        </p>
      )}
      {response.unknownStates.length > 0 && <p>Stance unknown: {joinFew(response.unknownStates.map(name))}.</p>}
      {response.smallestChange.length > 0 && (
        <p>
          <b>Smallest change:</b>{" "}
          {isOneOfMany && `any ${response.smallestChange.length} of ${response.smallestChangeStates.length} states, for example `}
          {assumptionsLabel(response.smallestChange, name)}.
          {assumptions !== "" && (
            <>
              {" "}
              <a href={to(route, "what-if", { suppose: assumptions })}>What would follow?</a>
            </>
          )}
        </p>
      )}
      {question && (
        <p>
          <ResourceLink name={question.name}>The question</ResourceLink>{" "}
          {question.status === QuestionStatus.DRAFT ? "has not been opened yet" : `is ${questionLabel(question.status).toLowerCase()}`}
          {question.openedOn && <>, opened {formatDate(question.openedOn)}</>}
          {question.decidedOn && question.status !== QuestionStatus.OPEN && <>, decided {formatDate(question.decidedOn)}</>}
          {question.votes && (
            <>
              {" "}
              (
              {[
                [question.votes.inFavour, "for"],
                [question.votes.against, "against"],
                [question.votes.abstentions, "abstaining"],
              ]
                .filter(([count]) => count !== undefined)
                .map(([count, words]) => `${count} ${words}`)
                .join(", ")}
              )
            </>
          )}
          .
          {question.earlierOutcomes.map((outcome, i) => (
            <span key={i}>
              {" "}
              Earlier outcome: {questionLabel(outcome.status).toLowerCase()}, {formatDate(outcome.decidedOn)}.
            </span>
          ))}
        </p>
      )}
      <details>
        <summary>Evidence for the rule</summary>
        {response.rule?.note && <p>{response.rule.note}</p>}
        <Sources evidence={response.rule?.evidence} />
        <p>
          <ResourceLink name={organization}>The organization and its rules</ResourceLink>
        </p>
      </details>
    </article>
  );
}

/** One square per seat. The pattern shows the stance; a dashed edge means that it is inferred. */
function Seats({ stances, name }: { stances: AssessDecisionResponse["stances"]; name: (code: string) => string }) {
  const rank = [
    CountedStance.SUPPORT,
    CountedStance.NO_OBJECTION,
    CountedStance.ABSTAIN,
    CountedStance.UNKNOWN,
    CountedStance.UNSPECIFIED,
    CountedStance.OPPOSE,
  ];
  const sorted = [...stances].sort(
    (a, b) => rank.indexOf(a.countedStance) - rank.indexOf(b.countedStance) || a.state.localeCompare(b.state),
  );
  return (
    <ol class={`seats${stances.length > 60 ? " many" : ""}`} aria-label="Stance of each member">
      {sorted.map((one) => (
        <li key={one.state} title={`${name(one.state)}: ${stanceLabel[one.countedStance]}, ${stanceBasisLabel[one.basis]}`}>
          <PatternSwatch tone={stanceTone[one.countedStance]} dashed={one.basis === AssessedStanceBasis.INFERRED} />
          <span aria-hidden="true">{one.state}</span>
          <span class="visually-hidden">
            {name(one.state)}: {stanceLabel[one.countedStance]}, {stanceBasisLabel[one.basis]}
          </span>
        </li>
      ))}
    </ol>
  );
}
