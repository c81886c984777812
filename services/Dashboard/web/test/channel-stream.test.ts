import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followChannel } from "../src/channel-stream.ts";
import type { WatchAllResponse } from "@kosovonato/client/dashboard/v1";
import { Store } from "../src/store.ts";
import { beatMs } from "../src/stream-hub.ts";
import type { StreamState } from "@kosovonato/client";
import { revisions, snapshot, snapshotEnd, snapshotStart } from "./messages.ts";

/** The channel and the lock that the tabs of a browser share, and a server. Tabs can be frozen, and closed. */
function browser() {
  const channels = new Set<{ onmessage?: (event: { data: unknown }) => void; frozen: boolean }>();
  let holder: { release: () => void; fail: (why: Error) => void } | undefined;
  const waiting: (() => void)[] = [];
  const locks = {
    request: (_: string, { steal, signal }: LockOptions, run: () => Promise<void>) =>
      new Promise<void>((resolve, reject) => {
        const take = () => {
          holder = { release: resolve, fail: reject };
          const own = holder;
          void run().then(() => {
            if (holder === own) {
              holder = undefined;
              waiting.shift()?.();
            }
            resolve();
          });
        };
        if (steal) {
          holder?.fail(new Error("stolen"));
          take();
        } else if (holder) {
          waiting.push(take);
          signal?.addEventListener("abort", () => {
            waiting.splice(waiting.indexOf(take), 1);
            reject(new Error("aborted"));
          });
        } else {
          take();
        }
      }),
  };
  const streams: { token: string; send: (message: WatchAllResponse) => void; ended: boolean }[] = [];
  const tab = (id: string) => {
    const page = new EventTarget();
    vi.stubGlobal("document", Object.assign(new EventTarget(), { hidden: false }));
    vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
    const channel = {
      frozen: false,
      postMessage(data: unknown) {
        const copy = structuredClone(data);
        if (!this.frozen) {
          [...channels].filter((one) => one !== channel && !one.frozen).forEach((one) => one.onmessage?.({ data: copy }));
        }
      },
    };
    channels.add(channel);
    const store = new Store();
    const states: StreamState[] = [];
    followChannel(
      async function* (token, signal) {
        const queue: WatchAllResponse[] = [];
        let wake = () => {};
        const stream = { token, ended: false, send: (message: WatchAllResponse) => void (queue.push(message), wake()) };
        streams.push(stream);
        try {
          while (!signal.aborted) {
            while (queue.length > 0) {
              yield queue.shift()!;
            }
            await new Promise<void>((resolve, reject) => {
              wake = resolve;
              signal.addEventListener("abort", () => reject(signal.reason as Error));
            });
          }
        } finally {
          stream.ended = true;
        }
      },
      { onMessage: (message, heardAt) => store.apply(message, heardAt), onState: (state) => void states.push(state) },
      { channel: channel as unknown as BroadcastChannel, locks: locks as unknown as LockManager, id },
    );
    return {
      states,
      names: () => store.list("state").map(({ displayName }) => displayName),
      freeze: () => (channel.frozen = true),
      close: () => {
        page.dispatchEvent(new Event("pagehide"));
        channels.delete(channel);
      },
    };
  };
  return { tab, streams, open: () => streams.filter(({ ended }) => !ended) };
}

const al = { code: "AL", revision: 1n, name: "Albania" };
const settle = () => vi.advanceTimersByTimeAsync(10);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("tabs without shared workers share one stream, and a tab that joins later gets the data", async () => {
  const { tab, streams, open } = browser();
  const first = tab("first");
  await settle();
  const second = tab("second");
  for (const message of [snapshotStart(), snapshot([al]), snapshotEnd(1n, 1)]) {
    streams[0]!.send(message);
  }
  await settle();
  const third = tab("third");
  streams[0]!.send(revisions([{ ...al, revision: 2n, name: "Shqipëria" }]));
  await settle();
  expect([first, second, third].map((one) => one.names())).toEqual([["Shqipëria"], ["Shqipëria"], ["Shqipëria"]]);
  expect(third.states.at(-1)?.state).toBe("open");
  expect(open().length).toBe(1);
});

test("when the tab that follows the stream is closed, another one resumes it where it was", async () => {
  const { tab, streams, open } = browser();
  const first = tab("first");
  const [second, third] = [tab("second"), tab("third")];
  await settle();
  for (const message of [snapshotStart(), snapshot([al]), snapshotEnd(1n, 1)]) {
    streams[0]!.send(message);
  }
  await settle();
  first.close();
  await settle();
  expect(open().length).toBe(1);
  expect(open()[0]!.token).toBe(snapshotEnd(1n, 1).resumeToken);
  open()[0]!.send(revisions([{ ...al, revision: 2n, name: "Shqipëria" }]));
  await settle();
  expect([second.names(), third.names()]).toEqual([["Shqipëria"], ["Shqipëria"]]);
});

test("a frozen tab loses the stream to a visible one", async () => {
  const { tab, open } = browser();
  const first = tab("first");
  const second = tab("second");
  await settle();
  expect(open().length).toBe(1);
  first.freeze();
  await vi.advanceTimersByTimeAsync(6 * beatMs);
  expect(second.states.some(({ why }) => why.includes("has stopped"))).toBe(true);
  expect(open().length).toBe(1);
});
