import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { debounceMs, LiveQuery, maxDebounceMs, retryMs } from "../src/live-query.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function liveQuery(results: (Error | number)[], takes = 0) {
  const seen: unknown[] = [];
  let [queries, under, maxConcurrency] = [0, 0, 0];
  const one = new LiveQuery<number>({
    query: async (signal) => {
      const result = results[Math.min(queries++, results.length - 1)]!;
      maxConcurrency = Math.max(maxConcurrency, ++under);
      await new Promise((resolve) => setTimeout(resolve, takes));
      under--;
      signal.throwIfAborted();
      if (result instanceof Error) {
        throw result;
      }

      return result;
    },
    onResult: (value) => seen.push(value),
    onError: (error) => seen.push(ConnectError.from(error).rawMessage),
  });
  return { one, seen, queries: () => queries, maxConcurrency: () => maxConcurrency };
}

test("changes in a moment are one question more", async () => {
  const { one, queries } = liveQuery([1]);
  await vi.advanceTimersByTimeAsync(1_000);
  for (let i = 0; i < 5; i++) {
    one.renew();
    await vi.advanceTimersByTimeAsync(debounceMs / 10);
  }

  await vi.advanceTimersByTimeAsync(10_000);
  expect(queries()).toBe(2);
});

test("changes without end are asked about now and then, and never twice at once", async () => {
  const { one, queries, maxConcurrency } = liveQuery([1], 1_000);
  for (let at = 0; at < 60_000; at += 100) {
    one.renew();
    await vi.advanceTimersByTimeAsync(100);
  }

  expect(queries()).toBeGreaterThan(60_000 / (maxDebounceMs + 2 * debounceMs + 1_000));
  expect(queries()).toBeLessThan(60_000 / 1_000);
  expect(maxConcurrency()).toBe(1);
});

test("a change during a question leads to another one after it", async () => {
  const { one, seen } = liveQuery([1, 2], 500);
  await vi.advanceTimersByTimeAsync(100);
  one.renew();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(seen).toEqual([1, 2]);
});

test("an error that may pass is asked about again", async () => {
  const { seen } = liveQuery([new ConnectError("away", Code.Unavailable), 2]);
  await vi.advanceTimersByTimeAsync(retryMs + 10);
  expect(seen).toEqual(["away", 2]);
});

test("a wrong question is not asked again by itself, but when something changed", async () => {
  const { one, seen } = liveQuery([new ConnectError("no such state", Code.NotFound), 2]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual(["no such state"]);
  one.renew();
  await vi.advanceTimersByTimeAsync(debounceMs);
  expect(seen).toEqual(["no such state", 2]);
});

test.each([50, 500])("after its end at %d nothing more is told and nothing asked", async (end) => {
  const { one, seen, queries } = liveQuery([1], 100);
  await vi.advanceTimersByTimeAsync(end);
  const told = [...seen];
  one.end();
  one.renew();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([seen, queries()]).toEqual([told, 1]);
});
