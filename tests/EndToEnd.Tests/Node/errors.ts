import { ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { BadRequestSchema, ErrorInfoSchema } from "./gen/google/rpc/error_details_pb.js";
import { RecognitionService } from "./gen/kosovonato/recognitions/v1/recognition_service_pb.js";

const transport = createGrpcTransport({ baseUrl: process.env.RECOGNITIONS ?? "http://127.0.0.1:5101" });
const client = createClient(RecognitionService, transport);

try {
  await client.listSources({ pageSize: -1 });
} catch (caught) {
  const error = ConnectError.from(caught);
  const [info] = error.findDetails(ErrorInfoSchema); // From grpc-status-details-bin.
  if (info?.domain !== "kosovonato") {
    throw error; // An error of the connection, or of a proxy.
  }
  console.log(`reason ${info.reason} ${JSON.stringify(info.metadata)}`);
  for (const { field, description } of error.findDetails(BadRequestSchema).flatMap((detail) => detail.fieldViolations)) {
    console.log(`${field} ${description}`);
  }
}
