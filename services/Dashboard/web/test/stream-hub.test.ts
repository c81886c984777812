import { expect, test } from "vitest";
import { ConnectionState } from "@kosovonato/client/dashboard/v1";
import { ChangeKind } from "@kosovonato/client/changes/v1";
import { Store } from "../src/store.ts";
import { StreamHub, type Relayed } from "../src/stream-hub.ts";
import { bookmark, connectionStatus, revisions, snapshot, snapshotEnd, snapshotStart } from "./messages.ts";

const al = { code: "AL", revision: 1n, name: "Albania" };
const de = { code: "DE", revision: 2n, name: "Germany" };

/** A tab with its own store. Messages are cloned, as between a worker and a page. */
function tabOf(hub: StreamHub) {
  const store = new Store();
  const states: string[] = [];
  const tab = (relayed: Relayed) => {
    const data = structuredClone(relayed);
    if ("state" in data) {
      states.push(data.state.state);
    } else {
      store.apply(data.message, data.heardAt);
    }
  };
  hub.join(tab);
  return { store, states, leave: () => hub.leave(tab), names: () => store.list("state").map(({ displayName }) => displayName) };
}

function liveHub(now: () => number = Date.now) {
  const hub = new StreamHub(now);
  hub.publish(snapshotStart());
  hub.publish(snapshot([al]));
  hub.publish(snapshot([de]));
  hub.publish(snapshotEnd(2n, 2));
  hub.publish(connectionStatus(ConnectionState.LIVE));
  return hub;
}

test("a tab that joins later has the same data and state as the first one", () => {
  const hub = liveHub();
  const first = tabOf(hub);
  hub.publish(revisions([{ ...al, revision: 3n, name: "Shqipëria" }]));
  hub.publish(revisions([{ ...de, revision: 4n }], "", ChangeKind.REMOVED));
  hub.publish(bookmark(7n, 1));
  hub.setState({ state: "open", since: 1, heardAt: 1, why: "" });
  const second = tabOf(hub);
  expect(first.names()).toEqual(["Shqipëria"]);
  expect(second.names()).toEqual(["Shqipëria"]);
  expect(second.store.sync.recognitions).toMatchObject({ state: "live", revision: 7n, listed: true });
  expect(second.store.resources.get("states/AL")?.revision).toBe(3n);
  expect(second.states).toEqual(["open"]);
});

test("every tab gets each later message once, until it leaves", () => {
  const hub = liveHub();
  const [first, second] = [tabOf(hub), tabOf(hub)];
  hub.publish(revisions([{ ...al, revision: 3n, name: "one" }]));
  first.leave();
  hub.publish(revisions([{ ...al, revision: 4n, name: "two" }]));
  second.store.settle();
  expect(first.names()).toContain("one");
  expect(second.names()).toContain("two");
  expect(second.store.entries.map(({ revision }) => revision)).toEqual([4n, 3n]);
});

test("a tab that joins during an outage knows how old the data is", () => {
  let now = 1_000;
  const hub = liveHub(() => now);
  now = 500_000;
  hub.setState({ state: "reconnecting", since: now, heardAt: 1_000, why: "the server cannot be reached" });
  const late = tabOf(hub);
  expect(late.store.sync.recognitions.completeAt).toBe(1_000);
  expect(late.states).toEqual(["reconnecting"]);
});

test("a tab that joins inside a snapshot waits for its end, and keeps the earlier one until then", () => {
  const hub = new StreamHub();
  hub.publish(snapshotStart());
  hub.publish(snapshot([al]));
  const early = tabOf(hub);
  expect(early.store.sync.recognitions.listed).toBe(false);
  hub.publish(snapshotEnd(1n, 1));
  expect(early.names()).toEqual(["Albania"]);

  hub.publish(snapshotStart());
  hub.publish(snapshot([de]));
  const late = tabOf(hub);
  expect(late.names()).toEqual(["Albania"]);
  hub.publish(snapshotEnd(5n, 1));
  expect(late.names()).toEqual(["Germany"]);
  expect(tabOf(hub).names()).toEqual(["Germany"]);
});

test("a beat repeats the state", () => {
  const hub = liveHub();
  const tab = tabOf(hub);
  hub.beat();
  expect(tab.states).toEqual(["connecting", "connecting"]);
});
