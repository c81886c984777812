// The reason why the page lists a service again, and the possible gaps in its feed.
import { ErrorReason } from "./gen/kosovonato/errors/v1/errors_pb.ts";

/** Whether the store was replaced, so that its revisions cannot be compared with earlier ones. */
export const isStoreReplaced = (reason: ErrorReason): boolean =>
  reason === ErrorReason.STORE_REPLACED || reason === ErrorReason.REVISION_IN_FUTURE;

/** The notice in the feed after a service was listed again. */
export function resyncNotice(reason: ErrorReason): string {
  switch (reason) {
    case ErrorReason.REVISION_COMPACTED:
      return (
        "New snapshot: the service no longer keeps the changes since the last update of this page. " +
        "The data shown is complete, but the changes in between are missing from this feed."
      );
    case ErrorReason.STORE_REPLACED:
    case ErrorReason.REVISION_IN_FUTURE:
      return (
        "New snapshot: the service now uses another store. " +
        "The data shown is from that store; earlier rows of this feed are from the previous store."
      );
    default:
      return (
        "New snapshot: the service could not resume the stream of this page. " +
        "The data shown is complete, but changes in between may be missing from this feed."
      );
  }
}
