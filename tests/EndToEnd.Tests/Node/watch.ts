import { setTimeout } from "node:timers/promises";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { ChangeKind } from "./gen/kosovonato/changes/v1/changes_pb.js";
import { RecognitionService } from "./gen/kosovonato/recognitions/v1/recognition_service_pb.js";

// In a browser: createGrpcWebTransport of @connectrpc/connect-web, with the port for JSON. The ping finds dead connections.
const transport = createGrpcTransport({ baseUrl: process.env.RECOGNITIONS ?? "http://127.0.0.1:5101", pingIntervalMs: 10_000 });
const client = createClient(RecognitionService, transport);

// Trying again does not mend these. A broken connection is Aborted or Unavailable here, a stream that is reset Canceled or Internal.
const lasting = [Code.InvalidArgument, Code.Unauthenticated, Code.PermissionDenied, Code.NotFound, Code.Unimplemented];

// Keep it together with what you make of the changes, and go on from it after your own restart.
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
      // Empty inside a snapshot: one that breaks off is begun again.
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
