// The assessment of one decision: the verdict, the stance of each member and its basis, and what would change the verdict.
import { useList, useRoute } from "../app.ts";
import { formatDate } from "../dates.ts";
import {
  AssessedStanceBasis,
  CountedStance,
  QuestionStatus,
  Verdict,
  VoteChoice,
  VotingRule,
  type AssessedStance,
  type Question,
} from "@kosovonato/client/recognitions/v1";
import { t } from "../messages.ts";
import { choiceLabel } from "../ballot-labels.ts";
import { Recorded as AsRecorded } from "../recorded.tsx";
import { idOf } from "../resource-names.ts";
import { to } from "../router.ts";
import { formatAssumptions } from "../assumptions.ts";
import { PatternSwatch, ResourceLink, Sources, StatusTag } from "../components.tsx";
import { InferenceNote } from "../inference.tsx";
import { assumptionsLabel, capital, decisionLabel, joinFew, questionLabel, ruleLabel, verdictLabel, verdictTone } from "../labels.ts";
import { isRecorded, StanceLink } from "../stance-link.tsx";
import { basisCounts, stanceBasisLabel, stanceLabel, stanceTone, stanceVerb } from "../stance-labels.ts";
import { Blocking, ElectorsLink, isMajority } from "./blocking.tsx";
import type { Assessed } from "./decisions.tsx";

export function Decision({
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
  const others = response.stances.filter((one) => isRecorded(one) && !response.blockingStates.includes(one.state));
  const assumptions = formatAssumptions(response.smallestChange);
  const isOneOfMany = response.smallestChangeStates.length > response.smallestChange.length;
  const inferredOnly = response.verdict === Verdict.BLOCKED && response.inferredBlockingCount === response.blockingStates.length;
  return (
    <article class="decision">
      <h3 id={`decision-${idOf(organization)}-${decision}`} tabIndex={-1}>
        {decisionLabel(decision)}
      </h3>
      <p>
        <StatusTag tone={verdictTone[response.verdict]} dashed={inferredOnly}>
          {verdictLabel[response.verdict]}
        </StatusTag>{" "}
        <span class="soft">
          · {t("decision.rule", { rule: ruleLabel[response.rule?.votingRule ?? 0] })}
          {response.rule?.threshold && (
            <>
              {" "}
              (<AsRecorded>{response.rule.threshold}</AsRecorded>)
            </>
          )}
        </span>
      </p>
      {response.otherBasisVerdict !== Verdict.UNSPECIFIED && (
        <p>
          <StatusTag tone={verdictTone[response.otherBasisVerdict]} dashed>
            {t("decision.by-recognition", { verdict: verdictLabel[response.otherBasisVerdict].toLowerCase() })}
          </StatusTag>
        </p>
      )}
      <Seats stances={response.stances} name={name} />
      <p>
        {response.stanceCounts && (
          <>
            {[
              t("decision.count-support", { count: response.stanceCounts.support }),
              t("decision.count-no-objection", { count: response.stanceCounts.noObjection }),
              t("decision.count-abstain", { count: response.stanceCounts.abstain }),
              t("decision.count-oppose", { count: response.stanceCounts.oppose }),
              t("decision.count-unknown", { count: response.stanceCounts.unknown }),
            ]
              .filter(Boolean)
              .join(", ")}
            .
          </>
        )}
        {response.rule?.votingRule === VotingRule.SECURITY_COUNCIL && ` ${t("decision.required", { count: response.requiredVotes ?? 0 })}`}
        {!isMajority(response) &&
          (response.neededCount ?? 0) > 0 &&
          ` ${t("decision.must.agree", { count: response.neededCount ?? 0 })}`}
        {response.unrecordedSeatCount > 0 && ` ${t("decision.unrecorded-seats", { count: response.unrecordedSeatCount })}`}
      </p>
      {response.stances.length > 0 && (
        <p>
          {t("decision.basis", { basis: basisCounts(response.stances) })} <InferenceNote counts={response.inferenceBacktest} />
        </p>
      )}
      <Blocking response={response} blocking={blocking} name={name} />
      <Recorded stances={others} question={response.question} name={name} />
      {response.unknownStates.length > 0 && (
        <p>{t("decision.stance-unknown", { states: joinFew(response.unknownStates.map(name)) })}</p>
      )}
      {response.smallestChange.length > 0 && (
        <p>
          <b>{t("decision.smallest-change")}</b>{" "}
          {isOneOfMany &&
            `${t("decision.any-of", { count: response.smallestChange.length, total: response.smallestChangeStates.length })} `}
          {assumptionsLabel(response.smallestChange, name)}.
          {assumptions !== "" && (
            <>
              {" "}
              <a href={to(route, "what-if", { suppose: assumptions })}>{t("decision.what-follows")}</a>
            </>
          )}
        </p>
      )}
      {response.verdict !== Verdict.MET && (
        <p>
          <ElectorsLink organization={organization} decision={decision} />
        </p>
      )}
      {question && (
        <p>
          <ResourceLink name={question.name}>{t("ballots.question")}</ResourceLink>{" "}
          {[
            question.status === QuestionStatus.DRAFT
              ? t("decision.question-draft")
              : t("decision.question-is", { status: questionLabel(question.status).toLowerCase() }),
            question.openedOn && t("decision.question-opened", { date: formatDate(question.openedOn) }),
            question.status !== QuestionStatus.OPEN && question.decidedOn
              ? t("decision.question-decided", { date: formatDate(question.decidedOn) })
              : "",
          ]
            .filter(Boolean)
            .join(", ")}
          {question.votes && (
            <>
              {" "}
              (
              {[
                [question.votes.inFavour, VoteChoice.FOR] as const,
                [question.votes.against, VoteChoice.AGAINST] as const,
                [question.votes.abstentions, VoteChoice.ABSTAINED] as const,
              ]
                .flatMap(([count, choice]) => (count === undefined ? [] : [t("votes.count", { count, choice: choiceLabel[choice] })]))
                .join(", ")}
              )
            </>
          )}
          .
          {question.earlierOutcomes.map((outcome, i) => (
            <span key={i}>
              {" "}
              {t("decision.earlier-outcome", {
                status: questionLabel(outcome.status).toLowerCase(),
                date: formatDate(outcome.decidedOn),
              })}
            </span>
          ))}
        </p>
      )}
      <details>
        <summary>{t("decision.rule-evidence")}</summary>
        {response.rule?.note && (
          <p>
            <AsRecorded>{response.rule.note}</AsRecorded>
          </p>
        )}
        <Sources evidence={response.rule?.evidence} />
        <p>
          <ResourceLink name={organization} own>
            {t("decision.organization")}
          </ResourceLink>
        </p>
      </details>
    </article>
  );
}

/** Recorded stances: those from a ballot in numbers, because the ballot has the names, and each of the others. */
function Recorded({ stances, question, name }: { stances: readonly AssessedStance[]; question: string; name: (code: string) => string }) {
  const route = useRoute();
  const dates = new Map(useList("ballot").map((one) => [one.name, one.date]));
  const voted = Map.groupBy(
    stances.filter((one) => one.ballot),
    (one) => one.ballot,
  );
  const single = stances.filter((one) => !one.ballot);
  return (
    <>
      {[...voted].map(([ballot, votes]) => (
        <p key={ballot}>
          {capital(stanceBasisLabel[votes[0]!.basis])},{" "}
          <a href={to(route, "ballots", { ballot })}>
            {dates.has(ballot) ? t("decision.ballot-of", { date: formatDate(dates.get(ballot)!) }) : t("decision.the-ballot")}
          </a>
          :{" "}
          {[...Map.groupBy(votes, (one) => one.countedStance)]
            .sort(([a], [b]) => a - b)
            .map(
              ([stance, states]) => `${states.length === 1 ? name(states[0]!.state) : states.length} ${stanceVerb(stance, states.length)}`,
            )
            .join(", ")}
          .
        </p>
      ))}
      {single.length > 0 && (
        <p>
          {t("decision.recorded")}{" "}
          {single.map((one, i) => (
            <span key={one.state}>
              {i > 0 && ", "}
              <StanceLink of={one} question={question}>
                {name(one.state)}
              </StanceLink>{" "}
              {stanceVerb(one.countedStance, 1)} ({stanceBasisLabel[one.basis]})
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
}

/** One square per seat. The pattern shows the stance; a dashed edge means that it is inferred. */
function Seats({ stances, name }: { stances: readonly AssessedStance[]; name: (code: string) => string }) {
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
    <ol class={`seats${stances.length > 60 ? " many" : ""}`} aria-label={t("decision.stances")}>
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
