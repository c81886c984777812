// The obstacles to a decision: single members if the rule lets one member block it, otherwise the missing votes.
import { useRoute } from "../app.ts";
import { fillOf } from "../components.tsx";
import { AssessedStanceBasis, VotingRule, type AssessDecisionResponse, type AssessedStance } from "@kosovonato/client/recognitions/v1";
import { t } from "../messages.ts";
import { idOf } from "../resource-names.ts";
import { to } from "../router.ts";
import { StanceLink } from "../stance-link.tsx";
import { stanceBasisLabel, stanceLabel } from "../stance-labels.ts";

interface Part {
  response: AssessDecisionResponse;
  blocking: readonly AssessedStance[];
  name: (code: string) => string;
}

/** Whether enough votes are enough, so that no single member stands in the way. */
export const isMajority = ({ rule }: AssessDecisionResponse): boolean =>
  rule?.votingRule === VotingRule.SIMPLE_MAJORITY || rule?.votingRule === VotingRule.QUALIFIED_MAJORITY;

export function Blocking({ response, blocking, name }: Part) {
  const byMajority = isMajority(response);
  return (
    <>
      {byMajority && <MissingVotes of={response} />}
      {blocking.length > 0 &&
        (byMajority ? (
          <details>
            <summary>{t("decision.not.in.favor", { count: blocking.length })}</summary>
            <p>
              {blocking.map((one, i) => (
                <span key={one.state}>
                  {i > 0 && ", "}
                  <StanceLink of={one} question={response.question}>
                    {name(one.state)}
                  </StanceLink>
                </span>
              ))}
            </p>
          </details>
        ) : (
          <Objectors response={response} blocking={blocking} name={name} />
        ))}
      {response.inferredBlockingCount > 0 && (
        <p class="soft">{t("decision.inferred", { count: response.inferredBlockingCount, total: response.blockingStates.length })}</p>
      )}
    </>
  );
}

/** How many votes the rule needs, and how many are missing. */
function MissingVotes({ of: { requiredVotes, neededCount, stanceCounts } }: { of: AssessDecisionResponse }) {
  if (requiredVotes === undefined || neededCount === undefined || requiredVotes === 0 || !stanceCounts) {
    return null;
  }

  // A member without an objection is counted as a vote in favor.
  const held = stanceCounts.support + stanceCounts.noObjection;
  return (
    <div class="missing-votes">
      <p>
        <b>{t("decision.votes.missing", { count: neededCount })}</b> {t("decision.votes.held", { held, required: requiredVotes })}
      </p>
      <svg class="meter" width="100%" height="8" aria-hidden="true">
        <rect class="rest" width="100%" height="8" rx="4" />
        <rect width={`${Math.min(100, (100 * held) / requiredVotes).toFixed(2)}%`} height="8" rx="4" fill={fillOf("yes")} />
      </svg>
    </div>
  );
}

/** The members whose objection is enough, with what shows it. */
function Objectors({ response, blocking, name }: Part) {
  return (
    <>
      <h4>{t("decision.blocking")}</h4>
      <ul class="plain">
        {blocking.slice(0, 8).map((one) => (
          <li key={one.state}>
            <StanceLink of={one} question={response.question}>
              {name(one.state)}
            </StanceLink>
            : {stanceLabel[one.countedStance]},{" "}
            <span class={one.basis === AssessedStanceBasis.INFERRED ? "inferred" : ""}>{stanceBasisLabel[one.basis]}</span>
          </li>
        ))}
      </ul>
      {blocking.length > 8 && (
        <details>
          <summary>{t("decision.others", { count: blocking.length - 8 })}</summary>
          <p>
            {blocking.slice(8).map((one, i) => (
              <span key={one.state}>
                {i > 0 && ", "}
                <StanceLink of={one} question={response.question}>
                  {name(one.state)}
                </StanceLink>
              </span>
            ))}
          </p>
        </details>
      )}
    </>
  );
}

/** A link to the members that do not support the decision yet, with their record. */
export function ElectorsLink({ organization, decision }: { organization: string; decision: string }) {
  const route = useRoute();
  return <a href={to(route, "ballots", { talk: `${idOf(organization)}/${decision}`, at: "talk" })}>{t("decision.talk")}</a>;
}
