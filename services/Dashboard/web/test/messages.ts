// Test messages, as the host sends them.
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { ConnectionState, WatchAllResponseSchema, type WatchAllResponse } from "@kosovonato/client/dashboard/v1";
import { ChangeKind } from "@kosovonato/client/changes/v1";
import { ErrorReason } from "@kosovonato/client/errors/v1";

export interface Version {
  code: string;
  revision: bigint;
  name: string;
  etag?: string;
}

const changeOf = ({ code, revision, name, etag = `${code}${revision}${name}` }: Version) => ({
  name: `states/${code}`,
  kind: ChangeKind.ADDED,
  revision,
  resource: { resource: { case: "state" as const, value: { name: `states/${code}`, etag, displayName: name } } },
});

const message = (event: Parameters<typeof create<typeof WatchAllResponseSchema>>[1], resumeToken: string): WatchAllResponse =>
  create(WatchAllResponseSchema, { service: "recognitions", resumeToken, ...event });

export const snapshotStart = (resumeToken = "", reason = ErrorReason.UNSPECIFIED) =>
  message({ event: { case: "snapshotStart", value: { reason } } }, resumeToken);

export const snapshot = (versions: Version[], resumeToken = "") =>
  message({ event: { case: "recognitions", value: { snapshot: versions.map(changeOf) } } }, resumeToken);

export const snapshotEnd = (revision: bigint, count: number, resumeToken = "") =>
  message({ event: { case: "recognitions", value: { snapshotEnd: { revision, count: BigInt(count) } } } }, resumeToken);

export const revisions = (versions: Version[], resumeToken = "", kind = ChangeKind.MODIFIED) =>
  message(
    {
      event: {
        case: "recognitions",
        value: {
          revisions: versions.map((one) => ({
            revision: one.revision,
            recordedAt: timestampFromMs(Number(one.revision) * 1_000),
            actor: "anna",
            reason: "tried",
            changes: [{ ...changeOf(one), kind, revision: 0n }],
          })),
        },
      },
    },
    resumeToken,
  );

export const empty = (revision: bigint) =>
  message({ event: { case: "recognitions", value: { revisions: [{ revision, actor: "system" }] } } }, "");

export const bookmark = (revision: bigint, at: number, resumeToken = "") =>
  message({ event: { case: "recognitions", value: { bookmark: { revision, readAt: timestampFromMs(at) } } } }, resumeToken);

export const connectionStatus = (state: ConnectionState, detail = "", resumeToken = "") =>
  message({ event: { case: "connectionStatus", value: { state, since: timestampFromMs(1_000), detail } } }, resumeToken);
