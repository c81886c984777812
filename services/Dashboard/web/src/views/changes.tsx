// The feed of changes, each with its actor, its reason and the event that caused it.
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import { useQuery, useRoute, useStore } from "../app.ts";
import { formatTime } from "../dates.ts";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { milestones, recognitions, recommendations } from "../api.ts";
import type { Row } from "../csv.ts";
import { format, here, type Route } from "../router.ts";
import type { FeedEntry, Service, Store, StoredResource } from "../store.ts";
import { services } from "../store.ts";
import { Empty, QueryStatus, ResourceLink, ResourceLinkAt, ViewHeader } from "../components.tsx";
import { serviceLabel } from "../labels.ts";
import { currentLanguage, t } from "../messages.ts";
import { Attribution } from "../recorded.tsx";
import { eventLabel, titleOf } from "../titles.ts";

function FeedRow({ entry, store, route }: { entry: FeedEntry; store: Store; route: Route }) {
  if (entry.notice) {
    return (
      <li class="notice">
        <time dateTime={new Date(entry.at).toISOString()}>{formatTime(entry.at)}</time>{" "}
        <b>{t("changes.of-service", { service: serviceLabel(entry.service) })}</b> {entry.notice}
      </li>
    );
  }

  const [first, ...more] = entry.changes;
  return (
    <li>
      <div class="when">
        <time dateTime={new Date(entry.at).toISOString()}>{formatTime(entry.at)}</time>{" "}
        <span class="soft">
          {t("changes.revision", { service: serviceLabel(entry.service), revision: String(entry.revision) })}
        </span>
      </div>
      {first && (
        <div>
          <ResourceLinkAt route={route} name={first.name}>
            {titleOf(store, first.name)}
          </ResourceLinkAt>
          : {eventLabel(entry.service, first.eventTypes)}
        </div>
      )}
      {more.length > 0 && (
        <details>
          <summary>{t("changes.and-more", { count: more.length })}</summary>
          <ul>
            {more.slice(0, 100).map((one) => (
              <li key={one.name}>
                <ResourceLinkAt route={route} name={one.name}>
                  {titleOf(store, one.name)}
                </ResourceLinkAt>
                : {eventLabel(entry.service, one.eventTypes)}
              </li>
            ))}
            {more.length > 100 && <li>{t("shared.and-others", { count: more.length - 100 })}</li>}
          </ul>
        </details>
      )}
      <div class="soft">
        <Attribution
          actor={entry.actor}
          reason={entry.reason}
          cause={entry.causationId && <CausationLink of={entry.causationId} store={store} route={route} />}
        />
      </div>
    </li>
  );
}

/** The event that caused a change: `<service>/<store>/<revision>`. */
function CausationLink({ of, store, route }: { of: string; store: Store; route: Route }) {
  const [service, , revision] = of.split("/");
  const first = store.entries.find((one) => one.service === service && String(one.revision) === revision)?.changes[0];
  return (
    <span title={of}>
      {service} {revision}
      {first && (
        <>
          {" "}
          (
          <ResourceLinkAt route={route} name={first.name}>
            {titleOf(store, first.name)}
          </ResourceLinkAt>
          )
        </>
      )}
    </span>
  );
}

// An entry never changes, so its row is cached for the day: when the feed grows, only the new rows are drawn.
const drawn = { hash: "", rows: new WeakMap<FeedEntry, VNode>() };

function rowOf(entry: FeedEntry, store: Store, route: Route): VNode {
  const hash = `${currentLanguage()} ${new Date().toDateString()} ${format(route)}`; // Times of today are shown without the date.
  if (drawn.hash !== hash) {
    [drawn.hash, drawn.rows] = [hash, new WeakMap()]; // The links in a row depend on the address.
  }

  const row = drawn.rows.get(entry) ?? <FeedRow key={entry.id} entry={entry} store={store} route={route} />;
  drawn.rows.set(entry, row);
  return row;
}

export function Feed({
  maxRows = 100,
  earlier = 20,
  service = "",
  heading = "h3",
  frozen,
}: {
  heading?: "h2" | "h3";
  maxRows?: number;
  earlier?: number;
  service?: string;
  frozen?: readonly FeedEntry[] | undefined;
}) {
  const store = useStore();
  const route = useRoute();
  const all = (frozen ?? store.entries).filter((one) => service === "" || one.service === service);
  const [more, show] = useState(0);
  const shown = all.slice(0, maxRows + more);
  return (
    <>
      {shown.length === 0 ? (
        <Empty>{t("changes.none")}</Empty>
      ) : (
        <ol class="feed">{shown.map((entry) => rowOf(entry, store, route))}</ol>
      )}
      {maxRows >= 100 && all.length > shown.length && (
        <button type="button" onClick={() => show(more + 200)}>
          {t("changes.show-more", { count: Math.min(200, all.length - shown.length) })}
        </button>
      )}
      {earlier > 0 && shown.length < earlier && <EarlierVersions maxRows={earlier} service={service} Heading={heading} />}
    </>
  );
}

/** The newest versions from before this page was opened, with their authors. */
function EarlierVersions({ maxRows, service, Heading }: { maxRows: number; service: string; Heading: "h2" | "h3" }) {
  const store = useStore();
  const began = services.map((one) => store.sync[one].beganAt).join();
  // Revisions of two services cannot be compared, so the newest of each service are fetched and sorted by time.
  const newest = useMemo(
    () => services.filter((one) => service === "" || one === service).flatMap((one) => newestOf(store, one, maxRows)),
    [began, service],
  );
  const query = useQuery(`earlier ${service} ${newest.map((one) => one.name).join()}`, [], async (signal) => {
    const versions = await Promise.allSettled(
      newest.map(async ({ service: from, name }) => {
        const client = { recognitions, milestones, recommendations }[from];
        const { revisions } = await client.listRevisions({ name, pageSize: 1 }, { signal });
        return revisions.map((one) => ({
          service: from,
          name,
          revision: one.revision,
          at: one.recordedAt ? timestampMs(one.recordedAt) : 0,
          actor: one.actor,
          reason: one.reason,
          eventTypes: one.eventTypes as number[],
        }));
      }),
    );
    const rejected = versions.find((one) => one.status === "rejected");
    if (rejected && versions.every((one) => one.status === "rejected")) {
      throw rejected.reason; // If only some services are unavailable, the versions of the others are shown.
    }

    return versions
      .flatMap((one) => (one.status === "fulfilled" ? one.value : []))
      .sort((a, b) => b.at - a.at)
      .slice(0, maxRows);
  });
  return (
    <>
      <Heading class="before">{t("changes.earlier")}</Heading>
      <QueryStatus query={query} what={t("changes.the-earlier")} />
      <ol class="feed earlier">
        {query.value?.map((one) => (
          <li key={`${one.service} ${one.name}`}>
            <div class="when">
              <time dateTime={new Date(one.at).toISOString()}>{formatTime(one.at)}</time>{" "}
              <span class="soft">
                {t("changes.revision", { service: serviceLabel(one.service), revision: String(one.revision) })}
              </span>
            </div>
            <div>
              <ResourceLink name={one.name}>{titleOf(store, one.name)}</ResourceLink>: {eventLabel(one.service, one.eventTypes)}
            </div>
            <div class="soft">
              <Attribution actor={one.actor} reason={one.reason} />
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}

/** One resource of each of the newest revisions from before the feed began: its history has the time, author and reason. */
function newestOf(store: Store, service: Service, maxRows: number): StoredResource[] {
  const seen = new Set<bigint>();
  return [...store.resources.values()]
    .filter((one) => one.service === service && one.revision <= store.sync[service].beganAt)
    .sort((a, b) => (a.revision < b.revision ? 1 : a.revision > b.revision ? -1 : a.name < b.name ? -1 : 1))
    .filter((one) => !seen.has(one.revision) && seen.add(one.revision))
    .slice(0, maxRows);
}

export function Changes() {
  const route = useRoute();
  const store = useStore();
  const { service = "" } = route.params;
  const [frozen, freeze] = useState<readonly FeedEntry[]>();
  const missed = !frozen ? 0 : frozen.length === 0 ? store.entries.length : store.entries.findIndex((one) => one.id === frozen[0]?.id);
  return (
    <>
      <ViewHeader
        title={t("changes.title")}
        name="changes"
        lead={t("changes.lead")}
        rows={() =>
          (frozen ?? store.entries).flatMap((entry): Row[] =>
            entry.notice
              ? [{ at: new Date(entry.at).toISOString(), service: entry.service, notice: entry.notice }]
              : entry.changes.map((one) => ({
                  at: new Date(entry.at).toISOString(),
                  service: entry.service,
                  revision: entry.revision,
                  name: one.name,
                  event_types: eventLabel(entry.service, one.eventTypes),
                  actor: entry.actor,
                  reason: entry.reason,
                  causation_id: entry.causationId,
                })),
          )
        }
      />
      <div class="filters">
        <label>
          {t("changes.service")}{" "}
          <select
            value={service}
            onChange={(event) => {
              location.hash = here(route, { service: event.currentTarget.value });
            }}
          >
            <option value="">{t("changes.all")}</option>
            {services.map((one) => (
              <option key={one} value={one}>
                {serviceLabel(one)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" aria-pressed={frozen !== undefined} onClick={() => freeze(frozen ? undefined : store.entries)}>
          {t(frozen ? "changes.resume" : "changes.pause")}
        </button>
        {frozen && (
          <span class="soft" role="status">
            {missed < 0 ? t("changes.newer-than-kept", { count: 500 }) : t("changes.newer", { count: missed })}
          </span>
        )}
        <span class="soft">{t("changes.kept", { count: 500 })}</span>
      </div>
      <Feed service={service} heading="h2" frozen={frozen} />
    </>
  );
}
