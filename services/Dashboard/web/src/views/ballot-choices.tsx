// The votes in a ballot: the states by choice, or the delegations with their numbers, each with its recognition on that day.
import { toJsonString } from "@bufbuild/protobuf";
import { useRoute } from "../app.ts";
import { EvidenceSchema } from "@kosovonato/client/evidence/v1";
import type { Ballot, BallotChoice, DelegationVotes, RecognitionStatus } from "@kosovonato/client/recognitions/v1";
import { choiceLabel, choices, choiceTone } from "../ballot-labels.ts";
import { PatternSwatch, Sources, StatusTag, useNames } from "../components.tsx";
import { Recorded } from "../recorded.tsx";
import { toCountry, type Route } from "../router.ts";
import { capital, joinFew, statusLabel, statusTone } from "../labels.ts";
import { compareTexts, t } from "../messages.ts";

type StatusOf = (code: string) => RecognitionStatus;

export function StateChoices({ ballot, statusOf, opposedBySubject }: { ballot: Ballot; statusOf: StatusOf; opposedBySubject: boolean }) {
  const route = useRoute();
  const name = useNames();
  return (
    <>
      {choices
        .map((choice) => ({ choice, made: ballot.choices.filter((one) => one.choice === choice) }))
        .filter(({ made }) => made.length > 0)
        .map(({ choice, made }) => (
          <section key={choice} class="made" aria-labelledby={`choice-${choice}`}>
            <h3 id={`choice-${choice}`}>
              <StatusTag tone={choiceTone(choice, opposedBySubject)}>{capital(choiceLabel[choice])}</StatusTag>{" "}
              <span class="num">{made.length}</span>
            </h3>
            <ul class="voters">
              {[...made]
                .sort((a, b) => compareTexts(name(a.state), name(b.state)))
                .map(({ state }) => (
                  <li key={state}>
                    <Voter state={state} status={statusOf(state)} route={route} name={name} />
                  </li>
                ))}
            </ul>
            <OwnEvidence of={made} name={name} />
          </section>
        ))}
    </>
  );
}

/** Remarks on single votes, and their evidence where it differs from that of the ballot. */
function OwnEvidence({ of, name }: { of: readonly (BallotChoice | DelegationVotes)[]; name: (code: string) => string }) {
  const groups = Map.groupBy(
    of.filter((one) => one.evidence || one.note),
    ({ evidence, note }) => `${note} ${evidence ? toJsonString(EvidenceSchema, evidence) : ""}`,
  );
  return (
    <>
      {[...groups].map(([key, votes]) => (
        <div key={key} class="own-evidence">
          <b>{votes.length === of.length && votes.length > 1 ? t("ballots.all-of-these") : joinFew(votes.map((one) => name(one.state)))}</b>
          {votes[0]!.note && (
            <>
              : <Recorded>{votes[0]!.note}</Recorded>
            </>
          )}
          {votes[0]!.evidence && <Sources evidence={votes[0]!.evidence} />}
        </div>
      ))}
    </>
  );
}

const columns = [
  { label: "ballots.for", field: "inFavour" },
  { label: "ballots.against", field: "against" },
  { label: "ballots.abstained", field: "abstentions" },
] as const;

export function DelegationsTable({ ballot, statusOf }: { ballot: Ballot; statusOf: StatusOf }) {
  const route = useRoute();
  const name = useNames();
  const { delegations } = ballot;
  const counted = columns.filter(({ field }) => delegations.some((one) => one.votes?.[field] !== undefined));
  const hasRemarks = delegations.some((one) => one.note);
  const none = <span class="soft">–</span>;
  return (
    <>
      <div class="wide" tabIndex={0} role="region" aria-label={t("ballots.delegations-table")}>
        <table class="list delegations">
          <thead>
            <tr>
              <th scope="col">{t("ballots.delegation")}</th>
              {counted.map(({ label }) => (
                <th key={label} scope="col">
                  {t(label)}
                </th>
              ))}
              {hasRemarks && <th scope="col">{t("ballots.remark")}</th>}
            </tr>
          </thead>
          <tbody>
            {[...delegations]
              .sort((a, b) => compareTexts(name(a.state), name(b.state)))
              .map(({ state, votes, note }) => (
                <tr key={state}>
                  <th scope="row">
                    <Voter state={state} status={statusOf(state)} route={route} name={name} />
                  </th>
                  {counted.map(({ field }) => (
                    <td key={field} class="num">
                      {votes?.[field] ?? none}
                    </td>
                  ))}
                  {hasRemarks && <td class="words">{note ? <Recorded>{note}</Recorded> : none}</td>}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <OwnEvidence of={delegations.filter((one) => one.evidence)} name={name} />
      <p class="soft">{t("ballots.delegations-note")}</p>
    </>
  );
}

/** A state with the mark of its recognition on the day of the ballot. */
function Voter({ state, status, route, name }: { state: string; status: RecognitionStatus; route: Route; name: (code: string) => string }) {
  return (
    <span title={statusLabel[status]}>
      <PatternSwatch tone={statusTone[status]} />{" "}
      <a class="fact" href={toCountry(route, state)}>
        {name(state)}
      </a>
      <span class="visually-hidden">: {statusLabel[status].toLowerCase()}</span>
    </span>
  );
}
