// One ballot: its result, the choice of each state, the comparison with recognition, and the test of the inference.
import { equals } from "@bufbuild/protobuf";
import { useEffect, useMemo } from "preact/hooks";
import { useQuery, useResources, useRoute, type QueryState } from "../app.ts";
import { formatDate } from "../dates.ts";
import { EvidenceSchema } from "@kosovonato/client/evidence/v1";
import {
  RecognitionStatus,
  VoteChoice,
  type BacktestInferenceResponse,
  type Ballot,
  type CompareBallotResponse,
  type Question,
  type Recognition,
} from "@kosovonato/client/recognitions/v1";
import { recognitions, timeFields, type TimePoint } from "../api.ts";
import { bodyLabel, choiceLabel, choices, choiceTone } from "../ballot-labels.ts";
import { BallotCautions, BallotResults } from "../ballot-results.tsx";
import { QueryStatus, ResourceLink, Sources, StateLinks, StatusTag, useNames, ViewHeader } from "../components.tsx";
import { capital, decisionLabel, questionLabel, statusLabel } from "../labels.ts";
import { Recorded } from "../recorded.tsx";
import { here } from "../router.ts";
import { Legend } from "../world-map.tsx";
import { BacktestTable } from "./backtest.tsx";
import { BallotMatrix } from "./ballot-matrix.tsx";
import { DelegationsTable, StateChoices } from "./ballot-choices.tsx";
import { useByState } from "./recognitions.tsx";
import { t } from "../messages.ts";

/** Scrolls to a heading that a link names, once the data above it is there, and moves the focus there. */
export function useScrollTo(id: string, ready: boolean): void {
  useEffect(() => {
    if (ready && id !== "") {
      requestAnimationFrame(() => {
        const heading = document.getElementById(id);
        heading?.scrollIntoView();
        heading?.focus({ preventScroll: true });
      });
    }
  }, [id, ready]);
}

export function BallotView({
  ballot,
  question,
  point,
  backtest,
}: {
  ballot: Ballot;
  question: Question;
  point: TimePoint;
  backtest: QueryState<BacktestInferenceResponse>;
}) {
  const route = useRoute();
  const name = useNames();
  // The recognitions of the day of the ballot, as recorded at the selected time.
  const onThatDay = useResources("recognition", { asOf: ballot.date, knownAt: point.knownAt });
  const statusOf = useMemo(() => {
    const statuses = new Map(ofSubject(onThatDay.value, question.subject).map((one) => [one.recognizer, one.status]));
    return (code: string) => statuses.get(code) ?? RecognitionStatus.UNSPECIFIED;
  }, [onThatDay.value, question.subject]);
  const compare = useQuery(`compare ${ballot.name} ${point.asOf} ${point.knownAt}`, ["recognitions"], (signal) =>
    recognitions.compareBallot({ ballot: ballot.name, ...timeFields(point) }, { signal }),
  );
  useScrollTo(
    route.params["at"] ?? "",
    [onThatDay, compare, backtest].every((query) => query.value !== undefined),
  );
  const tested = backtest.value?.ballots.find((one) => one.ballot === ballot.name);
  const voters = [...ballot.choices, ...ballot.delegations].map((one) => one.state);
  const counts = Map.groupBy(voters, statusOf);
  const { of: latest } = useByState(point);
  /** What has become of a recognition since that day. */
  const since = (code: string): string => {
    const recognition = latest.get(code);
    return recognition === undefined || recognition.status === statusOf(code)
      ? ""
      : recognition.status === RecognitionStatus.RECOGNIZED
        ? t("ballots.recognized-on", { date: formatDate(recognition.recognizedOn) })
        : t("ballots.since-then", { status: statusLabel[recognition.status].toLowerCase() });
  };
  const isOfStates = ballot.choices.length > 0;
  return (
    <>
      <ViewHeader
        title={t("titles.question", { organization: name(question.organization), decision: decisionLabel(question.decision) })}
        name={ballot.name.replaceAll("/", "-")}
        lead={
          <>
            {bodyLabel(ballot.body)}, {formatDate(ballot.date)}
            {ballot.round > 0 && `, ${t("ballots.round", { round: ballot.round })}`}
            {ballot.threshold && (
              <>
                ; {t("ballots.needed")} <Recorded>{ballot.threshold}</Recorded>
              </>
            )}
            . <ResourceLink name={question.name}>{t("ballots.question")}</ResourceLink>:{" "}
            {questionLabel(question.status).toLowerCase()}.{" "}
            <ResourceLink name={ballot.name}>{t("ballots.sources")}</ResourceLink> ·{" "}
            <a href={here(route, { ballot: "", at: "" })}>{t("ballots.all")}</a>
          </>
        }
        rows={() => rowsOf(ballot, statusOf)}
      />
      <p class="cautions">
        <BallotCautions ballot={ballot} opposedBySubject={question.opposedBySubject} />
      </p>
      <BallotResults ballot={ballot} opposedBySubject={question.opposedBySubject} />
      {ballot.note && (
        <p>
          <Recorded>{capital(ballot.note)}.</Recorded>
        </p>
      )}
      <section aria-labelledby="votes" aria-busy={onThatDay.loading}>
        <h2 id="votes">{t(isOfStates ? "ballots.choices" : "ballots.delegation-votes")}</h2>
        {!sharesEvidence(ballot) && <Sources evidence={ballot.evidence} />}
        <QueryStatus query={onThatDay} what={t("ballots.the-recognitions")} />
        {onThatDay.value && (
          <>
            <p class="soft marks">{t("ballots.marks")}</p>
            <Legend counts={new Map([...counts].map(([status, codes]) => [status, codes.length]))} />
            {isOfStates && <BallotMatrix ballot={ballot} statusOf={statusOf} opposedBySubject={question.opposedBySubject} />}
            {isOfStates ? (
              <StateChoices ballot={ballot} statusOf={statusOf} opposedBySubject={question.opposedBySubject} />
            ) : (
              <DelegationsTable ballot={ballot} statusOf={statusOf} />
            )}
          </>
        )}
      </section>
      {isOfStates && (
        <>
          <section aria-labelledby="compared" aria-busy={compare.loading}>
            <h2 id="compared">{t("ballots.compared")}</h2>
            <QueryStatus query={compare} what={t("ballots.the-comparison")} />
            {compare.value && <Comparison of={compare.value} question={question} voterCount={ballot.choices.length} since={since} />}
          </section>
          <section aria-labelledby="backtest" aria-busy={backtest.loading}>
            <h2 id="backtest" tabIndex={-1}>
              {t("ballots.test")}
            </h2>
            <QueryStatus query={backtest} what={t("ballots.the-test")} />
            {tested && <BacktestTable of={tested} opposedBySubject={question.opposedBySubject} />}
          </section>
        </>
      )}
    </>
  );
}

const ofSubject = (all: readonly Recognition[] | undefined, subject: string): Recognition[] =>
  (all ?? []).filter((one) => one.subject === subject);

/** Whether the evidence of the choices is that of a result, which is shown above them. */
const sharesEvidence = ({ evidence, results }: Ballot): boolean =>
  evidence !== undefined && results.some((one) => one.evidence && equals(EvidenceSchema, one.evidence, evidence));

/** The states whose vote differs from their recognition, by choice. */
function Comparison({
  of,
  question,
  voterCount,
  since,
}: {
  of: CompareBallotResponse;
  question: Question;
  voterCount: number;
  since: (code: string) => string;
}) {
  const name = useNames();
  const groups = [
    { title: t("ballots.recognizers-not-supporting", { subject: name(question.subject) }), votes: of.recognizersNotSupporting },
    { title: t("ballots.non-recognizers-supporting", { subject: name(question.subject) }), votes: of.nonRecognizersSupporting },
  ];
  return (
    <>
      <p>
        {t("ballots.comparison", {
          count: voterCount,
          recognizing: of.recognizingCount,
          supporting: of.supportingCount,
          subject: name(question.subject),
        })}
      </p>
      <div class="compared">
        {groups.map(({ title, votes }) => (
          <div key={title}>
            <h3>
              <span class="figure">{votes.length}</span> {title}
            </h3>
            <dl class="by-choice">
              {choices
                .map((choice) => ({ choice, codes: votes.filter((one) => one.choice === choice).map((one) => one.state) }))
                .filter(({ codes }) => codes.length > 0)
                .map(({ choice, codes }) => (
                  <div key={choice}>
                    <dt>
                      <StatusTag tone={choiceTone(choice, question.opposedBySubject)}>
                        {capital(choiceLabel[choice])} <b class="num">{codes.length}</b>
                      </StatusTag>
                    </dt>
                    <dd>
                      <StateLinks codes={codes} max={50} remark={since} />
                    </dd>
                  </div>
                ))}
            </dl>
          </div>
        ))}
      </div>
    </>
  );
}

/** One row per state or delegation. */
function rowsOf(ballot: Ballot, statusOf: (code: string) => RecognitionStatus) {
  return [...ballot.choices, ...ballot.delegations].map((one) => ({
    ballot: ballot.name,
    date: ballot.date,
    state: one.state,
    choice: "choice" in one ? VoteChoice[one.choice] : undefined,
    delegation_for: "votes" in one ? one.votes?.inFavour : undefined,
    delegation_against: "votes" in one ? one.votes?.against : undefined,
    delegation_abstained: "votes" in one ? one.votes?.abstentions : undefined,
    recognition_on_that_day: statusLabel[statusOf(one.state)],
    note: one.note,
  }));
}
