// The client of the stream over all services.
import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { DashboardService, type WatchAllResponse } from "./gen/kosovonato/dashboard/v1/dashboard_pb.ts";

// A stream does not end, so it has no deadline.
const dashboard = createClient(DashboardService, createGrpcWebTransport({ baseUrl: globalThis.location?.origin ?? "" }));

export function openStream(resumeToken: string, signal: AbortSignal): AsyncIterable<WatchAllResponse> {
  return dashboard.watchAll({ resumeToken }, { signal });
}
