import { expect, test } from "vitest";
import type { Connection } from "../src/follow.ts";
import { healthOf, staleAfter, together } from "../src/health.ts";
import type { Reach } from "../src/store.ts";

const open: Connection = { state: "open", since: 0, heardAt: 0, why: "" };
const lost: Connection = { state: "reconnecting", since: 0, heardAt: 0, why: "the network is away" };
const reach: Reach = { state: "live", since: 0, why: "", completeAt: 99_000, revision: 5n, listed: true, beganAt: 1n };

test("live while news come", () => expect(healthOf(reach, open, 99_000 + staleAfter).state).toBe("live"));

test("stale when nothing came for long, though the stream is open", () =>
  expect(healthOf(reach, open, 100_001 + staleAfter)).toMatchObject({
    state: "stale",
    completeAt: 99_000,
    why: "nothing has come from the service for a while",
  }));

test("reconnecting at first, then stale since the last that is certain", () => {
  expect(healthOf(reach, lost, 101_000)).toMatchObject({ state: "reconnecting", why: "the network is away" });
  expect(healthOf(reach, lost, 99_001 + staleAfter)).toMatchObject({ state: "stale", completeAt: 99_000 });
});

test("a host that lost a service makes it stale, though the host goes on saying so", () =>
  expect(healthOf({ ...reach, state: "reconnecting", why: "no answer" }, open, 120_000)).toMatchObject({
    state: "stale",
    why: "no answer",
  }));

test("nothing is live before it was listed whole", () => expect(healthOf({ ...reach, listed: false }, open, 100_000).state).toBe("connecting"));

test("a page is as old as its oldest service", () => {
  const live = healthOf(reach, open, 100_000);
  const stale = { state: "stale" as const, completeAt: 3, why: "" };
  expect(together({ recognitions: live, milestones: stale, recommendations: { ...stale, completeAt: 2 } })).toMatchObject({
    state: "stale",
    completeAt: 2,
  });
});
