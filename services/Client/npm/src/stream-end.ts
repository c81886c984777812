// What a watch does after a stream has ended.
import { Code } from "@connectrpc/connect";
import { errorDetails, type ErrorDetails } from "./errors.js";
import { ErrorReason } from "./gen/kosovonato/errors/v1/errors_pb.js";
import { WatchOrderError } from "./resume-state.js";
import { IdleStreamError } from "./stream.js";

export type StreamEnd = "resume" | "resumeNow" | "renew" | "restart" | "fail";

// Connect reports both as Internal, without a cause. A retry does not help.
const unreadable = /^(serialize|parse) binary: /;

/** `error` is undefined if the stream ended without a status, `wasAlive` whether the watch has reached a position that can be resumed. */
export function streamEnd(error: unknown, wasAlive: boolean): StreamEnd {
  if (error === undefined || error instanceof IdleStreamError) {
    return "resume";
  }

  if (error instanceof WatchOrderError) {
    return "fail";
  }

  const details = errorDetails(error);
  const { code, reason } = details;
  switch (code) {
    case Code.Unavailable:
      return reason === ErrorReason.STREAM_RECYCLED || reason === ErrorReason.SERVER_DRAINING ? "resumeNow" : "resume";
    case Code.OutOfRange:
      return isHistoryLost(reason) ? "restart" : "fail";
    case Code.ResourceExhausted:
      return mayPass(details, wasAlive) ? "resume" : "fail";
    case Code.Canceled:
    case Code.DeadlineExceeded:
      return "resume"; // Neither was asked for here: the server gave up a blocked write, or a proxy cut the stream.
    case Code.Unauthenticated:
      return reason === ErrorReason.CREDENTIALS_EXPIRED ? "renew" : "fail";
    case Code.Aborted:
    case Code.Internal:
    case Code.Unknown:
      // Every error of the service has a reason, so one without is of the connection.
      return details.reasonName === "" && !unreadable.test(details.message) ? "resume" : "fail";
    default:
      return "fail";
  }
}

function isHistoryLost(reason: ErrorReason): boolean {
  return [ErrorReason.STORE_REPLACED, ErrorReason.REVISION_IN_FUTURE, ErrorReason.REVISION_COMPACTED].includes(reason);
}

// The server may still count the broken stream, so a watch that was within the limit before retries.
function mayPass({ reason, reasonName, retryDelayMs }: ErrorDetails, wasAlive: boolean): boolean {
  return (
    reason === ErrorReason.SLOW_CONSUMER ||
    retryDelayMs !== undefined ||
    reasonName === "" ||
    (reason === ErrorReason.LIMIT_EXCEEDED && wasAlive)
  );
}
