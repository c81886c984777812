// Joins the stream, the store and the address to what is drawn.
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { Asking } from "./asking.ts";
import { today } from "./dates.ts";
import { follow, type Connection } from "./follow.ts";
import { parse, type Route } from "./router.ts";
import { dashboard, errorWords, milestones, pages, recognitions, recommendations, standing, type Standpoint } from "./rpc.ts";
import { Store, type Kind, type ResourceOf, type Service } from "./store.ts";

export const store = new Store();
export let connection: Connection = { state: "connecting", since: Date.now(), heardAt: 0, why: "" };

// However much comes, the page is drawn at most so often: enough to look immediate, and little work.
const drawEvery = 400;
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
    Math.max(0, drawnAt + drawEvery - performance.now()),
  );
}

export function start(): void {
  void follow({
    open: (resumeToken, signal) => dashboard.follow({ resumeToken }, { signal }),
    take: (message) => {
      store.take(message);
      changed();
    },
    report: (now) => {
      connection = now;
      changed();
    },
    signal: new AbortController().signal,
  });
}

/** Draws again whenever the store has something new. */
export function useStore(): Store {
  const [, draw] = useReducer((count: number, _: void) => count + 1, 0);
  useEffect(() => {
    const listener = () => draw();
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return store;
}

/** Draws again only when what is selected is another value than before. */
export function useSelected<T>(select: (from: Store) => T): T {
  const latest = useRef(select);
  latest.current = select;
  const [, set] = useState<T>(() => select(store));
  useEffect(() => {
    const listener = () => set(() => latest.current(store));
    listeners.add(listener);
    listener(); // What came between the first drawing and now.
    return () => void listeners.delete(listener);
  }, []);
  return select(store);
}

/** The resources of a type as they are now; the array is the same until one changes. */
export function useList<K extends Kind>(kind: K): readonly ResourceOf<K>[] {
  return useSelected((from) => from.list(kind));
}

/** Draws again every second, for what depends on the time that passes. */
export function useSecond(): number {
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

export function standpointOf({ params }: Route): Standpoint {
  return { asOf: params["as_of"] ?? "", knownAt: params["known_at"] ?? "" };
}

/** An answer of a service. While a new one is asked for, the one before stays. */
export interface Answer<T> {
  value: T | undefined;
  error: string;
  asking: boolean;
  /** Whether the value answers another question than the one that is asked now, as after the day was changed. */
  late: boolean;
}

interface Answered<T> {
  value: T | undefined;
  error: string;
  asking: boolean;
  to: string;
}

/** Asks a service, again whenever the question changes, and again when one of the services it rests on has something new. */
export function useAnswer<T>(question: string, on: readonly Service[], ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [answer, set] = useState<Answered<T>>({ value: undefined, error: "", asking: true, to: question });
  const newest = useSelected(({ reach }) => on.map((service) => `${reach[service].revision} ${today()}`).join(" ")); // A new day may be other by itself.
  const latest = useRef(ask);
  latest.current = ask;
  const asking = useRef<Asking<T> | undefined>(undefined);
  useEffect(() => {
    set((known) => ({ ...known, asking: true }));
    // Not at once when one goes from question to question, as with a slider.
    const current = new Asking<T>(
      {
        ask: (signal) => latest.current(signal),
        answered: (value) => set({ value, error: "", asking: false, to: question }),
        failed: (error) =>
          set((known) => ({ value: known.to === question ? known.value : undefined, error: errorWords(error), asking: false, to: question })),
      },
      asking.current ? 120 : 0,
    );
    asking.current = current;
    return () => current.end();
  }, [question]);
  useEffect(() => asking.current?.renew(), [newest]);
  return { value: answer.value, error: answer.to === question ? answer.error : "", asking: answer.asking, late: answer.to !== question };
}

/** Resources of a type as of a standpoint: from the stream if that is here and now, else as the service lists them. */
export function useFacts<K extends Kind & keyof typeof lists>(kind: K, point: Standpoint): Answer<readonly ResourceOf<K>[]> {
  const here = point.asOf === "" && point.knownAt === "";
  const now = useList(kind);
  const { service, list } = lists[kind];
  const then = useAnswer(here ? "" : `${kind} ${point.asOf} ${point.knownAt}`, here ? [] : [service], async (signal) =>
    here ? [] : list(point, signal),
  ) as Answer<readonly ResourceOf<K>[]>;
  const shown = useRef<readonly ResourceOf<K>[] | undefined>(undefined);
  if (here || !then.late) {
    shown.current = here ? now : then.value;
  }

  return here ? { value: now, error: "", asking: false, late: false } : { ...then, value: shown.current };
}

const lists = {
  recognition: {
    service: "recognitions",
    list: async (point: Standpoint, signal: AbortSignal) =>
      (await pages((pageToken) => recognitions.listRecognitions({ ...standing(point), pageSize: 1_000, pageToken }, { signal }))).flatMap(
        (page) => page.recognitions,
      ),
  },
  question: {
    service: "recognitions",
    list: async (point: Standpoint, signal: AbortSignal) =>
      (await pages((pageToken) => recognitions.listQuestions({ ...standing(point), pageSize: 1_000, pageToken }, { signal }))).flatMap((page) => page.questions),
  },
  membership: {
    service: "recognitions",
    list: async (point: Standpoint, signal: AbortSignal) =>
      (await pages((pageToken) => recognitions.listMemberships({ ...standing(point), pageSize: 1_000, pageToken }, { signal }))).flatMap(
        (page) => page.memberships,
      ),
  },
  milestone: {
    service: "milestones",
    list: async (point: Standpoint, signal: AbortSignal) =>
      (await pages((pageToken) => milestones.listMilestones({ ...standing(point), pageSize: 1_000, pageToken }, { signal }))).flatMap((page) => page.milestones),
  },
  indicator: {
    service: "milestones",
    list: async (point: Standpoint, signal: AbortSignal) =>
      (await pages((pageToken) => milestones.listIndicators({ ...standing(point), pageSize: 1_000, pageToken }, { signal }))).flatMap((page) => page.indicators),
  },
  precedent: {
    service: "milestones",
    list: async (point: Standpoint, signal: AbortSignal) =>
      (await pages((pageToken) => milestones.listPrecedents({ ...standing(point), pageSize: 1_000, pageToken }, { signal }))).flatMap((page) => page.precedents),
  },
  recommendation: {
    service: "recommendations",
    list: async (point: Standpoint, signal: AbortSignal) =>
      (await pages((pageToken) => recommendations.listRecommendations({ ...standing(point), pageSize: 1_000, pageToken }, { signal }))).flatMap(
        (page) => page.recommendations,
      ),
  },
} satisfies Partial<Record<Kind, { service: Service; list: (point: Standpoint, signal: AbortSignal) => Promise<unknown[]> }>>;
