// The Watch of a service, across interruptions.
import type { CallOptions } from "@connectrpc/connect";
import type { Duration } from "@bufbuild/protobuf/wkt";
import { backoff } from "./backoff.js";
import { errorDetails } from "./errors.js";
import { ErrorReason } from "./gen/kosovonato/errors/v1/errors_pb.js";
import { ResumeState, type WatchMessage } from "./resume-state.js";
import { readStream } from "./stream.js";
import { streamEnd } from "./stream-end.js";

/** The request of every Watch, apart from its filter. */
export interface WatchRequestInit {
  start?:
    | { case: "snapshotFirst" | "fromNow"; value: boolean }
    | { case: "resumeToken" | "revisionToken"; value: string }
    | { case?: undefined; value?: undefined };
  bookmarkInterval?: Partial<Pick<Duration, "seconds" | "nanos">>;
}

export type WatchEvent<M> =
  /** A message, reduced to the changes that are new. `completeRevision` is undefined inside a snapshot. */
  | { case: "message"; message: M; completeRevision: bigint | undefined }
  /** A snapshot follows and replaces everything received before. `reason` is UNSPECIFIED if a snapshot was interrupted. */
  | { case: "snapshotStart"; reason: ErrorReason };

/** An interruption of a watch, which resumes by itself. `error` is undefined if the stream ended without a status. */
export interface WatchInterruption {
  error: unknown;
}

export interface WatchOptions {
  signal?: AbortSignal | undefined;
  /** Called at every interruption, for example to mark the shown data as outdated. */
  onInterrupted?(interruption: WatchInterruption): void;
  /** "throw" is for readers that must not skip a change, for example an archive. "restart" if unset: a snapshot follows. */
  onHistoryLost?: "restart" | "throw";
  /** Waits before a stream is opened again. */
  pause?(attempt: number, signal: AbortSignal, floorMs: number): Promise<void>;
}

// The end of a running stream does not tell with which credential it was opened, so the first attempt may still use the expired one.
const maxRenewals = 2;

/**
 * Watches a service: `watch(client.watch, { filter })`. Resumes after every temporary error, and throws a permanent one. Ends without an
 * error when the signal is aborted.
 */
export async function* watch<R extends WatchRequestInit, M extends WatchMessage>(
  open: (request: R, options: CallOptions) => AsyncIterable<M>,
  request: R,
  { signal = new AbortController().signal, onInterrupted, onHistoryLost = "restart", pause = backoff }: WatchOptions = {},
): AsyncGenerator<WatchEvent<M>, void, void> {
  const state = new ResumeState(request.start?.case === "resumeToken" ? request.start.value : "");
  let start = request.start;
  let [attempt, mayHurry, renewals] = [0, true, 0];
  while (!signal.aborted) {
    const from = state.token === "" ? start : ({ case: "resumeToken", value: state.token } as const);
    let [error, wasPartial]: [unknown, boolean] = [undefined, false];
    state.begin();
    try {
      const next = from === undefined ? request : { ...request, start: from };
      for await (const message of readStream((stream) => open(next, { signal: stream }), signal, idleTimeoutOf(request))) {
        const completeRevision = state.accept(message);
        yield { case: "message", message, completeRevision };
        wasPartial = completeRevision === undefined;
        if (!wasPartial) {
          [state.token, attempt, mayHurry, renewals] = [message.resumeToken || state.token, 0, true, 0];
        }
      }
    } catch (caught) {
      error = caught;
    }

    if (signal.aborted) {
      return;
    }

    const end = streamEnd(error, state.token !== "");
    const neededHistory = state.token !== "" || start?.case === "revisionToken";
    const isRenewed = end === "renew" && renewals++ < maxRenewals;
    const isRestarted = end === "restart" && onHistoryLost === "restart" && neededHistory;
    if (end !== "resume" && end !== "resumeNow" && !isRenewed && !isRestarted) {
      throw error;
    }

    onInterrupted?.({ error });
    if (isRestarted || (wasPartial && state.token === "")) {
      state.reset();
      start = { case: "snapshotFirst", value: true };
      yield { case: "snapshotStart", reason: isRestarted ? errorDetails(error).reason : ErrorReason.UNSPECIFIED };
    }

    // At once only the first time: a load balancer may keep choosing the server that is stopping.
    if (end === "resume" || !mayHurry) {
      await pause(attempt++, signal, (error !== undefined && errorDetails(error).retryDelayMs) || 0);
    }

    mayHurry = false;
  }
}

// Three bookmark intervals. The service rejects an invalid interval; here it must only lead to a usable limit.
function idleTimeoutOf({ bookmarkInterval }: WatchRequestInit): number {
  const seconds = bookmarkInterval ? Number(bookmarkInterval.seconds ?? 0n) + (bookmarkInterval.nanos ?? 0) / 1e9 : 10;
  return 3_000 * Math.min(60, Math.max(1, seconds));
}
