import { expect, test } from "vitest";
import type { StreamState } from "@kosovonato/client";
import { freshnessOf, staleAfter, worstOf } from "../src/freshness.ts";
import type { SyncState } from "../src/store.ts";

const open: StreamState = { state: "open", since: 0, heardAt: 0, why: "" };
const lost: StreamState = { state: "reconnecting", since: 0, heardAt: 0, why: "the network is away" };
const sync: SyncState = { state: "live", since: 0, why: "", completeAt: 99_000, revision: 5n, listed: true, beganAt: 1n };

test("the page is live while messages arrive", () => expect(freshnessOf(sync, open, 99_000 + staleAfter).state).toBe("live"));

test("the page is stale after a long time without messages, even if the stream is open", () =>
  expect(freshnessOf(sync, open, 100_001 + staleAfter)).toMatchObject({
    state: "stale",
    completeAt: 99_000,
    why: "no recent message from the service",
  }));

test("an interrupted page is reconnecting first, then stale since the last complete time", () => {
  expect(freshnessOf(sync, lost, 101_000)).toMatchObject({ state: "reconnecting", why: "the network is away" });
  expect(freshnessOf(sync, lost, 99_001 + staleAfter)).toMatchObject({ state: "stale", completeAt: 99_000 });
});

test("a service that the host cannot reach becomes stale, even if the host keeps reporting it", () =>
  expect(freshnessOf({ ...sync, state: "reconnecting", why: "no answer" }, open, 120_000)).toMatchObject({
    state: "stale",
    why: "no answer",
  }));

test("no service is live before it was listed completely", () =>
  expect(freshnessOf({ ...sync, listed: false }, open, 100_000).state).toBe("connecting"));

test("the page is as outdated as its most outdated service", () => {
  const live = freshnessOf(sync, open, 100_000);
  const stale = { state: "stale" as const, completeAt: 3, why: "" };
  expect(worstOf({ recognitions: live, milestones: stale, recommendations: { ...stale, completeAt: 2 } })).toMatchObject({
    state: "stale",
    completeAt: 2,
  });
});
