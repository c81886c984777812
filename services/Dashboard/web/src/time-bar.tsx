// The two time axes: the valid time of the view (`as_of`) and its transaction time (`known_at`).
import { useEffect, useState } from "preact/hooks";
import { dayOf, formatDate, formatTime, isDay, today } from "./dates.ts";
import { useRoute } from "./app.ts";
import { here } from "./router.ts";

const first = Date.parse("2008-02-17");
const day = 86_400_000;

/** An error in the times of an address; empty if there is none. Without the check the view would show another time. */
export function timeError({ as_of = "", known_at = "" }: Readonly<Record<string, string>>): string {
  return as_of !== "" && !isDay(as_of)
    ? `“${as_of}” in the address is not a valid day. Use the format 2012-06-01.`
    : known_at !== "" && Number.isNaN(Date.parse(known_at))
      ? `“${known_at}” in the address is not a valid time. Use the format 2026-01-31T12:00:00Z.`
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
      history.replaceState(null, "", here(route, { as_of: moving >= last ? "" : dayOf(first + moving * day) }));
      dispatchEvent(new HashChangeEvent("hashchange"));
      move(undefined);
    }, 150);
    return () => clearTimeout(timer);
  }, [moving]);
  const shown = moving ?? chosen;
  const set = (params: Record<string, string>) => {
    location.hash = here(route, params);
  };
  const years = Array.from({ length: new Date().getUTCFullYear() - 2008 }, (_, i) => 2009 + i);
  return (
    <details class="time" open={as_of !== "" || known_at !== "" || matchMedia("(min-width: 60rem)").matches}>
      <summary>
        <span>
          As of <b>{shown === last && as_of === "" ? "today" : formatDate(dayOf(first + shown * day))}</b>
        </span>
        <span>
          with <b>{known_at === "" ? "all records" : `the records up to ${formatTime(Date.parse(known_at))}`}</b>
        </span>
      </summary>
      <div class="axes">
        <div class="axis">
          <label class="visually-hidden" for="as-of-slider">
            As of
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
              <span>today</span>
            </div>
          </div>
          <input
            type="date"
            aria-label="Day"
            min="2008-02-17"
            value={as_of || today()}
            onChange={(event) => set({ as_of: event.currentTarget.value === today() ? "" : event.currentTarget.value })}
          />
          {as_of !== "" && (
            <a class="button" href={here(route, { as_of: "" })}>
              Today
            </a>
          )}
        </div>
        <div class="axis">
          <label title="Shows the data as recorded at a given time, including errors that were corrected later">
            <input
              type="checkbox"
              checked={known_at !== ""}
              onChange={(event) => set({ known_at: event.currentTarget.checked ? new Date().toISOString().slice(0, 19) + "Z" : "" })}
            />{" "}
            use only the records up to {known_at === "" && "a given time"}
          </label>
          {known_at !== "" && (
            <input
              type="datetime-local"
              step={1}
              aria-label="Records up to"
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

/** A time in the format of the input element, which uses local time. */
function localOf(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? "" : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
