// Explains progress that is shown next to a share of 0 %.
import { ProgressKind, type Progress } from "@kosovonato/client/recommendations/v1";
import { t } from "./messages.ts";

/** Shown if work has begun and no part of what is measured is met, because “progressing” next to an empty bar looks like an error. */
export function ProgressBegun({ of }: { of: Progress | undefined }) {
  return of?.kind === ProgressKind.PROGRESSING && Math.round(of.fraction * 100) === 0 ? (
    <span class="soft">{t("progress.begun")}</span>
  ) : null;
}
