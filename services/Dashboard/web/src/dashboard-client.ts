// The client of the stream over all services.
import { connect } from "@kosovonato/client";
import { DashboardService, type WatchAllResponse } from "@kosovonato/client/dashboard/v1";

const dashboard = connect(DashboardService, { baseUrl: globalThis.location?.origin ?? "" });

export function openStream(resumeToken: string, signal: AbortSignal): AsyncIterable<WatchAllResponse> {
  return dashboard.watchAll({ resumeToken }, { signal });
}
