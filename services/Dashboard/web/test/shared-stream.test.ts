import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followAlone, followShared } from "../src/shared-stream.ts";
import { beatMs } from "../src/stream-hub.ts";
import type { StreamState } from "@kosovonato/client";
import { bookmark } from "./messages.ts";

/** The page and its workers, without a browser. */
function page() {
  const listeners = new EventTarget();
  const document = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal("document", document);
  vi.stubGlobal("addEventListener", listeners.addEventListener.bind(listeners));
  vi.stubGlobal("removeEventListener", listeners.removeEventListener.bind(listeners));
  const workers: { onerror?: () => void; port: { said: unknown[]; closed: boolean; onmessage?: (event: { data: unknown }) => void } }[] =
    [];
  const start = () => {
    const port = {
      said: [] as unknown[],
      closed: false,
      postMessage: (what: unknown) => port.said.push(what),
      close: () => (port.closed = true),
    };
    workers.push({ port });
    return workers.at(-1) as unknown as SharedWorker;
  };
  const states: StreamState[] = [];
  const tokens: string[] = [];
  const target = {
    onMessage: ({ resumeToken }: { resumeToken: string }) => void tokens.push(resumeToken),
    onState: (state: StreamState) => void states.push(state),
  };
  return {
    workers,
    start,
    states,
    tokens,
    target,
    show: (hidden: boolean) => {
      document.hidden = hidden;
      document.dispatchEvent(new Event("visibilitychange"));
    },
    leave: () => listeners.dispatchEvent(new Event("pagehide")),
    comeBack: () => listeners.dispatchEvent(new Event("pageshow")),
  };
}

const open: StreamState = { state: "open", since: 1, heardAt: 1, why: "" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page shows the messages and the state of the shared worker", () => {
  const { workers, start, states, tokens, target } = page();
  followShared(start, () => {}, target);
  workers[0]!.port.onmessage!({ data: { state: open } });
  workers[0]!.port.onmessage!({ data: { message: bookmark(1n, 1, "one"), heardAt: 1 } });
  expect(states).toEqual([open]);
  expect(tokens).toEqual(["one"]);
});

test("a worker that no longer says anything is replaced, and one that does is not", () => {
  const { workers, start, states, target } = page();
  followShared(start, () => {}, target);
  for (let beat = 0; beat < 20; beat++) {
    vi.advanceTimersByTime(beatMs);
    workers[0]!.port.onmessage!({ data: { state: open } });
  }
  expect(workers.length).toBe(1);

  vi.advanceTimersByTime(5 * beatMs);
  expect(workers.length).toBe(2);
  expect(workers[0]!.port).toMatchObject({ said: ["visible", "goodbye"], closed: true });
  expect(states.at(-1)?.state).toBe("reconnecting");
});

test("a page that is left says goodbye, and connects again when it is shown again", () => {
  const { workers, start, target, leave, comeBack } = page();
  followShared(start, () => {}, target);
  comeBack(); // Also at the first load.
  expect(workers.length).toBe(1);
  leave();
  expect(workers[0]!.port).toMatchObject({ said: ["visible", "goodbye"], closed: true });
  vi.advanceTimersByTime(10 * beatMs);
  expect(workers.length).toBe(1);
  comeBack();
  expect(workers.length).toBe(2);
});

test("the worker is told whenever a tab is hidden or seen again", () => {
  const { workers, start, target, show, leave } = page();
  followShared(start, () => {}, target);
  show(true);
  show(false);
  leave();
  show(true);
  expect(workers[0]!.port.said).toEqual(["visible", "hidden", "visible", "goodbye"]);
});

test("a page whose worker cannot be started opens a stream of its own, once", () => {
  const { workers, start, target, comeBack } = page();
  const alone = vi.fn();
  followShared(start, alone, target);
  workers[0]!.onerror!();
  vi.advanceTimersByTime(10 * beatMs);
  comeBack();
  expect(alone).toHaveBeenCalledOnce();
  expect(workers.length).toBe(1);
});

test("without shared workers a hidden page lets go of its stream, and resumes when it is shown", async () => {
  const { target, tokens, show } = page();
  const opened: string[] = [];
  followAlone(async function* (token, signal) {
    opened.push(token);
    yield bookmark(1n, 1, `after ${token}`);
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }, target);
  await vi.advanceTimersByTimeAsync(1);
  expect(tokens).toEqual(["after "]);

  show(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(opened).toEqual([""]);
  show(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(opened).toEqual(["", "after "]);
});
