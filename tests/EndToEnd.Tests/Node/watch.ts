import { setTimeout } from "node:timers/promises";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { ChangeKind } from "./gen/kosovonato/changes/v1/changes_pb.js";
import { RecognitionService } from "./gen/kosovonato/recognitions/v1/recognition_service_pb.js";

// In a browser: createGrpcWebTransport of @connectrpc/connect-web, with the port for JSON. The ping finds dead connections.
const transport = createGrpcTransport({ baseUrl: process.env.RECOGNITIONS ?? "http://127.0.0.1:5101", pingIntervalMs: 10_000 });
const client = createClient(RecognitionService, transport);

// Retrying does not help with these. A broken connection is Aborted or Unavailable here, a reset stream Canceled or Internal.
const lasting = [Code.InvalidArgument, Code.Unauthenticated, Code.PermissionDenied, Code.NotFound, Code.Unimplemented];

// Store it together with the results of the changes, and resume from it after a restart.
let resumeToken = process.env.RESUME_TOKEN ?? "";

for (;;) {
  try {
    const start = resumeToken ? { case: "resumeToken", value: resumeToken } as const : { case: "snapshotFirst", value: true } as const;
    for await (const message of client.watch({ start })) {
      for (const { name, revision } of message.snapshot) {
        console.log(`${name} is of ${revision}`);
      }
      if (message.snapshotEnd) {
        console.log(`whole at ${message.snapshotEnd.revision}: what was not named is gone`);
      }
      for (const { revision, changes } of message.revisions) {
        for (const { name, kind, resource } of changes) {
          console.log(`${name} ${ChangeKind[kind]} in ${revision}, a ${resource?.resource.case}`);
        }
      }
      // Empty inside a snapshot: an interrupted snapshot is started again.
      resumeToken = message.resumeToken;
    }
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error);
    if (code === Code.OutOfRange && resumeToken) {
      resumeToken = ""; // The service no longer has what came after it.
    } else if (lasting.includes(code)) {
      throw error;
    }
    console.error(`interrupted: ${Code[code]} ${rawMessage}`);
  }
  await setTimeout(500 + 500 * Math.random());
}
