// Recorded texts: titles, notes and quotes. They are in English on a page in any language, and marked as such.
import type { ComponentChildren } from "preact";
import { currentLanguage, rich, t } from "./messages.ts";

/** The language of recorded texts, where it differs from that of the page; for the attribute `lang`. */
export const recordedLanguage = (): "en" | undefined => (currentLanguage() === "en" ? undefined : "en");

/** A text as it is recorded, which is in English. */
export const Recorded = ({ children }: { children: ComponentChildren }) =>
  recordedLanguage() ? <span lang="en">{children}</span> : <>{children}</>;

/** Resources whose display name is a recorded text, and not the name of a state or words of the page. */
const titled = /^(milestones|indicators|tracks|centres|agreements|documents|recommendations|sources|countingRules|organizations)\/[^/]+$/;

/** Whether a display name is a recorded text, and is so in English on a page in any language. */
export const isTitled = (name: string): boolean => titled.test(name);

/** Who made a change, the reason, and the event that caused it. */
export function Attribution({ actor, reason, cause }: { actor: string; reason: string; cause?: ComponentChildren }) {
  const values = { actor: actor || t("shared.unnamed-actor"), reason: <Recorded>{reason}</Recorded>, cause };
  return (
    <>
      {reason
        ? rich(cause ? "panel.by-because-caused" : "panel.by-because", values)
        : rich(cause ? "panel.by-caused" : "panel.by", values)}
    </>
  );
}
