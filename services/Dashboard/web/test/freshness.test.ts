import { expect, test } from "vitest";
import type { StreamState } from "../src/watch-stream.ts";
import { freshnessOf, staleAfter, worstOf } from "../src/freshness.ts";
import type { SyncState } from "../src/store.ts";

const open: StreamState = { state: "open", since: 0, heardAt: 0, why: "" };
const lost: StreamState = { state: "reconnecting", since: 0, heardAt: 0, why: "the network is away" };
const sync: SyncState = { state: "live", since: 0, why: "", completeAt: 99_000, revision: 5n, listed: true, beganAt: 1n };

test("live while news come", () => expect(freshnessOf(sync, open, 99_000 + staleAfter).state).toBe("live"));

test("stale when nothing came for long, though the stream is open", () =>
  expect(freshnessOf(sync, open, 100_001 + staleAfter)).toMatchObject({
    state: "stale",
    completeAt: 99_000,
    why: "nothing has come from the service for a while",
  }));

test("reconnecting at first, then stale since the last that is certain", () => {
  expect(freshnessOf(sync, lost, 101_000)).toMatchObject({ state: "reconnecting", why: "the network is away" });
  expect(freshnessOf(sync, lost, 99_001 + staleAfter)).toMatchObject({ state: "stale", completeAt: 99_000 });
});

test("a host that lost a service makes it stale, though the host goes on saying so", () =>
  expect(freshnessOf({ ...sync, state: "reconnecting", why: "no answer" }, open, 120_000)).toMatchObject({
    state: "stale",
    why: "no answer",
  }));

test("nothing is live before it was listed whole", () => expect(freshnessOf({ ...sync, listed: false }, open, 100_000).state).toBe("connecting"));

test("a page is as old as its oldest service", () => {
  const live = freshnessOf(sync, open, 100_000);
  const stale = { state: "stale" as const, completeAt: 3, why: "" };
  expect(worstOf({ recognitions: live, milestones: stale, recommendations: { ...stale, completeAt: 2 } })).toMatchObject({
    state: "stale",
    completeAt: 2,
  });
});
