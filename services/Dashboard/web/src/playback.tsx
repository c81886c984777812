// Plays recognition through time: one step for each day on which the status of a state changed.
import { useEffect } from "preact/hooks";
import { today } from "./dates.ts";
import { t } from "./messages.ts";
import { here, parse, type Route } from "./router.ts";

/** The time between two steps: about a minute for all steps, and slow enough to read the names. */
export const stepMs = 500;

/** The step after a day, or undefined if there is none. */
export const nextDay = (days: readonly string[], day: string): string | undefined => days.find((one) => one > day);
export const previousDay = (days: readonly string[], day: string): string | undefined => days.findLast((one) => one < day);

/** Buttons that step and play. `play` in the address plays; it is ignored if the user prefers reduced motion. */
export function Playback({ route, days, show }: { route: Route; days: readonly string[]; show: (params: Record<string, string>) => void }) {
  const { as_of = "", play = "", fact = "" } = route.params;
  const day = as_of || today();
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isPlaying = play !== "" && !isCalm && days.length > 0;
  const next = nextDay(days, day);
  const previous = previousDay(days, day);
  useEffect(() => {
    if (!isPlaying) {
      return undefined;
    }

    const timer = setInterval(() => {
      // A hidden page waits until it is seen again, and so does one behind an open panel. From today the playback starts over; after
      // the last step it ends at today.
      if (!document.hidden && fact === "") {
        const step = as_of === "" ? days[0] : next;
        show(step ? { as_of: step } : { as_of: "", play: "" });
      }
    }, stepMs);
    return () => clearInterval(timer);
  }, [isPlaying, as_of, next, fact]);
  return (
    <div class="playback" role="group" aria-label={t("time.playback")}>
      <button type="button" aria-disabled={!previous} onClick={() => previous && show({ as_of: previous, play: "" })}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M12 3L6 8L12 13ZM4 3h1.5v10H4Z" />
        </svg>
        <span class="visually-hidden">{t("time.previous")}</span>
      </button>
      {!isCalm && (
        <button type="button" class="play" onClick={() => show({ play: isPlaying ? "" : "on" })}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={isPlaying ? "M4 3h3v10H4ZM9 3h3v10H9Z" : "M4 2.5L13 8L4 13.5Z"} />
          </svg>{" "}
          {isPlaying ? t("time.pause") : t("time.play")}
        </button>
      )}
      <button type="button" aria-disabled={!next || as_of === ""} onClick={() => show({ as_of: (as_of !== "" && next) || "", play: "" })}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 3L10 8L4 13ZM10.5 3H12v10h-1.5Z" />
        </svg>
        <span class="visually-hidden">{t("time.next")}</span>
      </button>
    </div>
  );
}

/** Shows the current view with some parameters set. Replaces the address, so that Back leaves the playback. */
export function showHere(params: Record<string, string>): void {
  history.replaceState(null, "", here(parse(location.hash), params));
  dispatchEvent(new HashChangeEvent("hashchange"));
}
