import { connect, errorDetails, watch } from "@kosovonato/client";
import { ChangeKind } from "@kosovonato/client/changes/v1";
import { RecognitionService } from "@kosovonato/client/recognitions/v1";

export async function follow(baseUrl: string, write: (line: string) => void, signal?: AbortSignal): Promise<void> {
  // The same in Node and in a browser: the HTTP address of the service, or of a host that forwards to it.
  const client = connect(RecognitionService, { baseUrl });

  const { recognizingCount, totalCount } = await client.countRecognitions({ organization: "nato", asOf: "2020-09-04" });
  write(`${recognizingCount} of ${totalCount}`);

  try {
    await client.listSources({ pageSize: -1 });
  } catch (error) {
    const { reasonName, fieldViolations } = errorDetails(error);
    write(`${reasonName}: ${fieldViolations.map(({ field, description }) => `${field} ${description}`).join("; ")}`);
  }

  // Everything, and then every change, once and in order, across broken connections.
  const options = { signal, onInterrupted: () => write("interrupted") };
  for await (const event of watch(client.watch, { filter: { sources: {} }, bookmarkInterval: { seconds: 1n } }, options)) {
    if (event.case === "snapshotStart") {
      write("the past is lost: a snapshot follows");
      continue;
    }

    const { snapshotEnd, revisions } = event.message;
    if (snapshotEnd) {
      write(`complete at ${snapshotEnd.revision}`);
    }
    for (const { revision, changes } of revisions) {
      changes.forEach(({ name, kind }) => write(`${name} ${ChangeKind[kind]} in ${revision}`));
    }
    // Store event.message.resumeToken together with the results, to continue after a restart: { start: { case: "resumeToken", value } }.
  }
}
