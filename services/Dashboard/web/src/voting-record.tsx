// How a state voted about Kosovo, each time, with its recognition on that day.
import { timePointOf, useQuery, useRoute } from "./app.ts";
import type { CastVote } from "./gen/kosovonato/recognitions/v1/reads_pb.ts";
import { Stance, VoteChoice, type VoteCounts } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import { listAll, recognitions, timeFields } from "./api.ts";
import { choiceLabel, choiceTone } from "./ballot-labels.ts";
import { DateText, QueryStatus, StatusTag, useNames } from "./components.tsx";
import { capital, statusLabel, statusTone } from "./labels.ts";
import { useOrganizationNames } from "./organizations.ts";
import { to } from "./router.ts";

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
      <h3>Votes about Kosovo</h3>
      <QueryStatus query={query} what="The voting record" />
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
      {of.length === 0 && <p class="soft">No vote of {name(state)} is recorded.</p>}
      <ul class="plain votes">
        {of.map((vote) => (
          <li key={vote.ballot}>
            <div class="soft">
              <DateText date={vote.date} /> ·{" "}
              <StatusTag tone={statusTone[vote.recognitionStatus]}>{statusLabel[vote.recognitionStatus]} on that day</StatusTag>
            </div>
            <a href={to(route, "ballots", { ballot: vote.ballot })}>{organization(vote.organization)}</a>: <Vote of={vote} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Vote({ of: { choice, stanceTowardSubject, delegationVotes } }: { of: CastVote }) {
  if (choice === VoteChoice.UNSPECIFIED) {
    return <>{delegationVotes ? `votes of its delegation: ${countsText(delegationVotes)}` : "votes of its delegation, without numbers"}</>;
  }

  // A vote for a decision that Kosovo did not want is a vote against Kosovo.
  const opposed =
    (choice === VoteChoice.FOR && stanceTowardSubject === Stance.OPPOSE) ||
    (choice === VoteChoice.AGAINST && stanceTowardSubject === Stance.SUPPORT);
  return (
    <StatusTag tone={choiceTone(choice, opposed)}>
      {capital(choiceLabel[choice])}
      {opposed && <span class="soft"> a decision that Kosovo did not want</span>}
    </StatusTag>
  );
}

const countsText = ({ inFavour, against, abstentions }: VoteCounts): string =>
  [
    [inFavour, "for"],
    [against, "against"],
    [abstentions, "abstained"],
  ]
    .filter(([count]) => count !== undefined)
    .map(([count, words]) => `${count} ${words}`)
    .join(", ");
