// Keeps what the stream brought: the resources of each service, the feed of changes, and how far each is known.
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { FollowResponse } from "./gen/kosovonato/dashboard/v1/dashboard_pb.ts";
import { ConnectionState } from "./gen/kosovonato/dashboard/v1/dashboard_pb.ts";
import { ChangeKind, type Progress, type SnapshotEnd } from "./gen/kosovonato/changes/v1/changes_pb.ts";
import { ErrorReason } from "./gen/kosovonato/errors/v1/errors_pb.ts";
import { isOtherStore, noticeOf } from "./notices.ts";
import type { RecognitionsResource } from "./gen/kosovonato/recognitions/v1/resources_pb.ts";
import type { MilestonesResource } from "./gen/kosovonato/milestones/v1/resources_pb.ts";
import type { RecommendationsResource } from "./gen/kosovonato/recommendations/v1/resources_pb.ts";

export const services = ["recognitions", "milestones", "recommendations"] as const;
export type Service = (typeof services)[number];

type Resource = RecognitionsResource | MilestonesResource | RecommendationsResource;
export type Typed = Exclude<
  RecognitionsResource["resource"] | MilestonesResource["resource"] | RecommendationsResource["resource"],
  { case: undefined }
>;
/** The name of a type of resource, such as "recognition". */
export type Kind = Typed["case"];
export type ResourceOf<K extends Kind> = Extract<Typed, { case: K }>["value"];

export interface Held {
  service: Service;
  name: string;
  revision: bigint;
  resource: Typed;
}

/** One row of the feed: one revision of one service, or a notice of the page itself. */
export interface Entry {
  id: string;
  service: Service;
  at: number;
  revision: bigint;
  actor: string;
  reason: string;
  cause: string;
  changes: { name: string; kind: ChangeKind; events: readonly number[]; resource: Typed | undefined }[];
  notice?: string;
}

/** How far a service is known. Times are milliseconds; 0 is never. */
export interface Reach {
  state: "connecting" | "live" | "reconnecting";
  since: number;
  why: string;
  /** Up to when everything is known. By the clock here, as all these times are: that of the service may be another. */
  completeAt: number;
  revision: bigint;
  /** Whether a whole snapshot has come. */
  listed: boolean;
  /** The revision with which this page began: what is newer is in the feed, unless the feed says what it misses. */
  beganAt: bigint;
}

const mostEntries = 500;

/** The shape that the messages of all three Watches have. */
interface Watched {
  revisions: { revision: bigint; recordedAt?: Timestamp | undefined; actor: string; reason: string; cause: string; changes: Changed[] }[];
  snapshot: Changed[];
  snapshotEnd?: SnapshotEnd | undefined;
  progress?: Progress | undefined;
}

interface Changed {
  name: string;
  kind: ChangeKind;
  events: number[];
  resource?: Resource | undefined;
  revision: bigint;
}

/** A snapshot that is not whole yet. */
interface Coming {
  /** Why it was begun. */
  reason: ErrorReason;
  /** The revision that this page had before; none if it had nothing. */
  had: bigint | undefined;
  held: Map<string, Held>;
}

export class Store {
  readonly held = new Map<string, Held>();
  readonly reach: Record<Service, Reach>;
  entries: readonly Entry[] = [];
  /** Grows with every change of what is kept of a type. */
  readonly versions = new Map<string, number>();

  readonly #coming = new Map<Service, Coming>();
  readonly #lists = new Map<Kind, { version: number; items: unknown[] }>();
  readonly #now: () => number;
  #fresh: Entry[] = [];
  #round = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    const reach = (): Reach => ({ state: "connecting", since: now(), why: "", completeAt: 0, revision: 0n, listed: false, beganAt: 0n });
    this.reach = { recognitions: reach(), milestones: reach(), recommendations: reach() };
  }

  take(message: FollowResponse): void {
    const service = services.find((one) => one === message.service);
    if (!service) {
      return; // A service that this page does not know yet.
    }

    const reach = this.reach[service];
    const { event } = message;
    switch (event.case) {
      case "connection":
        reach.state = event.value.state === ConnectionState.LIVE ? "live" : "reconnecting";
        reach.since = event.value.since ? timestampMs(event.value.since) : this.#now();
        reach.why = event.value.why;
        break;
      case "startAgain":
        this.#coming.set(service, this.#beginning(service, event.value.reason));
        if (event.value.reason !== ErrorReason.UNSPECIFIED && reach.listed) {
          this.#notice(service, noticeOf(event.value.reason));
          reach.revision = 0n;
          this.#round++; // Revisions may begin again; those of before stay other rows.
        }
        break;
      case "recognitions":
      case "milestones":
      case "recommendations":
        this.#watched(service, event.value);
        break;
    }
  }

  /** All resources of a type, by name; the same array until one of them changes. */
  list<K extends Kind>(kind: K): readonly ResourceOf<K>[] {
    const version = this.versions.get(kind) ?? 0;
    const known = this.#lists.get(kind);
    if (known?.version === version) {
      return known.items as ResourceOf<K>[];
    }

    const items = [...this.held.values()]
      .filter((one) => one.resource.case === kind)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((one) => one.resource.value as ResourceOf<K>);
    this.#lists.set(kind, { version, items });
    return items;
  }

  get<K extends Kind>(kind: K, name: string): ResourceOf<K> | undefined {
    const one = this.held.get(name)?.resource;
    return (one?.case === kind ? one.value : undefined) as ResourceOf<K> | undefined;
  }

  /** Puts new entries in front, newest first. Called once for what is drawn at once, not once for each. */
  settle(): void {
    if (this.#fresh.length > 0) {
      this.entries = [...this.#fresh.reverse(), ...this.entries].slice(0, mostEntries);
      this.#fresh = [];
    }
  }

  /** One that broke off begins again, and has no reason of its own then: what the first was for, this one is. */
  #beginning(service: Service, reason: ErrorReason): Coming {
    const broken = reason === ErrorReason.UNSPECIFIED ? this.#coming.get(service) : undefined;
    const { listed, revision } = this.reach[service];
    return { reason: broken?.reason ?? reason, had: broken ? broken.had : listed ? revision : undefined, held: new Map() };
  }

  #watched(service: Service, { snapshot, snapshotEnd, revisions, progress }: Watched): void {
    const reach = this.reach[service];
    const coming = this.#coming.get(service);
    for (const change of snapshot) {
      const held = heldOf(service, change, change.revision);
      if (held && coming) {
        coming.held.set(change.name, held);
      }
    }

    if (snapshotEnd && coming) {
      this.#replace(service, coming);
      this.#coming.delete(service);
      if (coming.reason === ErrorReason.UNSPECIFIED && coming.had !== undefined && coming.had !== snapshotEnd.revision) {
        this.#notice(service, noticeOf(coming.reason)); // It began anew without saying why, and not where this page was.
      }

      if (coming.had === undefined || isOtherStore(coming.reason)) {
        reach.beganAt = snapshotEnd.revision;
      }

      reach.revision = snapshotEnd.revision;
      reach.listed = true;
      reach.completeAt = this.#now();
    }

    for (const changed of revisions) {
      if (changed.revision <= reach.revision) {
        continue; // Had already: a stream may begin a little before where the last one ended.
      }

      reach.revision = changed.revision;
      reach.completeAt = this.#now();
      for (const change of changed.changes) {
        this.#put(service, change, changed.revision);
      }

      if (changed.changes.length === 0) {
        continue; // The service took note of something elsewhere, and nothing followed.
      }

      this.#enter({
        id: `${service}/${this.#round}/${changed.revision}`,
        service,
        at: changed.recordedAt ? timestampMs(changed.recordedAt) : this.#now(),
        revision: changed.revision,
        actor: changed.actor,
        reason: changed.reason,
        cause: changed.cause,
        changes: changed.changes.map(({ name, kind, events, resource }) => ({ name, kind, events, resource: typedOf(resource) })),
      });
    }

    if (progress) {
      reach.completeAt = this.#now(); // A service that cannot read its store falls silent.
      reach.revision = progress.revision > reach.revision ? progress.revision : reach.revision;
    }
  }

  /** All at once and only at the end, so that a page that lists again does not flicker. */
  #replace(service: Service, { reason, held: coming }: Coming): void {
    for (const [name, held] of this.held) {
      if (held.service === service && !coming.has(name)) {
        this.held.delete(name);
        this.#touch(held.resource.case);
      }
    }

    for (const [name, held] of coming) {
      const known = this.held.get(name);
      this.held.set(name, held);
      // By the revision, as an etag stays when only computed fields change; and in another store neither says anything.
      if (isOtherStore(reason) || known?.revision !== held.revision || known.resource.value.etag !== held.resource.value.etag) {
        this.#touch(held.resource.case);
      }
    }
  }

  #put(service: Service, change: Changed, revision: bigint): void {
    const held = heldOf(service, change, revision);
    if (change.kind === ChangeKind.REMOVED) {
      this.held.delete(change.name);
    } else if (held) {
      this.held.set(change.name, held);
    }

    if (held) {
      this.#touch(held.resource.case);
    }
  }

  #touch(kind: Kind): void {
    this.versions.set(kind, (this.versions.get(kind) ?? 0) + 1);
  }

  #notice(service: Service, notice: string): void {
    const at = this.#now();
    this.#enter({ id: `${service}/${this.#round}/notice`, service, at, revision: 0n, actor: "", reason: "", cause: "", changes: [], notice });
  }

  #enter(entry: Entry): void {
    this.#fresh.push(entry);
    if (this.#fresh.length > mostEntries) {
      this.#fresh.shift(); // More than can be shown came before anything was drawn.
    }
  }
}

function typedOf(resource: Resource | undefined): Typed | undefined {
  return resource?.resource.case ? resource.resource : undefined;
}

function heldOf(service: Service, change: Changed, revision: bigint): Held | undefined {
  const resource = typedOf(change.resource);
  return resource && { service, name: change.name, revision, resource };
}
