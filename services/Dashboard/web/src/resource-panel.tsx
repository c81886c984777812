// Everything recorded on one resource: its fields, sources, corrections and versions.
import { toJsonString, type DescMessage } from "@bufbuild/protobuf";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { useState } from "preact/hooks";
import { timePointOf, useQuery, useRoute, useStore } from "./app.ts";
import { formatTime } from "./dates.ts";
import { MilestonesResourceSchema } from "@kosovonato/client/milestones/v1";
import { RecognitionsResourceSchema } from "@kosovonato/client/recognitions/v1";
import { RecommendationsResourceSchema } from "@kosovonato/client/recommendations/v1";
import { listAll } from "@kosovonato/client";
import { milestones, recognitions, recommendations, timeFields } from "./api.ts";
import type { Service, TypedResource } from "./store.ts";
import { ExplanationLink, Export, QueryStatus, ResourceLink, StatusTag } from "./components.tsx";
import { Attribution, isTitled, Recorded, recordedLanguage } from "./recorded.tsx";
import { reasonText } from "./freshness-status.tsx";
import { QueriedInferenceNote } from "./inference.tsx";
import { capital, joinAnd, serviceLabel, statusLabel, statusTone, toWords } from "./labels.ts";
import { t } from "./messages.ts";
import { eventLabel, titleOf } from "./titles.ts";
import { idOf } from "./resource-names.ts";
import { to } from "./router.ts";
import { CountryPageLink } from "./country-link.tsx";
import { VotingRecord } from "./voting-record.tsx";
import { MessageFields } from "./message-fields.tsx";

const schemas = {
  recognitions: RecognitionsResourceSchema,
  milestones: MilestonesResourceSchema,
  recommendations: RecommendationsResourceSchema,
};
const clients = { recognitions, milestones, recommendations };

const serviceOf: Record<string, Service> = {
  states: "recognitions",
  organizations: "recognitions",
  recognitions: "recognitions",
  questions: "recognitions",
  countingRules: "recognitions",
  sources: "recognitions",
  tracks: "milestones",
  milestones: "milestones",
  indicators: "milestones",
  precedents: "milestones",
  centres: "milestones",
  agreements: "milestones",
  partnerships: "milestones",
  documents: "recommendations",
  recommendations: "recommendations",
};

function schemaOf(service: Service, type: TypedResource["case"]): DescMessage {
  return schemas[service].fields.find((field) => field.localName === type)!.message!;
}

export function ResourcePanel({ name }: { name: string }) {
  const store = useStore();
  const route = useRoute();
  const point = timePointOf(route);
  const service = serviceOf[name.split("/")[0] ?? ""];
  const stored = store.resources.get(name);
  // A resource can have thousands of versions, and new ones can appear while the panel is open.
  const [whole, showWhole] = useState(false);
  const history = useQuery(`history ${name} ${stored?.revision ?? ""} ${whole}`, [], async (signal) => {
    if (!service) {
      throw new Error(t("panel.no-service", { name }));
    }

    const page = async (pageToken: string) =>
      await clients[service].listRevisions({ name, pageSize: whole ? 1_000 : 100, pageToken }, { signal });
    const listed = whole ? await listAll(page) : [await page("")];
    const versions = listed.flatMap(({ revisions }) =>
      revisions.map((one) => ({
        revision: one.revision,
        at: one.recordedAt ? timestampMs(one.recordedAt) : 0,
        actor: one.actor,
        reason: one.reason,
        causationId: one.causationId,
        eventTypes: one.eventTypes as number[],
        resource: one.resource?.resource as TypedResource | undefined,
      })),
    );
    return { versions, hasOlder: listed.at(-1)!.nextPageToken !== "" };
  });
  // Both panels of a state have its votes: its own, and that of its recognition of Kosovo.
  const voter = /^(?:states\/|recognitions\/(?=\w+-XK$))(\w+)/.exec(name)?.[1] ?? "";
  const recognition = stored?.resource.case === "state" ? store.get("recognition", `recognitions/${voter}-XK`) : undefined;
  const schema = service && stored ? schemaOf(service, stored.resource.case) : undefined;
  return (
    <>
      <p class="soft kind">
        {stored
          ? capital(toWords(stored.resource.case.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)))
          : service && !store.sync[service].listed
            ? t("panel.not-loaded")
            : t("panel.not-recorded")}{" "}
        · <code>{name}</code>
      </p>
      <h2 id="panel-title" lang={isTitled(name) ? recordedLanguage() : undefined}>
        {titleOf(store, name)}
      </h2>
      {stored?.resource.case === "recognition" && (
        <p>
          <StatusTag tone={statusTone[stored.resource.value.status]}>{statusLabel[stored.resource.value.status]}</StatusTag>
        </p>
      )}
      {voter !== "" && voter !== "XK" && <CountryPageLink code={voter} />}
      {recognition && (
        <p>
          <ResourceLink name={recognition.name}>{t("panel.recognition-of-kosovo")}</ResourceLink>:{" "}
          <StatusTag tone={statusTone[recognition.status]}>{statusLabel[recognition.status]}</StatusTag>
        </p>
      )}
      {stored?.resource.case === "ballot" && (
        <p>
          <a href={to(route, "ballots", { ballot: name })}>{t("panel.show-ballot")}</a>
        </p>
      )}
      {stored?.resource.case === "question" && (stored.resource.value.outlook?.inferredBlockingCount ?? 0) > 0 && (
        <p>
          {t("panel.outlook-inferred")} <QueriedInferenceNote point={point} />
        </p>
      )}
      {stored?.resource.case === "recommendation" && (
        <p>
          <ExplanationLink recommendation={stored.resource.value.name} label={t("panel.explain-progress")}>
            {t("panel.explain-progress")}
          </ExplanationLink>
        </p>
      )}
      {(point.asOf || point.knownAt) && (
        <p class="notice">{t("panel.current-record")}</p>
      )}
      {stored && schema ? (
        <MessageFields schema={schema} message={stored.resource.value} top />
      ) : service && !store.sync[service].listed ? (
        <p class="empty" role="status">
          {t("page.waiting", { services: serviceLabel(service) })} {reasonText(store.sync[service].why)}
        </p>
      ) : (
        <p class="empty">{t("panel.not-found")}</p>
      )}
      {voter !== "" && <VotingRecord state={voter} />}
      <Dependents of={name} />
      <h3>{t("panel.history")}</h3>
      <QueryStatus query={history} what={t("panel.the-history")} />
      {history.value && service && (
        <>
          <Export
            name={name.replaceAll("/", "-")}
            rows={() =>
              history.value!.versions.map((one) => ({
                revision: one.revision,
                recorded_at: new Date(one.at).toISOString(),
                actor: one.actor,
                reason: one.reason,
                causation_id: one.causationId,
                event_types: eventLabel(service, one.eventTypes),
                as_it_was: one.resource ? toJsonString(schemaOf(service, one.resource.case), one.resource.value) : "",
              }))
            }
          />
          <ol class="feed">
            {history.value.versions.map((one) => (
              <li key={String(one.revision)}>
                <div class="when">
                  <time dateTime={new Date(one.at).toISOString()}>{formatTime(one.at)}</time>{" "}
                  <span class="soft">{t("shared.revision", { revision: String(one.revision) })}</span>
                </div>
                <div>
                  {capital(eventLabel(service, one.eventTypes))}{" "}
                  <span class="soft">
                    <Attribution
                      actor={one.actor}
                      reason={one.reason}
                      cause={
                        one.causationId &&
                        one.causationId
                          .split("/")
                          .filter((_, i) => i !== 1)
                          .join(" ")
                      }
                    />
                  </span>
                </div>
                {one.resource && one.revision !== stored?.revision && (
                  <details>
                    <summary>{t("panel.show-version")}</summary>
                    <MessageFields schema={schemaOf(service, one.resource.case)} message={one.resource.value} top />
                  </details>
                )}
              </li>
            ))}
          </ol>
          {history.value.hasOlder && (
            <button type="button" onClick={() => showWhole(true)}>
              {t("panel.show-older")}
            </button>
          )}
        </>
      )}
    </>
  );
}

/** The recommendations that depend on a resource, and the resources in between. */
function Dependents({ of }: { of: string }) {
  const point = timePointOf(useRoute());
  const store = useStore();
  const asks = [
    "recognitions",
    "states",
    "organizations",
    "milestones",
    "indicators",
    "precedents",
    "centres",
    "partnerships",
    "recommendations",
  ].includes(of.split("/")[0]!);
  const query = useQuery(`dependents ${of} ${point.asOf} ${point.knownAt}`, ["recommendations"], async (signal) =>
    asks
      ? (
          await listAll((pageToken) =>
            recommendations.listDependents({ name: of, ...timeFields(point), pageSize: 1_000, pageToken }, { signal }),
          )
        ).flatMap((page) => page.dependents)
      : [],
  );
  return !asks || query.value?.length === 0 ? null : (
    <>
      <h3>{t("panel.dependents")}</h3>
      <QueryStatus query={query} what={t("panel.the-dependents")} />
      <ul class="plain">
        {query.value?.map((one) => (
          <li key={one.recommendation}>
            <ExplanationLink recommendation={one.recommendation} label={t("panel.explain", { recommendation: idOf(one.recommendation) })}>
              {idOf(one.recommendation)}
            </ExplanationLink>{" "}
            <Recorded>{one.title}</Recorded>
            {one.path.length > 0 && (
              <span class="soft"> {t("panel.through", { resources: joinAnd(one.path.map((between) => titleOf(store, between))) })}</span>
            )}
            {one.missing && <span class="soft"> {t("panel.not-met")}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
