import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { againAfter, Asking, settleAtMost, settleFor } from "../src/asking.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function asking(answers: (Error | number)[], takes = 0) {
  const seen: unknown[] = [];
  let [asked, under, most] = [0, 0, 0];
  const one = new Asking<number>({
    ask: async (signal) => {
      const answer = answers[Math.min(asked++, answers.length - 1)]!;
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, takes));
      under--;
      signal.throwIfAborted();
      if (answer instanceof Error) {
        throw answer;
      }

      return answer;
    },
    answered: (value) => seen.push(value),
    failed: (error) => seen.push(ConnectError.from(error).rawMessage),
  });
  return { one, seen, asked: () => asked, most: () => most };
}

test("changes in a moment are one question more", async () => {
  const { one, asked } = asking([1]);
  await vi.advanceTimersByTimeAsync(1_000);
  for (let i = 0; i < 5; i++) {
    one.renew();
    await vi.advanceTimersByTimeAsync(settleFor / 10);
  }

  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked()).toBe(2);
});

test("changes without end are asked about now and then, and never twice at once", async () => {
  const { one, asked, most } = asking([1], 1_000);
  for (let at = 0; at < 60_000; at += 100) {
    one.renew();
    await vi.advanceTimersByTimeAsync(100);
  }

  expect(asked()).toBeGreaterThan(60_000 / (settleAtMost + 2 * settleFor + 1_000));
  expect(asked()).toBeLessThan(60_000 / 1_000);
  expect(most()).toBe(1);
});

test("a change during a question leads to another one after it", async () => {
  const { one, seen } = asking([1, 2], 500);
  await vi.advanceTimersByTimeAsync(100);
  one.renew();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(seen).toEqual([1, 2]);
});

test("an error that may pass is asked about again", async () => {
  const { seen } = asking([new ConnectError("away", Code.Unavailable), 2]);
  await vi.advanceTimersByTimeAsync(againAfter + 10);
  expect(seen).toEqual(["away", 2]);
});

test("a wrong question is not asked again by itself, but when something changed", async () => {
  const { one, seen } = asking([new ConnectError("no such state", Code.NotFound), 2]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual(["no such state"]);
  one.renew();
  await vi.advanceTimersByTimeAsync(settleFor);
  expect(seen).toEqual(["no such state", 2]);
});

test.each([50, 500])("after its end at %d nothing more is told and nothing asked", async (end) => {
  const { one, seen, asked } = asking([1], 100);
  await vi.advanceTimersByTimeAsync(end);
  const told = [...seen];
  one.end();
  one.renew();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([seen, asked()]).toEqual([told, 1]);
});
