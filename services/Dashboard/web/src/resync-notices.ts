// Why a page had to list again, and what that means for what it shows.
import { ErrorReason } from "./gen/kosovonato/errors/v1/errors_pb.ts";

/** Whether its revisions say nothing about those of before. */
export const isStoreReplaced = (reason: ErrorReason): boolean => reason === ErrorReason.DATASET_CHANGED || reason === ErrorReason.REVISION_IN_FUTURE;

/** What a page that lists again says of what it may miss. */
export function resyncNotice(reason: ErrorReason): string {
  switch (reason) {
    case ErrorReason.REVISION_COMPACTED:
      return "Listed again: the service no longer keeps the changes since this page last heard of it. What is shown is complete; the changes in between are missing from this feed.";
    case ErrorReason.DATASET_CHANGED:
    case ErrorReason.REVISION_IN_FUTURE:
      return "Listed again: the service now answers from another store. What is shown is what that store has; earlier rows of this feed are of the one before.";
    default:
      return "Listed again: the service could not go on from where this page was. What is shown is complete; changes in between may be missing from this feed.";
  }
}
