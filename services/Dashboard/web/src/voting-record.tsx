// How a state voted about Kosovo, each time, with its recognition on that day.
import { timePointOf, useQuery, useRoute } from "./app.ts";
import { Stance, VoteChoice, type CastVote, type VoteCounts } from "@kosovonato/client/recognitions/v1";
import { listAll } from "@kosovonato/client";
import { recognitions, timeFields } from "./api.ts";
import { choiceLabel, choiceTone } from "./ballot-labels.ts";
import { DateText, QueryStatus, StatusTag, useNames } from "./components.tsx";
import { capital, statusLabel, statusTone } from "./labels.ts";
import { useOrganizationNames } from "./organizations.ts";
import { recordedLanguage } from "./recorded.tsx";
import { to } from "./router.ts";
import { t } from "./messages.ts";

/** Part of the panel of a state, and of the panel of its recognition. */
export function VotingRecord({ state }: { state: string }) {
  const route = useRoute();
  const point = timePointOf(route);
  const query = useQuery(`votes ${state} ${point.asOf} ${point.knownAt}`, ["recognitions"], async (signal) =>
    (await listAll((pageToken) => recognitions.listVotingRecord({ state, ...timeFields(point), pageSize: 1_000, pageToken }, { signal })))
      .flatMap((page) => page.votes)
      .sort((a, b) => a.date.localeCompare(b.date)),
  );
  return (
    <>
      <h3>{t("votes.about-kosovo")}</h3>
      <QueryStatus query={query} what={t("votes.the-record")} />
      {query.value && <Votes of={query.value} state={state} />}
    </>
  );
}

/** Votes by date, each with the recognition on its day. */
export function Votes({ of, state }: { of: readonly CastVote[]; state: string }) {
  const route = useRoute();
  const name = useNames();
  const organization = useOrganizationNames();
  return (
    <>
      {of.length === 0 && <p class="soft">{t("votes.none-of", { state: name(state) })}</p>}
      <ul class="plain votes">
        {of.map((vote) => (
          <li key={vote.ballot}>
            <div class="soft">
              <DateText date={vote.date} /> ·{" "}
              <StatusTag tone={statusTone[vote.recognitionStatus]}>
                {t("votes.status-on-day", { status: statusLabel[vote.recognitionStatus] })}
              </StatusTag>
            </div>
            <a href={to(route, "ballots", { ballot: vote.ballot })} lang={recordedLanguage()}>
              {organization(vote.organization)}
            </a>
            : <Vote of={vote} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Vote({ of: { choice, stanceTowardSubject, delegationVotes } }: { of: CastVote }) {
  if (choice === VoteChoice.UNSPECIFIED) {
    return (
      <>{delegationVotes ? t("votes.of-delegation", { counts: countsText(delegationVotes) }) : t("votes.of-delegation-uncounted")}</>
    );
  }

  // A vote for a decision that Kosovo did not want is a vote against Kosovo.
  const opposed =
    (choice === VoteChoice.FOR && stanceTowardSubject === Stance.OPPOSE) ||
    (choice === VoteChoice.AGAINST && stanceTowardSubject === Stance.SUPPORT);
  return (
    <StatusTag tone={choiceTone(choice, opposed)}>
      {capital(choiceLabel[choice])}
      {opposed && <span class="soft"> {t("votes.unwanted-decision")}</span>}
    </StatusTag>
  );
}

const countsText = ({ inFavour, against, abstentions }: VoteCounts): string =>
  [
    [inFavour, VoteChoice.FOR] as const,
    [against, VoteChoice.AGAINST] as const,
    [abstentions, VoteChoice.ABSTAINED] as const,
  ]
    .flatMap(([count, choice]) => (count === undefined ? [] : [t("votes.count", { count, choice: choiceLabel[choice] })]))
    .join(", ");
