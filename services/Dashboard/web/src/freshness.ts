// The freshness of the page, in one word.
import type { StreamState } from "@kosovonato/client";
import { services, type Service, type SyncState } from "./store.ts";

export type FreshnessState = "connecting" | "live" | "reconnecting" | "stale";

export interface Freshness {
  state: FreshnessState;
  /** The time up to which the data is complete; 0 if there is none. */
  completeAt: number;
  why: string;
}

/** Without a message for this long, the data may be out of date: three times the bookmark interval. */
export const staleAfter = 15_000;

/** The reason if the service itself gives none. */
export const noRecentMessage = "no recent message from the service";

export function freshnessOf(sync: SyncState, stream: StreamState, now: number): Freshness {
  const { completeAt } = sync;
  if (!sync.listed) {
    return { state: "connecting", completeAt, why: sync.why || stream.why };
  }

  const interrupted = stream.state !== "open" || sync.state !== "live";
  const state = now - completeAt > staleAfter ? "stale" : interrupted ? "reconnecting" : "live";
  const why = stream.state !== "open" ? stream.why : sync.state !== "live" ? sync.why : "";
  return { state, completeAt, why: why || (state === "stale" ? noRecentMessage : "") };
}

/** The worst of all services, because one outdated number makes the page outdated. */
export function worstOf(each: Record<Service, Freshness>): Freshness {
  const order: FreshnessState[] = ["live", "reconnecting", "stale", "connecting"];
  return services
    .map((service) => each[service])
    .reduce((worst, one) =>
      order.indexOf(one.state) > order.indexOf(worst.state) || (one.state === worst.state && one.completeAt < worst.completeAt)
        ? one
        : worst,
    );
}
