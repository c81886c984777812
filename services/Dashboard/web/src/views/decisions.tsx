// The outcome of each decision under the rule of the organization and the stances of its members. Inferred stances are marked.
import { timePointOf, useList, useQuery, useResources, useRoute, type QueryState } from "../app.ts";
import type { AssessDecisionResponse } from "@kosovonato/client/recognitions/v1";
import { isRetryable } from "@kosovonato/client";
import { errorText, recognitions, timeFields, type TimePoint } from "../api.ts";
import { useOrganizationNames } from "../organizations.ts";
import { idOf } from "../resource-names.ts";
import { Empty, PatternSwatch, QueryStatus, useNames, ViewHeader } from "../components.tsx";
import { verdictLabel } from "../labels.ts";
import { stanceBasisLabel, stanceLabel } from "../stance-labels.ts";
import { useScrollTo } from "./ballot.tsx";
import { Decision } from "./decision.tsx";
import { t } from "../messages.ts";
import { recordedLanguage } from "../recorded.tsx";

export interface Assessed {
  /** The resource name. */
  organization: string;
  decision: string;
  response: AssessDecisionResponse;
}

const order = ["nato", "eu", "adriatic-charter", "council-of-europe", "un", "osce", "pfp", "eapc", "nato-pa", "unesco", "interpol"];

/** Other organizations are last. */
export function rankOf(organization: string): number {
  const rank = order.indexOf(idOf(organization));
  return rank < 0 ? order.length : rank;
}

export function useAssessments(point: TimePoint): QueryState<Assessed[]> & { rejected: string[] } {
  const organizations = useList("organization");
  const rules = organizations
    .flatMap(({ name, decisionRules }) => decisionRules.map(({ decision }) => ({ organization: name, decision })))
    .sort((a, b) => rankOf(a.organization) - rankOf(b.organization));
  const query = useQuery(
    `decisions ${point.asOf} ${point.knownAt} ${rules.map((one) => `${one.organization}/${one.decision}`).join()}`,
    ["recognitions"],
    async (signal) => {
      const settled = await Promise.allSettled(
        rules.map((rule) => recognitions.assessDecision({ ...rule, ...timeFields(point) }, { signal })),
      );
      const rejected = settled.flatMap((one, i) =>
        one.status === "rejected" ? [`${idOf(rules[i]!.organization)}: ${errorText(one.reason)}`] : [],
      );
      const failed = settled.filter((one) => one.status === "rejected");
      const passing = failed.find((one) => isRetryable(one.reason));
      if (passing || (failed.length > 0 && failed.length === rules.length)) {
        throw (passing ?? failed[0]!).reason; // All decisions are queried again.
      }

      return {
        rejected,
        assessed: settled.flatMap((one, i) => (one.status === "fulfilled" ? [{ ...rules[i]!, response: one.value }] : [])),
      };
    },
  );
  return { ...query, value: query.value?.assessed, rejected: query.value?.rejected ?? [] };
}

export function Decisions() {
  const route = useRoute();
  const point = timePointOf(route);
  const query = useAssessments(point);
  const nameInFull = useOrganizationNames();
  const questions = useResources("question", point);
  const name = useNames();
  const { decision = "" } = route.params;
  useScrollTo(decision === "" ? "" : `decision-${decision.replace("/", "-")}`, query.value !== undefined);
  const groups = Map.groupBy(query.value ?? [], (one) => one.organization);
  return (
    <>
      <ViewHeader
        title={t("decision.title")}
        name="decisions"
        lead={t("decision.lead")}
        rows={() =>
          (query.value ?? []).flatMap(({ organization, decision, response: one }) =>
            one.stances.map((stance) => ({
              organization: idOf(organization),
              decision,
              verdict: verdictLabel[one.verdict],
              verdict_by_recognition_alone: verdictLabel[one.otherBasisVerdict || one.verdict],
              state: stance.state,
              stance: stanceLabel[stance.countedStance],
              basis: stanceBasisLabel[stance.basis],
              ballot: stance.ballot,
              as_of: one.asOf,
            })),
          )
        }
      />
      <ul class="legend">
        <li>
          <PatternSwatch tone="yes" /> {t("decision.legend-yes")}
        </li>
        <li>
          <PatternSwatch tone="no" /> {t("stance.OPPOSE")}
        </li>
        <li>
          <PatternSwatch tone="announced" /> {t("stance.ABSTAIN")}
        </li>
        <li>
          <PatternSwatch tone="disputed" /> {t("stance.UNKNOWN")}
        </li>
        <li>
          <PatternSwatch tone="yes" dashed /> {t("decision.legend-inferred")}
        </li>
      </ul>
      <QueryStatus query={query} what={t("overview.the-decisions")} />
      {query.value?.length === 0 && <Empty>{t("decision.none")}</Empty>}
      <div aria-busy={query.loading}>
        {[...groups].map(([organization, decisions]) => (
          <section key={organization} class="organization" aria-labelledby={`org-${idOf(organization)}`}>
            <h2 id={`org-${idOf(organization)}`} lang={recordedLanguage()}>
              {nameInFull(organization)}
            </h2>
            <div class="decisions">
              {decisions.map((one) => (
                <Decision key={one.decision} of={one} questions={questions.value ?? []} name={name} />
              ))}
            </div>
          </section>
        ))}
      </div>
      {query.rejected.length > 0 && <p class="trouble">{t("overview.not-assessed", { decisions: query.rejected.join("; ") })}</p>}
    </>
  );
}
