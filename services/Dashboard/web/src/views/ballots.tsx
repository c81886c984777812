// All ballots about Kosovo in order of day, and how well recognition predicted them. An address with a ballot shows that ballot alone.
import { timePointOf, useResources, useRoute, type QueryState } from "../app.ts";
import { formatDate } from "../dates.ts";
import { ClaimRank } from "@kosovonato/client/evidence/v1";
import type { BacktestInferenceResponse, Ballot, Question } from "@kosovonato/client/recognitions/v1";
import { backtestText, bodyLabel, byDate } from "../ballot-labels.ts";
import { BallotCautions, BallotResults } from "../ballot-results.tsx";
import { DateText, Empty, PatternSwatch, QueryStatus, useNames, ViewHeader } from "../components.tsx";
import { useBacktest } from "../inference.tsx";
import { capital, decisionLabel, questionLabel } from "../labels.ts";
import { useOrganizationNames } from "../organizations.ts";
import { Recorded } from "../recorded.tsx";
import { idOf } from "../resource-names.ts";
import { here } from "../router.ts";
import { parentOf } from "../titles.ts";
import { BacktestSummary } from "./backtest.tsx";
import { BallotView, useScrollTo } from "./ballot.tsx";
import { Electors } from "./electors.tsx";
import { VoteMatrix } from "./vote-matrix.tsx";
import { t } from "../messages.ts";

const subject = "XK";

export function Ballots() {
  const route = useRoute();
  const point = timePointOf(route);
  const ballots = useResources("ballot", point);
  const questions = useResources("question", point);
  const backtest = useBacktest(point);
  const name = useNames();
  const questionOf = new Map((questions.value ?? []).map((one) => [one.name, one]));
  const shown = (ballots.value ?? [])
    .filter((one) => questionOf.get(parentOf(one.name))?.subject === subject)
    .sort(byDate)
    .map((ballot) => ({ ballot, question: questionOf.get(parentOf(ballot.name))! }));
  const { ballot = "", at = "" } = route.params;
  useScrollTo(ballot === "" ? at : "", ballots.value !== undefined && backtest.value !== undefined);
  if (ballot !== "" && ballots.value !== undefined) {
    const chosen = shown.find((one) => one.ballot.name === ballot);
    return chosen ? <BallotView key={ballot} {...chosen} point={point} backtest={backtest} /> : <Missing asOf={point.asOf} />;
  }

  return (
    <>
      <ViewHeader
        title={t("ballots.title")}
        name="ballots"
        lead={t("ballots.lead")}
        rows={() => shown.flatMap(({ ballot: one, question }) => rowsOf(one, question, backtest.value))}
      />
      <ul class="legend">
        <li>
          <PatternSwatch tone="yes" /> {t("ballots.as-wanted")}
        </li>
        <li>
          <PatternSwatch tone="no" /> {t("ballots.against-wish")}
        </li>
        <li>
          <PatternSwatch tone="announced" /> {t("vote.ABSTAINED")}
        </li>
        <li>
          <PatternSwatch tone="none" /> {t("vote.ABSENT")}
        </li>
      </ul>
      <QueryStatus query={ballots} what={t("ballots.the-ballots")} />
      {ballots.value && shown.length === 0 && <Empty>{t("ballots.none")}</Empty>}
      <ol class="ballots plain" aria-busy={ballots.loading}>
        {shown.map((one) => (
          <BallotRow key={one.ballot.name} {...one} backtest={backtest} />
        ))}
      </ol>
      {shown.length > 0 && <VoteMatrix ballots={shown} />}
      <Electors />
      <section aria-labelledby="backtest">
        <h2 id="backtest" tabIndex={-1}>
          {t("ballots.how-good")}
        </h2>
        <QueryStatus query={backtest} what={t("ballots.the-test")} />
        {backtest.value && <BacktestSummary of={backtest.value} questionOf={questionOf} name={name} />}
      </section>
    </>
  );
}

function BallotRow({
  ballot,
  question,
  backtest,
}: {
  ballot: Ballot;
  question: Question;
  backtest: QueryState<BacktestInferenceResponse>;
}) {
  const route = useRoute();
  const organization = useOrganizationNames();
  const tested = backtest.value?.ballots.find((one) => one.ballot === ballot.name);
  const opposedBySubject = question.opposedBySubject;
  return (
    <li>
      <article class="ballot">
        <div>
          <p class="soft">
            <DateText date={ballot.date} />
            {ballot.round > 0 && `, ${t("ballots.round", { round: ballot.round })}`} · {questionLabel(question.status).toLowerCase()}
          </p>
          <h2>
            <a href={here(route, { ballot: ballot.name, at: "" })}>
              {t("titles.question", { organization: organization(question.organization), decision: decisionLabel(question.decision) })}
            </a>
          </h2>
          <p class="soft">
            {bodyLabel(ballot.body)}
            {ballot.threshold && (
              <>
                ; {t("ballots.needed")} <Recorded>{ballot.threshold}</Recorded>
              </>
            )}
          </p>
          <p class="cautions">
            <BallotCautions ballot={ballot} opposedBySubject={opposedBySubject} />
          </p>
          {ballot.note && (
            <p class="soft">
              <Recorded>{capital(ballot.note)}.</Recorded>
            </p>
          )}
          <p>
            {tested?.counts ? (
              <a href={here(route, { ballot: ballot.name, at: "backtest" })}>
                {t("ballots.inference", { result: backtestText(tested.counts, "states") })}
              </a>
            ) : (
              ballot.delegations.length > 0 && (
                <span class="soft">{t("ballots.delegations", { count: ballot.delegations.length })}</span>
              )
            )}
          </p>
        </div>
        <BallotResults ballot={ballot} opposedBySubject={opposedBySubject} />
      </article>
    </li>
  );
}

function Missing({ asOf }: { asOf: string }) {
  const route = useRoute();
  return (
    <>
      <ViewHeader title={t("ballots.title")} lead={<a href={here(route, { ballot: "", at: "" })}>{t("ballots.all")}</a>} />
      <Empty>
        {asOf === "" ? t("ballots.missing") : t("ballots.missing-as-of", { date: formatDate(asOf) })}
      </Empty>
    </>
  );
}

/** One row per result, with the backtest of the ballot. */
function rowsOf(ballot: Ballot, question: Question, backtest: BacktestInferenceResponse | undefined) {
  const counts = backtest?.ballots.find((one) => one.ballot === ballot.name)?.counts;
  return ballot.results.map((result) => ({
    ballot: ballot.name,
    date: ballot.date,
    organization: idOf(question.organization),
    decision: question.decision,
    body: ballot.body,
    round: ballot.round,
    threshold: ballot.threshold,
    secret: ballot.secret,
    asserted_by: ballot.evidence?.assertedBy.value,
    rank: ClaimRank[result.rank],
    for: result.votes?.inFavour,
    against: result.votes?.against,
    abstained: result.votes?.abstentions,
    absent: result.absent,
    sources: result.evidence?.citations.map((one) => idOf(one.source)).join(" "),
    inference_right: counts?.right,
    inference_wrong: counts?.wrong,
    inference_undetermined: counts?.undetermined,
  }));
}
