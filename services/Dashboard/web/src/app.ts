// Connects the stream, the store and the address to the views.
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { LiveQuery } from "./live-query.ts";
import { today } from "./dates.ts";
import { followStream } from "./shared-stream.ts";
import type { StreamState } from "@kosovonato/client";
import { parse, type Route } from "./router.ts";
import { openStream } from "./dashboard-client.ts";
import { errorText, type TimePoint } from "./api.ts";
import { lists } from "./lists.ts";
import { Store, type ResourceOf, type ResourceType, type Service } from "./store.ts";

export const store = new Store();
export let streamState: StreamState = { state: "connecting", since: Date.now(), heardAt: 0, why: "" };

// The minimum time between two drawings: short enough to look immediate, long enough to limit the work during a burst of messages.
const redrawIntervalMs = 400;
const listeners = new Set<() => void>();
let [drawnAt, waiting] = [0, false];

function changed(): void {
  if (waiting) {
    return;
  }

  waiting = true;
  setTimeout(
    () => {
      [drawnAt, waiting] = [performance.now(), false];
      store.settle();
      for (const listener of [...listeners]) {
        listener();
      }
    },
    Math.max(0, drawnAt + redrawIntervalMs - performance.now()),
  );
}

export function start(): void {
  followStream(openStream, {
    onMessage: (message, heardAt) => {
      store.apply(message, heardAt);
      changed();
    },
    onState: (now) => {
      streamState = now;
      changed();
    },
  });
}

/** Redraws whenever the store has changed. */
export function useStore(): Store {
  const [, draw] = useReducer((count: number, _: void) => count + 1, 0);
  useEffect(() => {
    const listener = () => draw();
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return store;
}

/** Redraws only when the selected value has changed. */
export function useSelected<T>(select: (from: Store) => T): T {
  const latest = useRef(select);
  latest.current = select;
  const [, set] = useState<T>(() => select(store));
  useEffect(() => {
    const listener = () => set(() => latest.current(store));
    listeners.add(listener);
    listener(); // The store may have changed since the first drawing.
    return () => void listeners.delete(listener);
  }, []);
  return select(store);
}

/** The current resources of a type. Returns the same array until one of them changes. */
export function useList<K extends ResourceType>(type: K): readonly ResourceOf<K>[] {
  return useSelected((from) => from.list(type));
}

/** Redraws every second, for components that show elapsed time. */
export function useClock(): number {
  const [now, tick] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function useRoute(): Route {
  const [hash, set] = useState(location.hash);
  useEffect(() => {
    const listener = () => set(location.hash);
    addEventListener("hashchange", listener);
    return () => removeEventListener("hashchange", listener);
  }, []);
  return parse(hash);
}

export function timePointOf({ params }: Route): TimePoint {
  return { asOf: params["as_of"] ?? "", knownAt: params["known_at"] ?? "" };
}

/** The state of a query. The last value stays while a new one is loading. */
export interface QueryState<T> {
  value: T | undefined;
  error: string;
  loading: boolean;
  /** Whether the value belongs to an earlier query, for example to another day. */
  outdated: boolean;
}

interface QueryResult<T> {
  value: T | undefined;
  error: string;
  loading: boolean;
  key: string;
}

/** Queries a service, and again whenever the key or the data of one of the given services changes. */
export function useQuery<T>(key: string, on: readonly Service[], run: (signal: AbortSignal) => Promise<T>): QueryState<T> {
  const [result, set] = useState<QueryResult<T>>({ value: undefined, error: "", loading: true, key });
  // Includes the day, because results can change at midnight.
  const newest = useSelected(({ sync }) => on.map((service) => `${sync[service].revision} ${today()}`).join(" "));
  const latest = useRef(run);
  latest.current = run;
  const liveQuery = useRef<LiveQuery<T> | undefined>(undefined);
  useEffect(() => {
    set((known) => ({ ...known, loading: true }));
    // A changed key is queried after a delay, because a slider changes the key many times.
    const current = new LiveQuery<T>(
      {
        query: (signal) => latest.current(signal),
        onResult: (value) => set({ value, error: "", loading: false, key }),
        onError: (error) =>
          set((known) => ({ value: known.key === key ? known.value : undefined, error: errorText(error), loading: false, key })),
      },
      liveQuery.current ? 120 : 0,
    );
    liveQuery.current = current;
    return () => current.end();
  }, [key]);
  useEffect(() => liveQuery.current?.renew(), [newest]);
  return { value: result.value, error: result.key === key ? result.error : "", loading: result.loading, outdated: result.key !== key };
}

/** Returns the resources of a type as of a point in time: current ones from the stream, earlier ones from their service. */
export function useResources<K extends ResourceType & keyof typeof lists>(type: K, point: TimePoint): QueryState<readonly ResourceOf<K>[]> {
  const here = point.asOf === "" && point.knownAt === "";
  const now = useList(type);
  const { service, list } = lists[type];
  const then = useQuery(here ? "" : `${type} ${point.asOf} ${point.knownAt}`, here ? [] : [service], async (signal) =>
    here ? [] : list(point, signal),
  ) as QueryState<readonly ResourceOf<K>[]>;
  const shown = useRef<readonly ResourceOf<K>[] | undefined>(undefined);
  if (here || !then.outdated) {
    shown.current = here ? now : then.value;
  }

  return here ? { value: now, error: "", loading: false, outdated: false } : { ...then, value: shown.current };
}
