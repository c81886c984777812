// Why the page had to list a service again, and what its feed may lack.
import { ErrorReason } from "./gen/kosovonato/errors/v1/errors_pb.ts";

/** Whether the store was replaced, so that its revisions cannot be compared with earlier ones. */
export const isStoreReplaced = (reason: ErrorReason): boolean => reason === ErrorReason.STORE_REPLACED || reason === ErrorReason.REVISION_IN_FUTURE;

/** The notice in the feed after a service was listed again. */
export function resyncNotice(reason: ErrorReason): string {
  switch (reason) {
    case ErrorReason.REVISION_COMPACTED:
      return "Listed again: the service no longer keeps the changes since this page last heard of it. What is shown is complete; the changes in between are missing from this feed.";
    case ErrorReason.STORE_REPLACED:
    case ErrorReason.REVISION_IN_FUTURE:
      return "Listed again: the service now answers from another store. What is shown is what that store has; earlier rows of this feed are of the one before.";
    default:
      return "Listed again: the service could not go on from where this page was. What is shown is complete; changes in between may be missing from this feed.";
  }
}
