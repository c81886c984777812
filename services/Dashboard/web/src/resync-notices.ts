// The reason why the page lists a service again, and the possible gaps in its feed.
import { ErrorReason } from "@kosovonato/client/errors/v1";
import { t } from "./messages.ts";

/** Whether the store was replaced, so that its revisions cannot be compared with earlier ones. */
export const isStoreReplaced = (reason: ErrorReason): boolean =>
  reason === ErrorReason.STORE_REPLACED || reason === ErrorReason.REVISION_IN_FUTURE;

/** The notice in the feed after a service was listed again. */
export function resyncNotice(reason: ErrorReason): string {
  return reason === ErrorReason.REVISION_COMPACTED
    ? t("resync.compacted")
    : isStoreReplaced(reason)
      ? t("resync.store-replaced")
      : t("resync.not-resumed");
}
