// Everything that is recorded of one resource: its fields, who says so, what was corrected, and every version.
import { toJsonString, type DescMessage } from "@bufbuild/protobuf";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { useState } from "preact/hooks";
import { standpointOf, useAnswer, useRoute, useStore } from "./app.ts";
import { timeWords } from "./dates.ts";
import { MilestonesResourceSchema } from "./gen/kosovonato/milestones/v1/resources_pb.ts";
import { RecognitionsResourceSchema } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import { RecommendationsResourceSchema } from "./gen/kosovonato/recommendations/v1/resources_pb.ts";
import { milestones, pages, recognitions, recommendations, standing } from "./rpc.ts";
import type { Service, Typed } from "./store.ts";
import { Explain, Export, Standing, Tag } from "./ui.tsx";
import { capital, joined, plain, statusTone, statusWords } from "./words.ts";
import { eventWords, titleOf } from "./titles.ts";
import { Fields } from "./fields.tsx";

const schemas = { recognitions: RecognitionsResourceSchema, milestones: MilestonesResourceSchema, recommendations: RecommendationsResourceSchema };
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

function schemaOf(service: Service, kind: Typed["case"]): DescMessage {
  return schemas[service].fields.find((field) => field.localName === kind)!.message!;
}

export function FactPanel({ name }: { name: string }) {
  const store = useStore();
  const point = standpointOf(useRoute());
  const service = serviceOf[name.split("/")[0] ?? ""];
  const held = store.held.get(name);
  // A resource may have changed thousands of times, and may be changing now.
  const [whole, showWhole] = useState(false);
  const history = useAnswer(`history ${name} ${held?.revision ?? ""} ${whole}`, [], async (signal) => {
    if (!service) {
      throw new Error(`No service keeps a resource of this name: ${name}.`);
    }

    const page = async (pageToken: string) => await clients[service].listRevisions({ name, pageSize: whole ? 1_000 : 100, pageToken }, { signal });
    const listed = whole ? await pages(page) : [await page("")];
    const versions = listed.flatMap(({ revisions }) =>
      revisions.map((one) => ({
        revision: one.revision,
        at: one.recordedAt ? timestampMs(one.recordedAt) : 0,
        actor: one.actor,
        reason: one.reason,
        cause: one.cause,
        events: one.events as number[],
        resource: one.resource?.resource as Typed | undefined,
      })),
    );
    return { versions, hasOlder: listed.at(-1)!.nextPageToken !== "" };
  });
  const schema = service && held ? schemaOf(service, held.resource.case) : undefined;
  return (
    <>
      <p class="soft kind">
        {held ? capital(plain(held.resource.case.replace(/([A-Z])/g, "_$1"))) : service && !store.reach[service].listed ? "Not known yet" : "Not recorded"} · <code>{name}</code>
      </p>
      <h2 id="panel-title">{titleOf(store, name)}</h2>
      {held?.resource.case === "recognition" && (
        <p>
          <Tag tone={statusTone[held.resource.value.status]}>{statusWords[held.resource.value.status]}</Tag>
        </p>
      )}
      {held?.resource.case === "recommendation" && (
        <p>
          <Explain recommendation={held.resource.value.name.slice("recommendations/".length)} label="Explain the progress">
            Why is it as far as it is?
          </Explain>
        </p>
      )}
      {(point.asOf || point.knownAt) && (
        <p class="notice">This shows what is recorded now, with all its dates, and not only what held on the day chosen above.</p>
      )}
      {held && schema ? (
        <Fields schema={schema} message={held.resource.value} top />
      ) : service && !store.reach[service].listed ? (
        <p class="empty" role="status">
          Waiting for {service}… {store.reach[service].why}
        </p>
      ) : (
        <p class="empty">Nothing of this name is recorded now. It may never have been, or the address is wrong.</p>
      )}
      <Dependents of={name} />
      <h3>History</h3>
      <Standing answer={history} what="The history" />
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
                cause: one.cause,
                events: eventWords(service, one.events),
                as_it_was: one.resource ? toJsonString(schemaOf(service, one.resource.case), one.resource.value) : "",
              }))
            }
          />
          <ol class="feed">
            {history.value.versions.map((one) => (
              <li key={String(one.revision)}>
                <div class="when">
                  <time dateTime={new Date(one.at).toISOString()}>{timeWords(one.at)}</time> <span class="soft">revision {String(one.revision)}</span>
                </div>
                <div>
                  {capital(eventWords(service, one.events))}{" "}
                  <span class="soft">
                    by {one.actor || "nobody named"}
                    {one.reason && <>: “{one.reason}”</>}
                    {one.cause && (
                      <>
                        , because of{" "}
                        {one.cause
                          .split("/")
                          .filter((_, i) => i !== 1)
                          .join(" ")}
                      </>
                    )}
                  </span>
                </div>
                {one.resource && one.revision !== held?.revision && (
                  <details>
                    <summary>As it was</summary>
                    <Fields schema={schemaOf(service, one.resource.case)} message={one.resource.value} top />
                  </details>
                )}
              </li>
            ))}
          </ol>
          {history.value.hasOlder && (
            <button type="button" onClick={() => showWhole(true)}>
              Show all older versions
            </button>
          )}
        </>
      )}
    </>
  );
}

/** The recommendations that depend on it, and through what. */
function Dependents({ of }: { of: string }) {
  const point = standpointOf(useRoute());
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
  const answer = useAnswer(`dependents ${of} ${point.asOf} ${point.knownAt}`, ["recommendations"], async (signal) =>
    asks
      ? (await pages((pageToken) => recommendations.findDependents({ name: of, ...standing(point), pageSize: 1_000, pageToken }, { signal }))).flatMap(
          (page) => page.dependents,
        )
      : [],
  );
  return !asks || answer.value?.length === 0 ? null : (
    <>
      <h3>Recommendations that depend on it</h3>
      <Standing answer={answer} what="What depends on it" />
      <ul class="plain">
        {answer.value?.map((one) => (
          <li key={one.recommendation}>
            <Explain recommendation={one.recommendation} label={`Explain ${one.recommendation}`}>
              {one.recommendation}
            </Explain>{" "}
            {one.title}
            {one.via.length > 0 && <span class="soft"> through {joined(one.via.map((via) => titleOf(store, via)))}</span>}
            {one.missing && <span class="soft"> (not met)</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
