// Whom to talk to: the members that do not support a decision yet, with their recognition and votes.
import { useState } from "preact/hooks";
import { timePointOf, useList, useRoute } from "../app.ts";
import { DateText, Export, QueryStatus, StatusTag, useNames } from "../components.tsx";
import { useElectors } from "../electors.ts";
import { AssessedStanceBasis, CountedStance, RecognitionStatus, type Elector, type Question } from "@kosovonato/client/recognitions/v1";
import { decisionLabel, statusLabel, statusTone } from "../labels.ts";
import { t } from "../messages.ts";
import { useOrganizationNames } from "../organizations.ts";
import { idOf } from "../resource-names.ts";
import { here, to, toCountry } from "../router.ts";
import { StanceLink } from "../stance-link.tsx";
import { stanceBasisLabel, stanceLabel, stanceTone } from "../stance-labels.ts";
import { rankOf } from "./decisions.tsx";

const maxRows = 15;

export function Electors() {
  const route = useRoute();
  const point = timePointOf(route);
  const organization = useOrganizationNames();
  const questions = useList("question");
  const rules = useList("organization")
    .flatMap(({ name, decisionRules }) => decisionRules.map(({ decision }) => ({ organization: name, decision })))
    .sort((a, b) => rankOf(a.organization) - rankOf(b.organization));
  const keyOf = (one: { organization: string; decision: string }) => `${idOf(one.organization)}/${one.decision}`;
  const { talk = "" } = route.params;
  const chosen = rules.find((one) => keyOf(one) === talk) ?? rules[0];
  const query = useElectors(chosen, point);
  const [whole, showWhole] = useState(false);
  const value = query.outdated ? undefined : query.value;
  const electors = value?.electors ?? [];
  const isAbout = (one: Question) =>
    one.organization === chosen?.organization && one.decision === chosen.decision && one.subject === "XK";
  const question = questions.find(isAbout)?.name ?? "";
  return (
    <section aria-labelledby="talk" aria-busy={query.loading}>
      <h2 id="talk" tabIndex={-1}>
        {t("votes.talk")}
      </h2>
      <p class="soft">{t("votes.talk.how")}</p>
      <div class="filters">
        <label>
          {t("votes.talk.decision")}{" "}
          <select
            value={chosen ? keyOf(chosen) : ""}
            onChange={(event) => {
              showWhole(false);
              location.hash = here(route, { talk: event.currentTarget.value, at: "" });
            }}
          >
            {rules.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {t("whatif.decided", { organization: organization(one.organization), decision: decisionLabel(one.decision) })}
              </option>
            ))}
          </select>
        </label>
        {chosen && <a href={to(route, "decisions", { decision: keyOf(chosen) })}>{t("votes.talk.verdict")}</a>}
        <Export name="whom-to-talk-to" rows={() => electors.map(rowOf)} />
      </div>
      <QueryStatus query={{ ...query, value }} what={t("votes.talk.what")} />
      {value && electors.length === 0 && <p>{t("votes.talk.none")}</p>}
      {electors.length > 0 && (
        <div class="wide" tabIndex={0} role="region" aria-label={t("votes.talk.table")}>
          <table class="list electors">
            <thead>
              <tr>
                <th scope="col">{t("votes.state")}</th>
                <th scope="col">{t("country.stance")}</th>
                <th scope="col">{t("votes.recognition")}</th>
                <th scope="col">{t("votes.for")}</th>
                <th scope="col">{t("votes.abstained")}</th>
                <th scope="col">{t("votes.against")}</th>
                <th scope="col">{t("votes.last")}</th>
              </tr>
            </thead>
            <tbody>
              {electors.slice(0, whole ? electors.length : maxRows).map((one) => (
                <Row key={one.stance?.state} of={one} question={question} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!whole && electors.length > maxRows && (
        <button type="button" onClick={() => showWhole(true)}>
          {t("votes.show.all", { count: electors.length })}
        </button>
      )}
    </section>
  );
}

const statusOf = ({ recognition }: Elector): RecognitionStatus => recognition?.status ?? RecognitionStatus.UNSPECIFIED;

function Row({ of, question }: { of: Elector; question: string }) {
  const route = useRoute();
  const name = useNames();
  const { stance } = of;
  if (!stance) {
    return null;
  }

  return (
    <tr>
      <th scope="row">
        <a href={toCountry(route, stance.state)}>{name(stance.state)}</a>
      </th>
      <td>
        <StatusTag tone={stanceTone[stance.countedStance]} dashed={stance.basis === AssessedStanceBasis.INFERRED}>
          <StanceLink of={stance} question={question}>
            {stanceLabel[stance.countedStance]}
          </StanceLink>
        </StatusTag>{" "}
        <span class="soft">{stanceBasisLabel[stance.basis]}</span>
      </td>
      <td>
        <StatusTag tone={statusTone[statusOf(of)]}>{statusLabel[statusOf(of)]}</StatusTag>
      </td>
      <td class="num">{of.votesForSubject}</td>
      <td class="num">{of.abstentions}</td>
      <td class="num">{of.votesAgainstSubject}</td>
      <td>{of.lastActedOn === "" ? <span class="soft">–</span> : <DateText date={of.lastActedOn} />}</td>
    </tr>
  );
}

const rowOf = (one: Elector) => ({
  state: one.stance?.state,
  stance: CountedStance[one.stance?.countedStance ?? CountedStance.UNSPECIFIED],
  basis: AssessedStanceBasis[one.stance?.basis ?? AssessedStanceBasis.UNSPECIFIED],
  recognition: RecognitionStatus[statusOf(one)],
  votes_for_subject: one.votesForSubject,
  abstentions: one.abstentions,
  votes_against_subject: one.votesAgainstSubject,
  last_acted_on: one.lastActedOn,
});
