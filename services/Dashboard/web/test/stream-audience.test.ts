import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Audience, letGoMs, streamStopped } from "../src/stream-audience.ts";
import { watchStream, type StreamState } from "@kosovonato/client";
import { bookmark } from "./messages.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A stream that sends one message and then waits, with an audience. */
function watched() {
  const audience = new Audience();
  const [opened, states]: [string[], StreamState[]] = [[], []];
  void watchStream({
    open: (token, end) =>
      audience.open(
        async function* (from, signal) {
          opened.push(from);
          yield bookmark(1n, 1, `after ${from}`);
          await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        },
        token,
        end,
      ),
    onMessage: () => {},
    onState: (state) => void states.push(state),
    signal: new AbortController().signal,
    idleTimeoutMs: 100 * letGoMs,
    pause: (attempt, signal) => audience.pause(attempt, signal),
  });
  return { audience, opened, states };
}

test("a stream that no tab watches is let go after a while, and resumes as soon as a tab is seen", async () => {
  const { audience, opened, states } = watched();
  audience.see("one", true);
  audience.see("two", true);
  audience.see("one", false);
  await vi.advanceTimersByTimeAsync(2 * letGoMs);
  expect(opened).toEqual([""]);

  audience.see("two", false);
  await vi.advanceTimersByTimeAsync(letGoMs - 1);
  expect(states.at(-1)?.state).toBe("open");
  await vi.advanceTimersByTimeAsync(3 * letGoMs);
  expect(states.at(-1)).toMatchObject({ state: "reconnecting", why: streamStopped });
  expect(opened).toEqual([""]);

  audience.see("one", true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(opened).toEqual(["", "after "]);
  expect(states.at(-1)?.state).toBe("open");
});

test("a look away that is shorter keeps the stream", async () => {
  const { audience, opened, states } = watched();
  for (let look = 0; look < 5; look++) {
    audience.see("one", true);
    audience.see("one", false);
    await vi.advanceTimersByTimeAsync(letGoMs - 1);
  }
  expect(opened).toEqual([""]);
  expect(states.at(-1)?.state).toBe("open");
});
