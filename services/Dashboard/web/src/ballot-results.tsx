// The results of a ballot as announced. Competing results stand side by side, each with its sources.
import { ClaimRank } from "@kosovonato/client/evidence/v1";
import type { Ballot } from "@kosovonato/client/recognitions/v1";
import { choiceLabel, choiceTone, resultCounts, type ResultCount } from "./ballot-labels.ts";
import { fillOf, Sources, StatusTag, useNames } from "./components.tsx";
import { capital } from "./labels.ts";
import { recordedLanguage } from "./recorded.tsx";
import { t } from "./messages.ts";

export function BallotResults({ ballot, opposedBySubject }: { ballot: Ballot; opposedBySubject: boolean }) {
  return (
    <ul class="results">
      {ballot.results.map((result, i) => (
        <li key={i}>
          {ballot.results.length > 1 && (
            <p class="rank">{t(result.rank === ClaimRank.PREFERRED ? "votes.preferred-result" : "votes.competing-result")}</p>
          )}
          <dl class="counts">
            {resultCounts(result).map(({ choice, count }) => (
              <div key={choice}>
                <dt>
                  {choiceLabel[choice]}
                  {count === undefined && ` ${t("votes.not-recorded")}`}
                </dt>
                <dd class="figure">{count ?? "–"}</dd>
              </div>
            ))}
          </dl>
          <VoteBar counts={resultCounts(result)} opposedBySubject={opposedBySubject} />
          {result.note && (
            <p class="soft" lang={recordedLanguage()}>
              {capital(result.note)}.
            </p>
          )}
          <Sources evidence={result.evidence} />
        </li>
      ))}
    </ul>
  );
}

/** The shares of a result. Without all of its numbers there are no shares, and no bar. */
function VoteBar({ counts, opposedBySubject }: { counts: ResultCount[]; opposedBySubject: boolean }) {
  const total = counts.reduce((sum, { count }) => sum + (count ?? 0), 0);
  if (total === 0 || counts.some(({ count }) => count === undefined)) {
    return null;
  }

  const before = (i: number) => counts.slice(0, i).reduce((sum, { count }) => sum + count!, 0);
  const percent = (count: number) => `${((100 * count) / total).toFixed(3)}%`;
  return (
    <svg class="vote-bar" height="14" aria-hidden="true">
      {counts.map(({ choice, count }, i) => (
        <rect
          key={choice}
          x={percent(before(i))}
          width={percent(count!)}
          y="0.5"
          height="13"
          fill={fillOf(choiceTone(choice, opposedBySubject))}
        />
      ))}
    </svg>
  );
}

/** What limits the trust in a ballot: whether it was secret, and whose assertion it is. */
export function BallotCautions({ ballot, opposedBySubject }: { ballot: Ballot; opposedBySubject: boolean }) {
  const name = useNames();
  const assertedBy = ballot.evidence?.assertedBy;
  return (
    <>
      {ballot.secret && <StatusTag tone="claimed">{t("votes.secret")}</StatusTag>}
      {assertedBy?.value && (
        <StatusTag tone="disputed">
          {t("votes.stated-by", { who: assertedBy.case === "assertingPublisher" ? assertedBy.value : name(assertedBy.value) })}
        </StatusTag>
      )}
      {opposedBySubject && <StatusTag tone="no">{t("votes.unwanted")}</StatusTag>}
    </>
  );
}
