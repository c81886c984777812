// The data from the stream: the resources of each service, the feed of changes, and how complete each service is.
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { ConnectionState, type WatchAllResponse } from "@kosovonato/client/dashboard/v1";
import { ChangeKind, type Bookmark, type SnapshotEnd } from "@kosovonato/client/changes/v1";
import { ErrorReason } from "@kosovonato/client/errors/v1";
import { isStoreReplaced, resyncNotice } from "./resync-notices.ts";
import type { RecognitionsResource } from "@kosovonato/client/recognitions/v1";
import type { MilestonesResource } from "@kosovonato/client/milestones/v1";
import type { RecommendationsResource } from "@kosovonato/client/recommendations/v1";

export const services = ["recognitions", "milestones", "recommendations"] as const;
export type Service = (typeof services)[number];

type Resource = RecognitionsResource | MilestonesResource | RecommendationsResource;
export type TypedResource = Exclude<
  RecognitionsResource["resource"] | MilestonesResource["resource"] | RecommendationsResource["resource"],
  { case: undefined }
>;
/** The name of a resource type, for example "recognition". */
export type ResourceType = TypedResource["case"];
export type ResourceOf<K extends ResourceType> = Extract<TypedResource, { case: K }>["value"];

export interface StoredResource {
  service: Service;
  name: string;
  revision: bigint;
  resource: TypedResource;
}

/** One row of the feed: a revision of a service, or a notice by the page itself. */
export interface FeedEntry {
  id: string;
  service: Service;
  at: number;
  revision: bigint;
  actor: string;
  reason: string;
  causationId: string;
  changes: { name: string; kind: ChangeKind; eventTypes: readonly number[]; resource: TypedResource | undefined }[];
  notice?: string;
}

/** How complete the data of a service is. Times are in milliseconds; 0 means never. */
export interface SyncState {
  state: "connecting" | "live" | "reconnecting";
  since: number;
  why: string;
  /** The time up to which the data is complete, by this browser's clock, because the service's clock may differ. */
  completeAt: number;
  revision: bigint;
  /** Whether a complete snapshot has arrived. */
  listed: boolean;
  /** The revision of the first snapshot from this store. Newer changes are in the feed, unless a notice says that some are missing. */
  beganAt: bigint;
}

const maxEntries = 500;

/** The fields that the messages of all three Watches share. */
export interface WatchMessage {
  revisions: {
    revision: bigint;
    recordedAt?: Timestamp | undefined;
    actor: string;
    reason: string;
    causationId: string;
    changes: ChangedMessage[];
  }[];
  snapshot: ChangedMessage[];
  snapshotEnd?: SnapshotEnd | undefined;
  bookmark?: Bookmark | undefined;
}

export interface ChangedMessage {
  name: string;
  kind: ChangeKind;
  eventTypes: number[];
  resource?: Resource | undefined;
  revision: bigint;
}

/** A snapshot that is not complete yet. */
interface PendingSnapshot {
  /** Why the service sends a snapshot. */
  reason: ErrorReason;
  /** The revision that this page had before; undefined if it had no data. */
  had: bigint | undefined;
  resources: Map<string, StoredResource>;
}

export class Store {
  readonly resources = new Map<string, StoredResource>();
  readonly sync: Record<Service, SyncState>;
  entries: readonly FeedEntry[] = [];
  /** By resource type, a number that grows with each change of its resources. */
  readonly versions = new Map<string, number>();

  readonly #pending = new Map<Service, PendingSnapshot>();
  readonly #lists = new Map<ResourceType, { version: number; items: unknown[] }>();
  readonly #now: () => number;
  #fresh: FeedEntry[] = [];
  #round = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    const empty = { why: "", completeAt: 0, revision: 0n, listed: false, beganAt: 0n };
    const initial = (): SyncState => ({ state: "connecting", since: now(), ...empty });
    this.sync = { recognitions: initial(), milestones: initial(), recommendations: initial() };
  }

  /** Applies a message that arrived at `heardAt`, by this browser's clock. */
  apply(message: WatchAllResponse, heardAt = this.#now()): void {
    const service = services.find((one) => one === message.service);
    if (!service) {
      return; // A newer host can have services that this page does not know.
    }

    const sync = this.sync[service];
    const { event } = message;
    switch (event.case) {
      case "connectionStatus":
        sync.state = event.value.state === ConnectionState.LIVE ? "live" : "reconnecting";
        sync.since = event.value.since ? timestampMs(event.value.since) : this.#now();
        sync.why = event.value.detail;
        break;
      case "snapshotStart":
        this.#pending.set(service, this.#startSnapshot(service, event.value.reason));
        if (event.value.reason !== ErrorReason.UNSPECIFIED && sync.listed) {
          this.#addNotice(service, resyncNotice(event.value.reason));
          sync.revision = 0n;
          this.#round++; // Revisions may start over, and their rows must not replace those from before.
        }
        break;
      case "recognitions":
      case "milestones":
      case "recommendations":
        this.#applyMessage(service, event.value, heardAt);
        break;
    }
  }

  /** All resources of a type, sorted by name. Returns the same array until one of them changes. */
  list<K extends ResourceType>(type: K): readonly ResourceOf<K>[] {
    const version = this.versions.get(type) ?? 0;
    const known = this.#lists.get(type);
    if (known?.version === version) {
      return known.items as ResourceOf<K>[];
    }

    const items = [...this.resources.values()]
      .filter((one) => one.resource.case === type)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((one) => one.resource.value as ResourceOf<K>);
    this.#lists.set(type, { version, items });
    return items;
  }

  get<K extends ResourceType>(type: K, name: string): ResourceOf<K> | undefined {
    const one = this.resources.get(name)?.resource;
    return (one?.case === type ? one.value : undefined) as ResourceOf<K> | undefined;
  }

  /** Moves new entries to the front of the feed, newest first. Called once per drawing, not once per entry. */
  settle(): void {
    if (this.#fresh.length > 0) {
      this.entries = [...this.#fresh.reverse(), ...this.entries].slice(0, maxEntries);
      this.#fresh = [];
    }
  }

  /** An interrupted snapshot is started again without a reason, so it keeps the reason of the first attempt. */
  #startSnapshot(service: Service, reason: ErrorReason): PendingSnapshot {
    const broken = reason === ErrorReason.UNSPECIFIED ? this.#pending.get(service) : undefined;
    const { listed, revision } = this.sync[service];
    return { reason: broken?.reason ?? reason, had: broken ? broken.had : listed ? revision : undefined, resources: new Map() };
  }

  #applyMessage(service: Service, { snapshot, snapshotEnd, revisions, bookmark }: WatchMessage, heardAt: number): void {
    const sync = this.sync[service];
    const pending = this.#pending.get(service);
    for (const change of snapshot) {
      const stored = storedOf(service, change, change.revision);
      if (stored && pending) {
        pending.resources.set(change.name, stored);
      }
    }

    if (snapshotEnd && pending) {
      this.#replace(service, pending);
      this.#pending.delete(service);
      if (pending.reason === ErrorReason.UNSPECIFIED && pending.had !== undefined && pending.had !== snapshotEnd.revision) {
        this.#addNotice(service, resyncNotice(pending.reason)); // A new snapshot without a reason, at another revision than this page had.
      }

      if (pending.had === undefined || isStoreReplaced(pending.reason)) {
        sync.beganAt = snapshotEnd.revision;
      }

      sync.revision = snapshotEnd.revision;
      sync.listed = true;
      sync.completeAt = heardAt;
    }

    for (const changed of revisions) {
      if (changed.revision <= sync.revision) {
        continue; // Already applied: a resumed stream may repeat some revisions.
      }

      sync.revision = changed.revision;
      sync.completeAt = heardAt;
      for (const change of changed.changes) {
        this.#put(service, change, changed.revision);
      }

      if (changed.changes.length === 0) {
        continue; // The service processed a change of its upstream, and no resource changed.
      }

      this.#addEntry({
        id: `${service}/${this.#round}/${changed.revision}`,
        service,
        at: changed.recordedAt ? timestampMs(changed.recordedAt) : this.#now(),
        revision: changed.revision,
        actor: changed.actor,
        reason: changed.reason,
        causationId: changed.causationId,
        changes: changed.changes.map(({ name, kind, eventTypes, resource }) => ({ name, kind, eventTypes, resource: typedOf(resource) })),
      });
    }

    if (bookmark) {
      sync.completeAt = heardAt; // A service that cannot read its store sends no bookmark.
      sync.revision = bookmark.revision > sync.revision ? bookmark.revision : sync.revision;
    }
  }

  /** Replaces all resources of a service at once, when the snapshot is complete, so that the page does not flicker. */
  #replace(service: Service, { reason, resources: pending }: PendingSnapshot): void {
    for (const [name, stored] of this.resources) {
      if (stored.service === service && !pending.has(name)) {
        this.resources.delete(name);
        this.#touch(stored.resource.case);
      }
    }

    for (const [name, stored] of pending) {
      const known = this.resources.get(name);
      this.resources.set(name, stored);
      // Compares revisions too, because derived fields do not change the etag. In a replaced store neither can be compared.
      if (isStoreReplaced(reason) || known?.revision !== stored.revision || known.resource.value.etag !== stored.resource.value.etag) {
        this.#touch(stored.resource.case);
      }
    }
  }

  #put(service: Service, change: ChangedMessage, revision: bigint): void {
    const stored = storedOf(service, change, revision);
    if (change.kind === ChangeKind.REMOVED) {
      this.resources.delete(change.name);
    } else if (stored) {
      this.resources.set(change.name, stored);
    }

    if (stored) {
      this.#touch(stored.resource.case);
    }
  }

  #touch(type: ResourceType): void {
    this.versions.set(type, (this.versions.get(type) ?? 0) + 1);
  }

  #addNotice(service: Service, notice: string): void {
    const at = this.#now();
    const id = `${service}/${this.#round}/notice`;
    this.#addEntry({ id, service, at, revision: 0n, actor: "", reason: "", causationId: "", changes: [], notice });
  }

  #addEntry(entry: FeedEntry): void {
    this.#fresh.push(entry);
    if (this.#fresh.length > maxEntries) {
      this.#fresh.shift(); // More entries than the feed keeps arrived before the next drawing.
    }
  }
}

function typedOf(resource: Resource | undefined): TypedResource | undefined {
  return resource?.resource.case ? resource.resource : undefined;
}

function storedOf(service: Service, change: ChangedMessage, revision: bigint): StoredResource | undefined {
  const resource = typedOf(change.resource);
  return resource && { service, name: change.name, revision, resource };
}
