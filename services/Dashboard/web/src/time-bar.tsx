// The two time axes: the valid time of the view (`as_of`) and its transaction time (`known_at`).
import { useEffect, useState } from "preact/hooks";
import { dayOf, formatDate, isDay, today } from "./dates.ts";
import { useRoute } from "./app.ts";
import { t } from "./messages.ts";
import { Playback, showHere } from "./playback.tsx";
import { useStatusDays } from "./recognition-counts.tsx";
import { here, type Route } from "./router.ts";

const first = Date.parse("2008-02-17");
const day = 86_400_000;

/** An error in the times of an address; empty if there is none. Without the check the view would show another time. */
export function timeError({ as_of = "", known_at = "" }: Readonly<Record<string, string>>): string {
  return as_of !== "" && !isDay(as_of)
    ? t("time.badDay", { value: as_of })
    : known_at !== "" && Number.isNaN(Date.parse(known_at))
      ? t("time.badTime", { value: known_at })
      : "";
}

export function TimeBar() {
  const route = useRoute();
  const { as_of = "", known_at = "" } = route.params;
  const last = Math.round((Date.parse(today()) - first) / day);
  const chosen = isDay(as_of) ? Math.round((Date.parse(as_of) - first) / day) : last;
  // The slider's position is shown immediately; the address follows when it rests, to keep the browser history short.
  const [moving, move] = useState<number>();
  useEffect(() => {
    if (moving === undefined) {
      return undefined;
    }

    const timer = setTimeout(() => {
      showHere({ as_of: moving >= last ? "" : dayOf(first + moving * day), play: "" });
      move(undefined);
    }, 150);
    return () => clearTimeout(timer);
  }, [moving]);
  const shown = moving ?? chosen;
  const set = (params: Record<string, string>) => {
    location.hash = here(route, { play: "", ...params });
  };
  const years = Array.from({ length: new Date().getUTCFullYear() - 2008 }, (_, i) => 2009 + i);
  return (
    <details class="time" open={as_of !== "" || known_at !== "" || matchMedia("(min-width: 60rem)").matches}>
      <summary>
        <span>
          {t("time.asOf")} <b>{shown === last && as_of === "" ? t("time.today") : formatDate(dayOf(first + shown * day))}</b>
        </span>
        <span>{known_at === "" ? t("time.allRecords") : <b>{recordedOn(known_at)}</b>}</span>
      </summary>
      <div class="axes">
        <div class="axis">
          {route.view === "recognitions" && <RecognitionPlayback route={route} />}
          <label class="visually-hidden" for="as-of-slider">
            {t("time.asOf")}
          </label>
          <div class="slider">
            <input
              id="as-of-slider"
              type="range"
              min={0}
              max={last}
              value={shown}
              aria-valuetext={formatDate(dayOf(first + shown * day))}
              onInput={(event) => move(Number(event.currentTarget.value))}
            />
            <svg class="ticks" viewBox={`0 0 ${last} 10`} preserveAspectRatio="none" aria-hidden="true">
              {years.map((year) => (
                <path key={year} d={`M${(Date.UTC(year, 0, 1) - first) / day} 0v10`} />
              ))}
            </svg>
            <div class="years" aria-hidden="true">
              <span>2008</span>
              <span>{t("time.today")}</span>
            </div>
          </div>
          <input
            type="date"
            aria-label={t("time.day")}
            min="2008-02-17"
            value={as_of || today()}
            onChange={(event) => set({ as_of: event.currentTarget.value === today() ? "" : event.currentTarget.value })}
          />
          {as_of !== "" && (
            <a class="button" href={here(route, { as_of: "", play: "" })}>
              {t("time.backToToday")}
            </a>
          )}
        </div>
        <div class="axis">
          <label title={t("time.useRecordsHint")}>
            <input
              type="checkbox"
              checked={known_at !== ""}
              onChange={(event) => set({ known_at: event.currentTarget.checked ? new Date().toISOString().slice(0, 19) + "Z" : "" })}
            />{" "}
            {t("time.useRecords")}
          </label>
          {known_at !== "" && (
            <input
              type="datetime-local"
              step={1}
              aria-label={t("time.recordsOf")}
              value={localOf(known_at)}
              onChange={(event) =>
                set({
                  known_at: event.currentTarget.value === "" ? "" : `${new Date(event.currentTarget.value).toISOString().slice(0, 19)}Z`,
                })
              }
            />
          )}
        </div>
      </div>
    </details>
  );
}

function RecognitionPlayback({ route }: { route: Route }) {
  return <Playback route={route} days={useStatusDays()} show={showHere} />;
}

/** "as recorded on 1 December 2026 at 14:03:21", in local time: always with the day, because the address may be opened on another one. */
function recordedOn(instant: string): string {
  const [day = "", time = ""] = localOf(instant).split("T");
  return t("time.recordedOn", { day: formatDate(day), time });
}

/** A time in the format of the input element, which uses local time. */
function localOf(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? "" : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
