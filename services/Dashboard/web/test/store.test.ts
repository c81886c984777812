import { expect, test } from "vitest";
import { ChangeKind } from "../src/gen/kosovonato/changes/v1/changes_pb.ts";
import { ConnectionState } from "../src/gen/kosovonato/dashboard/v1/dashboard_pb.ts";
import { ErrorReason } from "../src/gen/kosovonato/errors/v1/errors_pb.ts";
import { Store } from "../src/store.ts";
import { connection, empty, progress, revisions, snapshot, snapshotEnd, startAgain } from "./messages.ts";

const albania = { code: "AL", revision: 1n, name: "Albania" };
const bahamas = { code: "BS", revision: 2n, name: "Bahamas" };

function listed(now = () => 5): Store {
  const store = new Store(now);
  [connection(ConnectionState.LIVE), startAgain(), snapshot([albania]), snapshot([bahamas]), snapshotEnd(2n, 2)].forEach((message) =>
    store.apply(message),
  );
  return store;
}

const names = (store: Store) => store.list("state").map((one) => one.displayName);
const rows = (store: Store) => {
  store.settle();
  return store.entries.map((one) => one.notice ?? `${one.revision} ${one.changes[0]?.name}`);
};

test("a snapshot is nothing until it is whole", () => {
  const store = new Store();
  [startAgain(), snapshot([albania, bahamas])].forEach((message) => store.apply(message));
  expect(names(store)).toEqual([]);
  expect(store.sync.recognitions.listed).toBe(false);
  store.apply(snapshotEnd(2n, 2));
  expect(names(store)).toEqual(["Albania", "Bahamas"]);
  expect(store.sync.recognitions).toMatchObject({ listed: true, revision: 2n });
});

test("a snapshot is no change, and a change is one row", () => {
  const store = listed();
  expect(rows(store)).toEqual([]);
  store.apply(revisions([{ ...bahamas, revision: 3n, name: "The Bahamas" }]));
  expect(rows(store)).toEqual(["3 states/BS"]);
  expect(names(store)).toEqual(["Albania", "The Bahamas"]);
});

test("a revision in which nothing changed is known, and no row", () => {
  const store = listed();
  store.apply(empty(3n));
  expect(rows(store)).toEqual([]);
  expect(store.sync.recognitions.revision).toBe(3n);
});

test("a revision that comes twice is one row, newest first", () => {
  const store = listed();
  const [three, four] = [
    { ...bahamas, revision: 3n },
    { ...albania, revision: 4n },
  ];
  [revisions([three]), revisions([three, four]), revisions([four])].forEach((message) => store.apply(message));
  expect(rows(store)).toEqual(["4 states/AL", "3 states/BS"]);
  expect(new Set(store.entries.map((one) => one.id)).size).toBe(2);
});

test("what no longer matches goes", () => {
  const store = listed();
  store.apply(revisions([{ ...bahamas, revision: 3n }], "", ChangeKind.REMOVED));
  expect(names(store)).toEqual(["Albania"]);
});

test("listing again keeps what is shown until the end, then drops what was not named", () => {
  const store = listed();
  const before = store.list("state");
  [startAgain("", ErrorReason.REVISION_COMPACTED), snapshot([{ ...bahamas, revision: 9n, name: "The Bahamas" }])].forEach((message) =>
    store.apply(message),
  );
  expect(store.list("state")).toBe(before);
  store.apply(snapshotEnd(9n, 1));
  expect(names(store)).toEqual(["The Bahamas"]);
  expect(rows(store)[0]).toContain("no longer keeps the changes");
});

test("listing the same again changes nothing that is drawn", () => {
  const store = listed();
  const before = store.list("state");
  [startAgain(), snapshot([albania, bahamas]), snapshotEnd(2n, 2)].forEach((message) => store.apply(message));
  expect(store.list("state")).toBe(before);
  expect(rows(store)).toEqual([]);
});

test("listing again draws what was computed anew, though its etag is the same", () => {
  const store = listed();
  const seen = (revision: bigint, displayName: string) => snapshot([{ ...bahamas, revision, name: displayName, etag: "same" }]);
  [startAgain(), seen(3n, "Bahamas"), snapshotEnd(3n, 1)].forEach((message) => store.apply(message));
  expect(names(store)).toEqual(["Bahamas"]);
  [startAgain("", ErrorReason.REVISION_COMPACTED), seen(9n, "The Bahamas"), snapshotEnd(9n, 1)].forEach((message) => store.apply(message));
  expect(names(store)).toEqual(["The Bahamas"]);
  [startAgain("", ErrorReason.DATASET_CHANGED), seen(9n, "Bahamas again"), snapshotEnd(9n, 1)].forEach((message) => store.apply(message));
  expect(names(store)).toEqual(["Bahamas again"]);
});

test("a page that had to begin anew without a reason says what its feed may miss", () => {
  const store = listed();
  [startAgain(), snapshot([albania, { ...bahamas, revision: 5n }]), snapshotEnd(5n, 2)].forEach((message) => store.apply(message));
  expect(rows(store)).toEqual([expect.stringContaining("may be missing from this feed")]);
});

test("a snapshot that breaks off begins again for the reason of the first", () => {
  const store = listed();
  store.apply(revisions([{ ...bahamas, revision: 3n }]));
  const before = store.list("state");
  [
    startAgain("", ErrorReason.DATASET_CHANGED),
    snapshot([albania]),
    startAgain(),
    snapshot([albania, { ...bahamas, revision: 3n }]),
    snapshotEnd(3n, 2),
  ].forEach((message) => store.apply(message));
  expect(rows(store)).toEqual([expect.stringContaining("another store"), "3 states/BS"]);
  expect(store.sync.recognitions.beganAt).toBe(3n);
  expect(store.list("state")).not.toBe(before);
});

test("what was there before is told from what is in the feed", () => {
  const store = listed();
  expect(store.sync.recognitions.beganAt).toBe(2n);
  store.apply(revisions([{ ...bahamas, revision: 3n }]));
  [startAgain("", ErrorReason.REVISION_COMPACTED), snapshot([{ ...bahamas, revision: 9n }]), snapshotEnd(9n, 1)].forEach((message) => store.apply(message));
  expect(store.sync.recognitions.beganAt).toBe(2n);
  [startAgain("", ErrorReason.DATASET_CHANGED), snapshot([albania]), snapshotEnd(1n, 1)].forEach((message) => store.apply(message));
  expect(store.sync.recognitions.beganAt).toBe(1n);
});

test("another store may begin its revisions again", () => {
  const store = listed();
  store.apply(revisions([{ ...bahamas, revision: 3n }]));
  [
    startAgain("", ErrorReason.DATASET_CHANGED),
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

test("up to when everything is known is told by this clock, however that of the service goes", () => {
  let now = 5;
  const store = listed(() => now);
  const { recognitions } = store.sync;
  expect(recognitions.completeAt).toBe(5);
  now = 10;
  store.apply(progress(7n, 9_000_000));
  expect(recognitions).toMatchObject({ revision: 7n, completeAt: 10 });
  now = 20;
  store.apply(progress(7n, 4_000)); // Another instance, with a clock of its own.
  expect(recognitions.completeAt).toBe(20);
  now = 25;
  store.apply(revisions([{ ...bahamas, revision: 8n }]));
  expect(recognitions.completeAt).toBe(25);
});

test("the host's trouble with a service is told of that service alone", () => {
  const store = listed();
  store.apply(connection(ConnectionState.RECONNECTING, "waiting for it"));
  expect(store.sync.recognitions).toMatchObject({ state: "reconnecting", why: "waiting for it", since: 1_000 });
  expect(store.sync.milestones.why).toBe("");
});

test("the feed stays small however much comes", () => {
  const store = listed();
  for (let revision = 3n; revision < 3_000n; revision++) {
    store.apply(revisions([{ ...albania, revision }]));
  }

  expect(rows(store)).toHaveLength(500);
  expect(rows(store)[0]).toBe("2999 states/AL");
});
