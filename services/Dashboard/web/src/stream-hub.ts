// One stream for all tabs of a browser. Relays its messages, and gives a new tab the data that the other tabs already have.
import { ChangeKind } from "@kosovonato/client/changes/v1";
import type { WatchAllResponse } from "@kosovonato/client/dashboard/v1";
import { ErrorReason } from "@kosovonato/client/errors/v1";
import type { ChangedMessage, WatchMessage } from "./store.ts";
import type { StreamState } from "@kosovonato/client";

/** What a tab receives. `heardAt` is the time at which the message arrived in this browser, in milliseconds. */
export type Relayed = { message: WatchAllResponse; heardAt: number } | { state: StreamState };

export type Tab = (relayed: Relayed) => void;

/** What a tab tells the shared worker about itself. */
export type TabMessage = "visible" | "hidden" | "goodbye";

/** What a tab does with the stream. */
export interface StreamTarget {
  /** Applies a message that arrived in this browser at `heardAt`. */
  onMessage(message: WatchAllResponse, heardAt: number): void;
  onState(state: StreamState): void;
}

/** How often the hub shows that it is alive. */
export const beatMs = 5_000;

export class StreamHub {
  readonly #tabs = new Set<Tab>();
  readonly #services = new Map<string, ServiceData>();
  readonly #now: () => number;
  #state: StreamState;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#state = { state: "connecting", since: now(), heardAt: 0, why: "" };
  }

  /** Sends all present data to a new tab, and every message from now on. */
  join(tab: Tab): void {
    this.replay(tab);
    this.#tabs.add(tab);
  }

  /** Sends all present data to a tab. */
  replay(tab: Tab): void {
    for (const data of this.#services.values()) {
      data.replay().forEach(tab);
    }

    tab({ state: this.#state });
  }

  leave(tab: Tab): void {
    this.#tabs.delete(tab);
  }

  get state(): StreamState {
    return this.#state;
  }

  publish(message: WatchAllResponse, heardAt = this.#now()): void {
    let data = this.#services.get(message.service);
    if (!data) {
      this.#services.set(message.service, (data = new ServiceData()));
    }

    data.apply(message, heardAt);
    this.#send({ message, heardAt });
  }

  setState(state: StreamState): void {
    this.#state = state;
    this.#send({ state });
  }

  /** Repeats the state, so that the tabs know that this hub is alive. */
  beat(): void {
    this.#send({ state: this.#state });
  }

  #send(relayed: Relayed): void {
    this.#tabs.forEach((tab) => tab(relayed));
  }
}

/** The data of one service, from which a snapshot for a new tab can be made at any time. */
class ServiceData {
  #resources = new Map<string, ChangedMessage>();
  #revision = 0n;
  #completeAt = 0;
  /** The messages of the last complete snapshot around its resources: undefined before there is one. */
  #frame: { start: WatchAllResponse; end: WatchAllResponse } | undefined;
  /** The messages of a snapshot that is not complete yet, beginning with its announcement. */
  #pending: { message: WatchAllResponse; heardAt: number }[] = [];
  #status: { message: WatchAllResponse; heardAt: number } | undefined;

  apply(message: WatchAllResponse, heardAt: number): void {
    switch (message.event.case) {
      case "connectionStatus":
        this.#status = { message, heardAt };
        break;
      case "snapshotStart":
        this.#pending = [{ message, heardAt }];
        break;
      case "recognitions":
      case "milestones":
      case "recommendations":
        this.#applyMessage(message, message.event.value, heardAt);
        break;
    }
  }

  replay(): Relayed[] {
    return [...this.#snapshot(), ...this.#pending, ...(this.#status ? [this.#status] : [])];
  }

  #applyMessage(message: WatchAllResponse, { snapshot, snapshotEnd, revisions, bookmark }: WatchMessage, heardAt: number): void {
    if (snapshot.length > 0 || snapshotEnd) {
      this.#pending.push({ message, heardAt });
    }

    if (snapshotEnd) {
      this.#resources = new Map(this.#pending.flatMap(({ message: part }) => snapshotOf(part)).map((change) => [change.name, change]));
      this.#frame = { start: this.#pending[0]!.message, end: message };
      this.#revision = snapshotEnd.revision;
      this.#pending = [];
    }

    for (const { revision, changes } of revisions.filter((one) => one.revision > this.#revision)) {
      this.#revision = revision;
      for (const change of changes) {
        if (change.kind === ChangeKind.REMOVED) {
          this.#resources.delete(change.name);
        } else {
          this.#resources.set(change.name, { ...change, revision });
        }
      }
    }

    if (bookmark && bookmark.revision > this.#revision) {
      this.#revision = bookmark.revision;
    }

    if (snapshotEnd || revisions.length > 0 || bookmark) {
      this.#completeAt = heardAt;
    }
  }

  /** A snapshot of the present resources, as old as the last message that made them complete. */
  #snapshot(): Relayed[] {
    if (!this.#frame) {
      return [];
    }

    const { start, end } = this.#frame;
    const snapshot = [...this.#resources.values()];
    const value = {
      ...end.event.value,
      snapshot,
      snapshotEnd: { revision: this.#revision, count: BigInt(snapshot.length) },
      revisions: [],
    };
    return [
      {
        message: { ...start, event: { case: "snapshotStart", value: { reason: ErrorReason.UNSPECIFIED } } } as WatchAllResponse,
        heardAt: this.#completeAt,
      },
      { message: { ...end, event: { case: end.event.case, value } } as WatchAllResponse, heardAt: this.#completeAt },
    ];
  }
}

function snapshotOf({ event }: WatchAllResponse): ChangedMessage[] {
  return event.value && "snapshot" in event.value ? event.value.snapshot : [];
}
