// The open decisions that a country blocks, and the milestones and recommendations that need it.
import { toJson } from "@bufbuild/protobuf";
import { useRoute, useStore } from "../app.ts";
import { ExplanationLink, ResourceLink, StatusTag, useNames } from "../components.tsx";
import { AssessedStanceBasis, AssessedStanceSchema } from "@kosovonato/client/recognitions/v1";
import {
  BlockingRole,
  DecisionVerdictSchema,
  type CountryDecision,
  type GetCountryProfileResponse,
} from "@kosovonato/client/recommendations/v1";
import { InferenceNote } from "../inference.tsx";
import {
  decisionLabel,
  joinAnd,
  progressLabel,
  progressTone,
  readinessLabel,
  readinessTone,
  verdictLabel,
  verdictTone,
} from "../labels.ts";
import { t } from "../messages.ts";
import { useOrganizationNames } from "../organizations.ts";
import { ProgressBegun } from "../progress-begun.tsx";
import { idOf } from "../resource-names.ts";
import { to } from "../router.ts";
import { StanceLink } from "../stance-link.tsx";
import { stanceBasisLabel, stanceLabel, stanceTone } from "../stance-labels.ts";
import { titleOf } from "../titles.ts";
import { Obstacles } from "./differences.tsx";
import { Recorded, recordedLanguage } from "../recorded.tsx";

export function DecisionsOf({ of }: { of: GetCountryProfileResponse }) {
  const isBlocking = ({ blockingRole: role }: CountryDecision) => role === BlockingRole.ALONE || role === BlockingRole.TOGETHER;
  // Decisions that the country blocks alone come first.
  const blocked = of.decisions.filter(isBlocking).sort((a, b) => a.blockingRole - b.blockingRole);
  const others = of.decisions.filter((one) => !isBlocking(one));
  return (
    <section aria-labelledby="blocks">
      <h2 id="blocks" tabIndex={-1}>
        {t("country.blocks")}
      </h2>
      {blocked.length === 0 ? (
        <p class="soft">{t("country.blocks.none", { count: others.length })}</p>
      ) : (
        <>
          <p class="soft">{t("country.blocks.hint")}</p>
          <DecisionTable decisions={blocked} label={t("country.blocks.table")} />
        </>
      )}
      {others.length > 0 && (
        <details>
          <summary>{t("country.decisions.other", { count: others.length })}</summary>
          <DecisionTable decisions={others} label={t("country.decisions.table")} />
        </details>
      )}
      {of.inferenceBacktest && (
        <p>
          <InferenceNote counts={of.inferenceBacktest} />
        </p>
      )}
    </section>
  );
}

/** Decisions of one organization with the same stance and verdict share a row. */
function DecisionTable({ decisions, label }: { decisions: readonly CountryDecision[]; label: string }) {
  const route = useRoute();
  const name = useNames();
  const organization = useOrganizationNames();
  const rows = Map.groupBy(decisions, ({ organization: by, stance, verdict, blockingRole }) =>
    JSON.stringify([by, stance && toJson(AssessedStanceSchema, stance), verdict && toJson(DecisionVerdictSchema, verdict), blockingRole]),
  );
  return (
    <table class="list sides" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("country.decision")}</th>
          <th scope="col">{t("country.stance")}</th>
          <th scope="col">{t("country.verdict")}</th>
        </tr>
      </thead>
      <tbody>
        {[...rows].map(([key, alike]) => {
          const { organization: by, question, stance, verdict, blockingRole } = alike[0]!;
          return (
            <tr key={key}>
              <th scope="row">
                <span class="soft" lang={recordedLanguage()}>
                  {organization(by)}
                </span>
                {alike.map(({ decision }) => (
                  <span key={decision} class="line">
                    <a href={to(route, "decisions", { decision: `${idOf(by)}/${decision}` })}>{decisionLabel(decision)}</a>
                  </span>
                ))}
              </th>
              <td>
                {stance && (
                  <>
                    <StatusTag tone={stanceTone[stance.countedStance]} dashed={stance.basis === AssessedStanceBasis.INFERRED}>
                      <StanceLink of={stance} question={question}>
                        {stanceLabel[stance.countedStance]}
                      </StanceLink>
                    </StatusTag>{" "}
                    <span class="soft">{stanceBasisLabel[stance.basis]}</span>
                  </>
                )}
              </td>
              <td>
                {verdict && (
                  <>
                    <StatusTag tone={verdictTone[verdict.verdict]}>{verdictLabel[verdict.verdict]}</StatusTag>{" "}
                    <span class="soft">
                      {blockingRole === BlockingRole.ALONE ? (
                        t("country.alone", { country: name(stance?.state ?? "") })
                      ) : (
                        <Obstacles of={verdict} />
                      )}
                    </span>
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function DependentMilestones({ of }: { of: GetCountryProfileResponse }) {
  const between = useBetween();
  const isOpen = (one: { missing: boolean; openBlockerIds: readonly string[] }) => one.missing || one.openBlockerIds.length > 0;
  const sorted = [...of.milestones].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
  return (
    <section aria-labelledby="gates">
      <h2 id="gates" tabIndex={-1}>
        {t("country.milestones")}
      </h2>
      {sorted.length === 0 && <p class="soft">{t("country.milestones.none")}</p>}
      <ul class="plain facts">
        {sorted.map((one) => (
          <li key={one.milestone}>
            <ResourceLink name={one.milestone}>{one.title}</ResourceLink>{" "}
            <StatusTag tone={readinessTone[one.readiness]}>{readinessLabel[one.readiness]}</StatusTag>
            <div class="soft">
              {one.openBlockerIds.length > 0
                ? t("country.milestone.blocker")
                : one.missing
                  ? t("country.milestone.missing")
                  : t("country.milestone.counted")}
              {between(one.path) && ` ${between(one.path)}`}
            </div>
          </li>
        ))}
      </ul>
      {of.omittedMilestoneCount > 0 && <p class="soft">{t("country.omitted", { count: of.omittedMilestoneCount })}</p>}
    </section>
  );
}

export function DependentRecommendations({ of }: { of: GetCountryProfileResponse }) {
  const between = useBetween();
  const sorted = [...of.recommendations].sort((a, b) => Number(b.missing) - Number(a.missing));
  return (
    <section aria-labelledby="needed-by">
      <h2 id="needed-by" tabIndex={-1}>
        {t("country.recommendations")}
      </h2>
      {sorted.length === 0 && <p class="soft">{t("country.recommendations.none")}</p>}
      <ul class="plain facts">
        {sorted.map((one) => (
          <li key={one.recommendation}>
            <ExplanationLink recommendation={one.recommendation} label={t("whatif.explain", { id: idOf(one.recommendation) })}>
              {idOf(one.recommendation)}
            </ExplanationLink>{" "}
            <Recorded>{one.title}</Recorded>{" "}
            {one.progress && (
              <StatusTag tone={progressTone[one.progress.kind]}>
                {progressLabel[one.progress.kind]} <span class="num">{Math.round(one.progress.fraction * 100)}%</span>
              </StatusTag>
            )}
            <ProgressBegun of={one.progress} />
            <div class="soft">
              {one.missing ? t("country.recommendation.missing") : t("country.recommendation.counted")}
              {between(one.path) && ` ${between(one.path)}`}
            </div>
          </li>
        ))}
      </ul>
      {of.omittedRecommendationCount > 0 && <p class="soft">{t("country.omitted", { count: of.omittedRecommendationCount })}</p>}
    </section>
  );
}

/** " (through NATO)": how a fact about a country reaches what depends on it. */
function useBetween(): (path: readonly string[]) => string {
  const store = useStore();
  const organization = useOrganizationNames();
  return (path) =>
    path.length === 0
      ? ""
      : t("country.through", {
          path: joinAnd(path.map((one) => (one.startsWith("organizations/") ? organization(one) : titleOf(store, one)))),
        });
}
