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

test("several changes in a short time lead to one more query", async () => {
  const { one, queries } = liveQuery([1]);
  await vi.advanceTimersByTimeAsync(1_000);
  for (let i = 0; i < 5; i++) {
    one.renew();
    await vi.advanceTimersByTimeAsync(debounceMs / 10);
  }

  await vi.advanceTimersByTimeAsync(10_000);
  expect(queries()).toBe(2);
});

test("continuous changes lead to a query from time to time, and never to two at once", async () => {
  const { one, queries, maxConcurrency } = liveQuery([1], 1_000);
  for (let at = 0; at < 60_000; at += 100) {
    one.renew();
    await vi.advanceTimersByTimeAsync(100);
  }

  expect(queries()).toBeGreaterThan(60_000 / (maxDebounceMs + 2 * debounceMs + 1_000));
  expect(queries()).toBeLessThan(60_000 / 1_000);
  expect(maxConcurrency()).toBe(1);
});

test("a change during a query leads to another query after it", async () => {
  const { one, seen } = liveQuery([1, 2], 500);
  await vi.advanceTimersByTimeAsync(100);
  one.renew();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(seen).toEqual([1, 2]);
});

test("a temporary error is retried", async () => {
  const { seen } = liveQuery([new ConnectError("away", Code.Unavailable), 2]);
  await vi.advanceTimersByTimeAsync(retryMs + 10);
  expect(seen).toEqual(["away", 2]);
});

test("an invalid query is not retried, but sent again after a change", async () => {
  const { one, seen } = liveQuery([new ConnectError("no such state", Code.NotFound), 2]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual(["no such state"]);
  one.renew();
  await vi.advanceTimersByTimeAsync(debounceMs);
  expect(seen).toEqual(["no such state", 2]);
});

test.each([50, 500])("a query that ended at %d reports nothing and sends nothing", async (end) => {
  const { one, seen, queries } = liveQuery([1], 100);
  await vi.advanceTimersByTimeAsync(end);
  const told = [...seen];
  one.end();
  one.renew();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([seen, queries()]).toEqual([told, 1]);
});
