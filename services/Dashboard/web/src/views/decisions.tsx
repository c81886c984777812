// What organizations would decide, by their rules and by where their members stand; what is inferred is drawn so.
import { standpointOf, useAnswer, useFacts, useList, useRoute, type Answer } from "../app.ts";
import { dateWords } from "../dates.ts";
import type { AssessDecisionResponse } from "../gen/kosovonato/recognitions/v1/reads_pb.ts";
import { AssessedBasis, Leaning } from "../gen/kosovonato/recognitions/v1/reads_pb.ts";
import { QuestionStatus, Verdict, type Organization, type Question } from "../gen/kosovonato/recognitions/v1/resources_pb.ts";
import { errorWords, mayMend, recognitions, standing, type Standpoint } from "../rpc.ts";
import { to } from "../router.ts";
import { supposedText } from "../suppose.ts";
import { Empty, Fact, Head, Sources, Standing, Swatch, Tag, useNames } from "../ui.tsx";
import {
  assumedWords,
  basisWords,
  decisionWords,
  few,
  leaningTone,
  leaningWords,
  questionWords,
  ruleWords,
  verdictTone,
  verdictWords,
} from "../words.ts";

export interface Assessed {
  organization: string;
  decision: string;
  answer: AssessDecisionResponse;
}

const order = ["nato", "eu", "adriatic-charter", "council-of-europe", "un", "osce", "pfp", "eapc", "nato-pa"];

export function useAssessments(point: Standpoint): Answer<Assessed[]> & { refused: string[] } {
  const organizations = useList("organization");
  const rules = organizations
    .flatMap(({ name, decisionRules }) => decisionRules.map(({ decision }) => ({ organization: name.slice("organizations/".length), decision })))
    .sort((a, b) => order.indexOf(a.organization) - order.indexOf(b.organization));
  const answer = useAnswer(
    `decisions ${point.asOf} ${point.knownAt} ${rules.map((one) => `${one.organization}/${one.decision}`).join()}`,
    ["recognitions"],
    async (signal) => {
      const settled = await Promise.allSettled(rules.map((rule) => recognitions.assessDecision({ ...rule, ...standing(point) }, { signal })));
      const refused = settled.flatMap((one, i) => (one.status === "rejected" ? [`${rules[i]!.organization}: ${errorWords(one.reason)}`] : []));
      const failed = settled.filter((one) => one.status === "rejected");
      const passing = failed.find((one) => mayMend(one.reason));
      if (passing || (failed.length > 0 && failed.length === rules.length)) {
        throw (passing ?? failed[0]!).reason; // All of it is asked again.
      }

      return { refused, assessed: settled.flatMap((one, i) => (one.status === "fulfilled" ? [{ ...rules[i]!, answer: one.value }] : [])) };
    },
  );
  return { ...answer, value: answer.value?.assessed, refused: answer.value?.refused ?? [] };
}

export function Decisions() {
  const route = useRoute();
  const point = standpointOf(route);
  const answer = useAssessments(point);
  const organizations = new Map(useList("organization").map((one) => [one.name.slice("organizations/".length), one]));
  const questions = useFacts("question", point);
  const name = useNames();
  const groups = Map.groupBy(answer.value ?? [], (one) => one.organization);
  return (
    <>
      <Head
        title="What would be decided"
        name="decisions"
        lead="Whether each organization would take a decision about Kosovo by its own rule, and who stands in the way. Where nobody recorded a stance it is inferred from recognition; recognition is not consent, and its absence is no veto."
        rows={() =>
          (answer.value ?? []).flatMap(({ organization, decision, answer: one }) =>
            one.stances.map((stance) => ({
              organization,
              decision,
              verdict: verdictWords[one.verdict],
              state: stance.state,
              stance: leaningWords[stance.leaning],
              basis: basisWords[stance.basis],
              as_of: one.asOf,
            })),
          )
        }
      />
      <ul class="legend">
        <li>
          <Swatch tone="yes" /> supports or does not object
        </li>
        <li>
          <Swatch tone="no" /> objects
        </li>
        <li>
          <Swatch tone="announced" /> abstains
        </li>
        <li>
          <Swatch tone="disputed" /> not known
        </li>
        <li>
          <Swatch tone="yes" dashed /> dashed: inferred from recognition
        </li>
      </ul>
      <Standing answer={answer} what="The decisions" />
      {answer.value?.length === 0 && <Empty>No organization has a rule for a decision.</Empty>}
      <div aria-busy={answer.asking}>
        {[...groups].map(([id, decisions]) => (
          <section key={id} class="organization" aria-labelledby={`org-${id}`}>
            <h2 id={`org-${id}`}>{organizations.get(id)?.displayName ?? id}</h2>
            <div class="decisions">
              {decisions.map((one) => (
                <Decision key={one.decision} of={one} organization={organizations.get(id)} questions={questions.value ?? []} name={name} />
              ))}
            </div>
          </section>
        ))}
      </div>
      {answer.refused.length > 0 && <p class="trouble">Not assessed: {answer.refused.join("; ")}</p>}
    </>
  );
}

function Decision({
  of: { organization: id, decision, answer },
  organization,
  questions,
  name,
}: {
  of: Assessed;
  organization: Organization | undefined;
  questions: readonly Question[];
  name: (code: string) => string;
}) {
  const route = useRoute();
  const question = questions.find((one) => one.name === answer.question);
  const blockers = answer.stances.filter((one) => answer.blockers.includes(one.state));
  const recorded = answer.stances.filter(
    (one) => one.basis !== AssessedBasis.INFERRED && one.basis !== AssessedBasis.UNSPECIFIED && !answer.blockers.includes(one.state),
  );
  const suppose = supposedText(answer.smallestChange);
  /** What a stance rests on: a recorded position, or the recognition that it is inferred from. */
  const evidenceOf = (one: (typeof answer.stances)[number]) =>
    one.basis === AssessedBasis.INFERRED ? `recognitions/${one.state}-XK` : `${answer.question}/positions/${one.state}`;
  const isOneOfMany = answer.candidates.length > answer.smallestChange.length;
  const inferredOnly = answer.verdict === Verdict.BLOCKED && answer.inferredBlockers === answer.blockers.length;
  return (
    <article class="decision">
      <h3>{decisionWords(decision)}</h3>
      <p>
        <Tag tone={verdictTone[answer.verdict]} dashed={inferredOnly}>
          {verdictWords[answer.verdict]}
        </Tag>{" "}
        <span class="soft">
          · rule: {ruleWords[answer.rule?.rule ?? 0]}
          {answer.rule?.threshold && ` (${answer.rule.threshold})`}
        </span>
      </p>
      <Seats stances={answer.stances} name={name} />
      <p>
        {answer.counts && (
          <>
            {[
              [answer.counts.support, "support"],
              [answer.counts.noObjection, "do not object"],
              [answer.counts.abstain, "abstain"],
              [answer.counts.oppose, "object"],
              [answer.counts.unknown, "not known"],
            ]
              .filter(([count]) => count)
              .map(([count, words]) => `${count} ${words}`)
              .join(", ")}
            .
          </>
        )}
        {answer.threshold !== undefined && ` ${answer.threshold} are needed in favor.`}
        {(answer.needed ?? 0) > 0 && ` ${answer.needed} more ${answer.needed === 1 ? "has" : "have"} to agree or stop objecting.`}
        {answer.unrecordedSeats > 0 && ` Of ${answer.unrecordedSeats} seats it is not recorded who holds them.`}
      </p>
      {blockers.length > 0 && (
        <>
          <h4>In the way</h4>
          <ul class="plain">
            {blockers.slice(0, 8).map((one) => (
              <li key={one.state}>
                <Fact name={evidenceOf(one)}>{name(one.state)}</Fact>
                : {leaningWords[one.leaning]}, <span class={one.basis === AssessedBasis.INFERRED ? "inferred" : ""}>{basisWords[one.basis]}</span>
              </li>
            ))}
          </ul>
          {blockers.length > 8 && (
            <details>
              <summary>and {blockers.length - 8} others</summary>
              <p>
                {blockers.slice(8).map((one, i) => (
                  <span key={one.state}>
                    {i > 0 && ", "}
                    <Fact name={evidenceOf(one)}>{name(one.state)}</Fact>
                  </span>
                ))}
                .
              </p>
            </details>
          )}
          {answer.inferredBlockers > 0 && (
            <p class="soft">
              {answer.inferredBlockers} of {answer.blockers.length} {answer.inferredBlockers === 1 ? "is" : "are"} inferred only: nobody recorded that{" "}
              {answer.inferredBlockers === 1 ? "it objects" : "they object"}.
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
              <Fact name={evidenceOf(one)}>{name(one.state)}</Fact>{" "}
              {one.leaning === Leaning.UNKNOWN ? "agrees only on a condition" : leaningWords[one.leaning]} ({basisWords[one.basis]})
            </span>
          ))}
          .
        </p>
      )}
      {answer.unknowns.length > 0 && <p>Not known: {few(answer.unknowns.map(name))}.</p>}
      {answer.smallestChange.length > 0 && (
        <p>
          <b>Smallest change:</b> {isOneOfMany && `any ${answer.smallestChange.length} of ${answer.candidates.length} states, for instance `}
          {assumedWords(answer.smallestChange, name)}.
          {suppose !== "" && (
            <>
              {" "}
              <a href={to(route, "what-if", { suppose })}>What would follow?</a>
            </>
          )}
        </p>
      )}
      {question && (
        <p>
          <Fact name={question.name}>The question</Fact>{" "}
          {question.status === QuestionStatus.DRAFT ? "has not been put yet" : `is ${questionWords(question.status).toLowerCase()}`}
          {question.openedOn && <>, put {dateWords(question.openedOn)}</>}
          {question.decidedOn && question.status !== QuestionStatus.OPEN && <>, decided {dateWords(question.decidedOn)}</>}
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
              Before: {questionWords(outcome.status).toLowerCase()}, {dateWords(outcome.decidedOn)}.
            </span>
          ))}
        </p>
      )}
      <details>
        <summary>What the rule rests on</summary>
        {answer.rule?.note && <p>{answer.rule.note}</p>}
        <Sources evidence={answer.rule?.evidence} />
        <p>
          <Fact name={organization?.name ?? `organizations/${id}`}>The organization and its rules</Fact>
        </p>
      </details>
    </article>
  );
}

/** One square for each seat: the pattern is the stance, and a dashed edge that it is inferred. */
function Seats({ stances, name }: { stances: AssessDecisionResponse["stances"]; name: (code: string) => string }) {
  const rank = [Leaning.SUPPORT, Leaning.NO_OBJECTION, Leaning.ABSTAIN, Leaning.UNKNOWN, Leaning.UNSPECIFIED, Leaning.OPPOSE];
  const sorted = [...stances].sort((a, b) => rank.indexOf(a.leaning) - rank.indexOf(b.leaning) || a.state.localeCompare(b.state));
  return (
    <ol class={`seats${stances.length > 60 ? " many" : ""}`} aria-label="Where each stands">
      {sorted.map((one) => (
        <li key={one.state} title={`${name(one.state)} ${leaningWords[one.leaning]}, ${basisWords[one.basis]}`}>
          <Swatch tone={leaningTone[one.leaning]} dashed={one.basis === AssessedBasis.INFERRED} />
          <span aria-hidden="true">{one.state}</span>
          <span class="visually-hidden">
            {name(one.state)} {leaningWords[one.leaning]}, {basisWords[one.basis]}
          </span>
        </li>
      ))}
    </ol>
  );
}
