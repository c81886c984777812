import { connect, watchStream } from "@kosovonato/client";
import { ChangeKind } from "@kosovonato/client/changes/v1";
import { DashboardService } from "@kosovonato/client/dashboard/v1";

const dashboard = connect(DashboardService, { baseUrl: process.env["DASHBOARD"] ?? location.origin });
const shown = new Map<string, bigint>(); // The revision of each shown resource, by service and name.
const pending = new Map<string, Map<string, bigint>>(); // Incomplete snapshots, by service.

await watchStream({
  open: (resumeToken, signal) => dashboard.watchAll({ resumeToken }, { signal }),
  onMessage: ({ service, event }) => {
    if (event.case === "snapshotStart") {
      pending.set(service, new Map()); // The old resources stay until the snapshot is complete.
    } else if (event.case === "connectionStatus") {
      console.log(`${service}: ${event.value.detail || "live"}`);
    } else if (event.case) {
      const { snapshot, snapshotEnd, revisions } = event.value;
      snapshot.forEach(({ name, revision }) => pending.get(service)?.set(`${service} ${name}`, revision));
      if (snapshotEnd) {
        [...shown.keys()].filter((key) => key.startsWith(`${service} `)).forEach((key) => shown.delete(key));
        pending.get(service)?.forEach((revision, key) => shown.set(key, revision));
        pending.delete(service);
      }
      for (const { revision, changes, actor, reason } of revisions) {
        changes.forEach(({ name, kind }) =>
          kind === ChangeKind.REMOVED ? shown.delete(`${service} ${name}`) : shown.set(`${service} ${name}`, revision),
        );
        console.log(`${service} ${revision} by ${actor}: ${reason}`);
      }
      if (snapshotEnd || revisions.length > 0) {
        console.log(`${shown.size} are shown`);
      }
    }
  },
  onState: ({ state, why }) => console.log(`the stream is ${state} ${why}`.trim()),
  signal: new AbortController().signal,
});
