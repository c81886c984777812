// Says in one word how far what is shown can be trusted.
import type { Connection } from "./follow.ts";
import { services, type Reach, type Service } from "./store.ts";

export type State = "connecting" | "live" | "reconnecting" | "stale";

export interface Health {
  state: State;
  /** The time up to which everything is known; 0 if nothing is. */
  completeAt: number;
  why: string;
}

/** After this long without news, what is shown may be old: three times the interval in which progress comes. */
export const staleAfter = 15_000;

export function healthOf(reach: Reach, connection: Connection, now: number): Health {
  const { completeAt } = reach;
  if (!reach.listed) {
    return { state: "connecting", completeAt, why: reach.why || connection.why };
  }

  const interrupted = connection.state !== "open" || reach.state !== "live";
  const state = now - completeAt > staleAfter ? "stale" : interrupted ? "reconnecting" : "live";
  const why = connection.state !== "open" ? connection.why : reach.state !== "live" ? reach.why : "";
  return { state, completeAt, why: why || (state === "stale" ? "nothing has come from the service for a while" : "") };
}

/** The worst of all services, since a page that shows one old number is old. */
export function together(each: Record<Service, Health>): Health {
  const order: State[] = ["live", "reconnecting", "stale", "connecting"];
  return services
    .map((service) => each[service])
    .reduce((worst, one) =>
      order.indexOf(one.state) > order.indexOf(worst.state) || (one.state === worst.state && one.completeAt < worst.completeAt) ? one : worst,
    );
}
