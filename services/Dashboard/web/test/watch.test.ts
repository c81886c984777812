// The watch and the mirror of the client, against scripted streams.
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { connect, mirror, watch, type MirrorView, type WatchOptions, type WatchRequestInit } from "@kosovonato/client";
import { ChangeKind } from "@kosovonato/client/changes/v1";
import { RecognitionService, WatchResponseSchema, type RecognitionsResource, type WatchResponse } from "@kosovonato/client/recognitions/v1";
import { ErrorInfoSchema, RetryInfoSchema } from "@kosovonato/client/rpc";
import { expect, test } from "vitest";

type Script = (WatchResponse | Error)[];

const message = (init: MessageInitShape<typeof WatchResponseSchema>) => create(WatchResponseSchema, init);
const change = (id: string, kind = ChangeKind.ADDED) => ({
  name: `sources/${id}`,
  kind,
  resource: { resource: { case: "source" as const, value: { name: `sources/${id}` } } },
});
const part = (...ids: string[]) => message({ snapshot: ids.map((id) => change(id)) });
const snapshot = (revision: bigint, ...ids: string[]) =>
  message({ snapshot: ids.map((id) => change(id)), snapshotEnd: { revision }, resumeToken: `t${revision}` });
const changed = (revision: bigint, id: string, kind = ChangeKind.ADDED) =>
  message({ revisions: [{ revision, changes: [change(id, kind)] }], resumeToken: `t${revision}` });
const failed = (code: Code, reason = "", retryMs?: number) =>
  new ConnectError("failed", code, undefined, [
    { desc: ErrorInfoSchema, value: { domain: reason && "kosovonato", reason } },
    ...(retryMs ? [{ desc: RetryInfoSchema, value: { retryDelay: { seconds: 0n, nanos: retryMs * 1e6 } } }] : []),
  ]);

/** A service that plays the scripts one after the other, and ends the watch after the last. */
function service(scripts: Script[]) {
  const stop = new AbortController();
  const [starts, pauses]: [string[], number[]] = [[], []];
  const open = async function* (request: WatchRequestInit) {
    starts.push(`${request.start?.case ?? ""} ${request.start?.value ?? ""}`.trim());
    for (const step of scripts.shift() ?? []) {
      if (step instanceof Error) {
        throw step;
      }

      yield step;
    }

    if (scripts.length === 0) {
      stop.abort();
    }
  };
  const options: WatchOptions = { signal: stop.signal, pause: async (_, __, floorMs) => void pauses.push(floorMs) };
  return { open, options, starts, pauses };
}

/** What a reader sees: revisions of complete messages, and starts of snapshots. */
async function read(scripts: Script[], more: WatchOptions = {}, request: WatchRequestInit = {}) {
  const { open, options, starts, pauses } = service(scripts);
  const seen: string[] = [];
  try {
    for await (const event of watch(open, request, { ...options, ...more })) {
      const revisions = event.case === "message" ? event.message.revisions.map(({ revision }) => `+${revision}`).join("") : "";
      seen.push(event.case === "message" ? `${event.completeRevision ?? "part"}${revisions}` : "snapshotStart");
    }
  } catch (error) {
    seen.push(error instanceof ConnectError ? Code[error.code]! : (error as Error).name);
  }

  return { seen, starts, pauses };
}

test("a watch resumes after the last message", async () => {
  const { seen, starts } = await read([[snapshot(3n, "a"), changed(4n, "b"), failed(Code.Unavailable)], [changed(5n, "c")]]);
  expect(seen).toEqual(["3", "4+4", "5+5"]);
  expect(starts).toEqual(["", "resumeToken t4"]);
});

test("a revision that an earlier stream has sent is dropped", async () => {
  const { seen } = await read([[snapshot(3n), changed(4n, "b")], [changed(4n, "b"), changed(5n, "c")]]);
  expect(seen).toEqual(["3", "4+4", "4", "5+5"]);
});

test("an interrupted snapshot starts again, and the reader is told", async () => {
  const { seen, starts } = await read([[part("a")], [part("a"), snapshot(3n, "b")]]);
  expect(seen).toEqual(["part", "snapshotStart", "part", "3"]);
  expect(starts).toEqual(["", "snapshotFirst true"]);
});

test.each(["STORE_REPLACED", "REVISION_COMPACTED", "REVISION_IN_FUTURE"])("after %s a snapshot follows, at once", async (reason) => {
  const { seen, starts, pauses } = await read([[snapshot(9n)], [failed(Code.OutOfRange, reason)], [snapshot(2n)]]);
  expect(seen).toEqual(["9", "snapshotStart", "2"]);
  expect(starts).toEqual(["", "resumeToken t9", "snapshotFirst true"]);
  expect(pauses).toEqual([0, 0]); // After the first stream, and after the last.
});

test("a reader that must not skip a change gets the error of a lost history", async () => {
  const { seen } = await read([[snapshot(9n)], [failed(Code.OutOfRange, "STORE_REPLACED")]], { onHistoryLost: "throw" });
  expect(seen).toEqual(["9", "OutOfRange"]);
});

test.each([
  [Code.InvalidArgument, "INVALID_REQUEST"],
  [Code.PermissionDenied, "PERMISSION_DENIED"],
  [Code.Internal, "INTERNAL"],
  [Code.ResourceExhausted, "LIMIT_EXCEEDED"],
])("a permanent error ends the watch: %s", async (code, reason) => {
  const { seen } = await read([[failed(code, reason)], []]);
  expect(seen).toEqual([Code[code]]);
});

test.each([Code.Unavailable, Code.Canceled, Code.Aborted, Code.Internal, Code.Unknown, Code.ResourceExhausted])(
  "an error of the connection does not end the watch: %s",
  async (code) => expect((await read([[failed(code)], [snapshot(1n)]])).seen).toEqual(["1"]),
);

test("a server that stops is left at once, but only once", async () => {
  const stopping = failed(Code.Unavailable, "SERVER_DRAINING");
  const { pauses } = await read([[snapshot(1n), stopping], [stopping], []]);
  expect(pauses).toEqual([0]);
});

test("a delay that the service asks for is kept", async () => {
  const { pauses } = await read([[failed(Code.Unavailable, "STORE_UNAVAILABLE", 250)], []]);
  expect(pauses[0]).toBe(250);
});

test("a watch whose credentials expire resumes with new ones, and ends if these are expired too", async () => {
  const expired = failed(Code.Unauthenticated, "CREDENTIALS_EXPIRED");
  const renewed = await read([[snapshot(1n), expired], [changed(2n, "a"), expired], [changed(3n, "b")]]);
  expect(renewed.seen).toEqual(["1", "2+2", "3+3"]);
  expect(renewed.starts).toEqual(["", "resumeToken t1", "resumeToken t2"]);
  expect((await read([[snapshot(1n), expired], [expired], [expired], []])).seen).toEqual(["1", "Unauthenticated"]);
  expect((await read([[failed(Code.Unauthenticated, "ACCESS_TOKEN_REJECTED")], []])).seen).toEqual(["Unauthenticated"]);
});

test("a request that cannot be encoded ends the watch", async () => {
  const client = connect(RecognitionService, { baseUrl: "http://127.0.0.1" }); // It fails before it connects.
  const request = { filter: "not a filter" } as unknown as WatchRequestInit;
  const onInterrupted = () => expect.unreachable();
  await expect(watch(client.watch, request, { onInterrupted }).next()).rejects.toThrow("serialize binary");
});

test("a service that violates the order ends the watch", async () => {
  expect((await read([[snapshot(3n), changed(3n, "a")], []])).seen).toEqual(["3", "WatchOrderError"]);
  expect((await read([[snapshot(3n)], [snapshot(4n)]])).seen).toEqual(["3", "WatchOrderError"]);
});

test("a stored token continues an earlier watch", async () => {
  const { starts } = await read([[failed(Code.Unavailable)], []], {}, { start: { case: "resumeToken", value: "kept" } });
  expect(starts).toEqual(["resumeToken kept", "resumeToken kept"]);
});

test("a mirror shows one revision at a time, and its old items until a new snapshot is complete", async () => {
  const { open, options } = service([
    [part("a"), snapshot(2n, "b"), changed(3n, "a", ChangeKind.REMOVED)],
    [failed(Code.OutOfRange, "STORE_REPLACED")],
    [part("x"), snapshot(1n, "y")],
  ]);
  const views: MirrorView<RecognitionsResource>[] = [];
  await mirror(open, {}, { ...options, onView: (view) => views.push(view) });
  expect(views.map(({ status, revision, items }) => `${status} ${revision} ${[...items.keys()].map((name) => name.slice(8))}`)).toEqual([
    "live 2 a,b",
    "live 3 b",
    "reconnecting 3 b",
    "reconnecting 3 b",
    "live 1 x,y",
  ]);
});
