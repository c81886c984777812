import { expect, test } from "vitest";
import { ChangeKind } from "@kosovonato/client/changes/v1";
import { ConnectionState } from "@kosovonato/client/dashboard/v1";
import { ErrorReason } from "@kosovonato/client/errors/v1";
import { Store } from "../src/store.ts";
import { bookmark, connectionStatus, empty, revisions, snapshot, snapshotEnd, snapshotStart } from "./messages.ts";

const albania = { code: "AL", revision: 1n, name: "Albania" };
const bahamas = { code: "BS", revision: 2n, name: "Bahamas" };

function listed(now = () => 5): Store {
  const store = new Store(now);
  [connectionStatus(ConnectionState.LIVE), snapshotStart(), snapshot([albania]), snapshot([bahamas]), snapshotEnd(2n, 2)].forEach(
    (message) => store.apply(message),
  );
  return store;
}

const names = (store: Store) => store.list("state").map((one) => one.displayName);
const rows = (store: Store) => {
  store.settle();
  return store.entries.map((one) => one.notice ?? `${one.revision} ${one.changes[0]?.name}`);
};

test("a snapshot is not shown until it is complete", () => {
  const store = new Store();
  [snapshotStart(), snapshot([albania, bahamas])].forEach((message) => store.apply(message));
  expect(names(store)).toEqual([]);
  expect(store.sync.recognitions.listed).toBe(false);
  store.apply(snapshotEnd(2n, 2));
  expect(names(store)).toEqual(["Albania", "Bahamas"]);
  expect(store.sync.recognitions).toMatchObject({ listed: true, revision: 2n });
});

test("a snapshot adds no row to the feed, and a change adds one", () => {
  const store = listed();
  expect(rows(store)).toEqual([]);
  store.apply(revisions([{ ...bahamas, revision: 3n, name: "The Bahamas" }]));
  expect(rows(store)).toEqual(["3 states/BS"]);
  expect(names(store)).toEqual(["Albania", "The Bahamas"]);
});

test("a revision without changes is counted and adds no row", () => {
  const store = listed();
  store.apply(empty(3n));
  expect(rows(store)).toEqual([]);
  expect(store.sync.recognitions.revision).toBe(3n);
});

test("a repeated revision is one row, newest first", () => {
  const store = listed();
  const [three, four] = [
    { ...bahamas, revision: 3n },
    { ...albania, revision: 4n },
  ];
  [revisions([three]), revisions([three, four]), revisions([four])].forEach((message) => store.apply(message));
  expect(rows(store)).toEqual(["4 states/AL", "3 states/BS"]);
  expect(new Set(store.entries.map((one) => one.id)).size).toBe(2);
});

test("a removed resource disappears", () => {
  const store = listed();
  store.apply(revisions([{ ...bahamas, revision: 3n }], "", ChangeKind.REMOVED));
  expect(names(store)).toEqual(["Albania"]);
});

test("listing again keeps the old resources until the end, then drops those that were not listed", () => {
  const store = listed();
  const before = store.list("state");
  [snapshotStart("", ErrorReason.REVISION_COMPACTED), snapshot([{ ...bahamas, revision: 9n, name: "The Bahamas" }])].forEach((message) =>
    store.apply(message),
  );
  expect(store.list("state")).toBe(before);
  store.apply(snapshotEnd(9n, 1));
  expect(names(store)).toEqual(["The Bahamas"]);
  expect(rows(store)[0]).toContain("no longer keeps the changes");
});

test("listing the same resources again redraws nothing", () => {
  const store = listed();
  const before = store.list("state");
  [snapshotStart(), snapshot([albania, bahamas]), snapshotEnd(2n, 2)].forEach((message) => store.apply(message));
  expect(store.list("state")).toBe(before);
  expect(rows(store)).toEqual([]);
});

test("listing again redraws resources whose derived fields changed, although their etag did not", () => {
  const store = listed();
  const seen = (revision: bigint, displayName: string) => snapshot([{ ...bahamas, revision, name: displayName, etag: "same" }]);
  [snapshotStart(), seen(3n, "Bahamas"), snapshotEnd(3n, 1)].forEach((message) => store.apply(message));
  expect(names(store)).toEqual(["Bahamas"]);
  [snapshotStart("", ErrorReason.REVISION_COMPACTED), seen(9n, "The Bahamas"), snapshotEnd(9n, 1)].forEach((message) =>
    store.apply(message),
  );
  expect(names(store)).toEqual(["The Bahamas"]);
  [snapshotStart("", ErrorReason.STORE_REPLACED), seen(9n, "Bahamas again"), snapshotEnd(9n, 1)].forEach((message) => store.apply(message));
  expect(names(store)).toEqual(["Bahamas again"]);
});

test("a page that had to start over without a reason says what its feed may lack", () => {
  const store = listed();
  [snapshotStart(), snapshot([albania, { ...bahamas, revision: 5n }]), snapshotEnd(5n, 2)].forEach((message) => store.apply(message));
  expect(rows(store)).toEqual([expect.stringContaining("may be missing from this feed")]);
});

test("a snapshot that was interrupted keeps the reason of its first attempt", () => {
  const store = listed();
  store.apply(revisions([{ ...bahamas, revision: 3n }]));
  const before = store.list("state");
  [
    snapshotStart("", ErrorReason.STORE_REPLACED),
    snapshot([albania]),
    snapshotStart(),
    snapshot([albania, { ...bahamas, revision: 3n }]),
    snapshotEnd(3n, 2),
  ].forEach((message) => store.apply(message));
  expect(rows(store)).toEqual([expect.stringContaining("another store"), "3 states/BS"]);
  expect(store.sync.recognitions.beganAt).toBe(3n);
  expect(store.list("state")).not.toBe(before);
});

test("changes from before the page was opened are distinguished from those in the feed", () => {
  const store = listed();
  expect(store.sync.recognitions.beganAt).toBe(2n);
  store.apply(revisions([{ ...bahamas, revision: 3n }]));
  [snapshotStart("", ErrorReason.REVISION_COMPACTED), snapshot([{ ...bahamas, revision: 9n }]), snapshotEnd(9n, 1)].forEach((message) =>
    store.apply(message),
  );
  expect(store.sync.recognitions.beganAt).toBe(2n);
  [snapshotStart("", ErrorReason.STORE_REPLACED), snapshot([albania]), snapshotEnd(1n, 1)].forEach((message) => store.apply(message));
  expect(store.sync.recognitions.beganAt).toBe(1n);
});

test("a replaced store may start its revisions over", () => {
  const store = listed();
  store.apply(revisions([{ ...bahamas, revision: 3n }]));
  [
    snapshotStart("", ErrorReason.STORE_REPLACED),
    snapshot([albania]),
    snapshotEnd(1n, 1),
    revisions([
      { ...albania, revision: 2n },
      { ...albania, revision: 3n },
    ]),
  ].forEach((message) => store.apply(message));
  expect(rows(store)).toEqual(["3 states/AL", "2 states/AL", expect.stringContaining("another store"), "3 states/BS"]);
  expect(new Set(store.entries.map((one) => one.id)).size).toBe(4);
});

test("the time up to which the data is complete is by this clock, whatever the service's clock says", () => {
  let now = 5;
  const store = listed(() => now);
  const { recognitions } = store.sync;
  expect(recognitions.completeAt).toBe(5);
  now = 10;
  store.apply(bookmark(7n, 9_000_000));
  expect(recognitions).toMatchObject({ revision: 7n, completeAt: 10 });
  now = 20;
  store.apply(bookmark(7n, 4_000)); // From another instance, whose clock differs.
  expect(recognitions.completeAt).toBe(20);
  now = 25;
  store.apply(revisions([{ ...bahamas, revision: 8n }]));
  expect(recognitions.completeAt).toBe(25);
});

test("a lost connection to one service is reported for that service alone", () => {
  const store = listed();
  store.apply(connectionStatus(ConnectionState.RECONNECTING, "waiting for it"));
  expect(store.sync.recognitions).toMatchObject({ state: "reconnecting", why: "waiting for it", since: 1_000 });
  expect(store.sync.milestones.why).toBe("");
});

test("the feed stays small however many changes arrive", () => {
  const store = listed();
  for (let revision = 3n; revision < 3_000n; revision++) {
    store.apply(revisions([{ ...albania, revision }]));
  }

  expect(rows(store)).toHaveLength(500);
  expect(rows(store)[0]).toBe("2999 states/AL");
});
