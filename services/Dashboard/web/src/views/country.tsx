// Everything recorded on one country and Kosovo, and what would follow if the country changed its mind.
import { create } from "@bufbuild/protobuf";
import { useMemo } from "preact/hooks";
import { recommendations, timeFields } from "../api.ts";
import { timePointOf, useList, useQuery, useRoute } from "../app.ts";
import { formatAssumptions } from "../assumptions.ts";
import { Empty, QueryStatus, ResourceLink, StatusTag, useNames, ViewHeader } from "../components.tsx";
import { formatDate } from "../dates.ts";
import { AssumedRecognitionStatus, AssumptionSchema } from "@kosovonato/client/assumptions/v1";
import { RecognitionStatus } from "@kosovonato/client/recognitions/v1";
import { BlockingRole, type GetCountryProfileResponse } from "@kosovonato/client/recommendations/v1";
import { QueriedInferenceNote } from "../inference.tsx";
import { statusLabel, statusTone } from "../labels.ts";
import { t } from "../messages.ts";
import { here, to } from "../router.ts";
import { Votes } from "../voting-record.tsx";
import { whatIf } from "../what-if.ts";
import { useScrollTo } from "./ballot.tsx";
import { DecisionsOf, DependentMilestones, DependentRecommendations } from "./country-decisions.tsx";
import { Memberships, PartnershipOf, Positions, RecognitionActs } from "./country-facts.tsx";
import { factRows } from "./country-rows.ts";
import { Differences } from "./differences.tsx";

const subject = "XK";

export function Country({ code }: { code: string }) {
  const route = useRoute();
  const point = timePointOf(route);
  const name = useNames();
  const state = useList("state").find((one) => one.name === `states/${code}`);
  const isKnown = state !== undefined && code !== subject;
  const profile = useQuery(
    isKnown ? `country ${code} ${point.asOf} ${point.knownAt}` : "",
    isKnown ? ["recognitions", "milestones", "recommendations"] : [],
    async (signal) => (isKnown ? await recommendations.getCountryProfile({ state: code, ...timeFields(point) }, { signal }) : undefined),
  );
  useScrollTo(route.params["at"] ?? "", profile.value !== undefined);
  if (!isKnown) {
    return (
      <>
        <ViewHeader
          title={code === subject && state ? name(code) : t("country.unknown.title")}
          lead={<a href={to(route, "countries")}>{t("country.all")}</a>}
        />
        <Empty>{code === subject ? t("country.subject") : t("country.unknown", { code })}</Empty>
      </>
    );
  }

  const { value } = profile;
  const status = value?.recognition?.recognition?.status ?? RecognitionStatus.UNSPECIFIED;
  return (
    <>
      <ViewHeader
        title={name(code)}
        name={`country-${code}`}
        lead={
          <>
            <span class="code">
              {code} · {state.alpha3}
            </span>{" "}
            {point.asOf !== "" && <>{t("country.as.of", { date: formatDate(point.asOf) })} </>}
            <ResourceLink name={state.name}>{t("country.record")}</ResourceLink> · <a href={to(route, "countries")}>{t("country.all")}</a>
          </>
        }
        rows={() => (value ? factRows(value) : [])}
      />
      <QueryStatus query={profile} what={t("country.what")} />
      {value && (
        <div class="country" aria-busy={profile.loading}>
          <p class="country-status">
            <StatusTag tone={statusTone[status]}>
              <b>{statusLabel[status]}</b>
            </StatusTag>
          </p>
          <Figures of={value} />
          <div class="country-parts">
            <RecognitionActs code={code} of={value.recognition?.recognition} />
            <section aria-labelledby="votes">
              <h2 id="votes" tabIndex={-1}>
                {t("country.votes")}
              </h2>
              <Votes of={value.votes} state={code} />
            </section>
          </div>
          <DecisionsOf of={value} />
          <ChangedMind code={code} status={status} />
          <div class="country-parts">
            <DependentMilestones of={value} />
            <DependentRecommendations of={value} />
          </div>
          <div class="country-parts">
            <Positions of={value.positions} />
            <Memberships of={value.memberships} />
            <PartnershipOf of={value.partnership?.partnership} />
          </div>
        </div>
      )}
    </>
  );
}

/** What depends on the country, in numbers. */
function Figures({ of }: { of: GetCountryProfileResponse }) {
  const route = useRoute();
  const blocks = of.decisions.filter((one) => one.blockingRole === BlockingRole.ALONE || one.blockingRole === BlockingRole.TOGETHER);
  const alone = blocks.filter((one) => one.blockingRole === BlockingRole.ALONE).length;
  const milestones = of.milestones.filter((one) => one.missing || one.openBlockerIds.length > 0).length;
  const recommended = of.recommendations.filter((one) => one.missing).length;
  const figures = [
    { at: "blocks", count: blocks.length, words: t("country.figure.blocks", { count: blocks.length, alone }) },
    { at: "gates", count: milestones, words: t("country.figure.milestones", { count: milestones }) },
    { at: "needed-by", count: recommended, words: t("country.figure.recommendations", { count: recommended }) },
    { at: "votes", count: of.votes.length, words: t("country.figure.votes", { count: of.votes.length }) },
  ];
  return (
    <ul class="figures">
      {figures.map(({ at, count, words }) => (
        <li key={at}>
          <a class="figure" href={here(route, { at })}>
            {count}
          </a>
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}

/** What would follow if the country recognized Kosovo, or withdrew its recognition. */
function ChangedMind({ code, status }: { code: string; status: RecognitionStatus }) {
  const route = useRoute();
  const point = timePointOf(route);
  const name = useNames();
  const withdraws = status === RecognitionStatus.RECOGNIZED;
  const assumptions = useMemo(() => {
    const assumed = withdraws ? AssumedRecognitionStatus.WITHDRAWN : AssumedRecognitionStatus.RECOGNIZED;
    return [create(AssumptionSchema, { fact: { case: "recognition", value: { recognizer: code, subject, status: assumed } } })];
  }, [code, withdraws]);
  const query = useQuery(
    `changed mind ${code} ${withdraws} ${point.asOf} ${point.knownAt}`,
    ["recognitions", "milestones", "recommendations"],
    (signal) => whatIf(assumptions, point, signal),
  );
  return (
    <section aria-labelledby="changed-mind" aria-busy={query.loading}>
      <h2 id="changed-mind" tabIndex={-1}>
        {t(withdraws ? "country.if.withdrew" : "country.if.recognized", { country: name(code) })}
      </h2>
      <QueryStatus query={query} what={t("whatif.what")} />
      {query.value && <Differences of={query.value} />}
      <p>
        <QueriedInferenceNote point={point} />{" "}
        <a href={to(route, "what-if", { suppose: formatAssumptions(assumptions) })}>{t("country.more.assumptions")}</a>
      </p>
    </section>
  );
}
