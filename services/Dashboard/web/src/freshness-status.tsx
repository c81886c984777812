// Shows whether the page is live, and if not, since when.
import { useEffect, useState } from "preact/hooks";
import { streamState, useClock, useStore } from "./app.ts";
import { formatAge, formatTime } from "./dates.ts";
import { freshnessOf, worstOf, type Freshness, type FreshnessState } from "./freshness.ts";
import { services, type Service } from "./store.ts";
import { capital, joinAnd } from "./labels.ts";

function freshnessLabel({ state, completeAt }: Freshness, now: number): string {
  switch (state) {
    case "live":
      return "Live";
    case "reconnecting":
      return "Reconnecting";
    case "stale":
      return `Stale since ${formatTime(completeAt)} (${formatAge(now - completeAt)})`;
    case "connecting":
      return "Connecting";
  }
}

export function FreshnessStatus() {
  const { sync } = useStore();
  const now = useClock();
  const each = Object.fromEntries(services.map((service) => [service, freshnessOf(sync[service], streamState, now)])) as Record<
    Service,
    Freshness
  >;
  const worst = worstOf(each);
  useEffect(() => {
    document.documentElement.dataset["state"] = worst.state;
    const title = document.title.replace(/^\((?:stale|reconnecting|connecting)\) /, "");
    document.title = worst.state === "live" ? title : `(${worst.state}) ${title}`;
  }, [worst.state]);
  return (
    <>
      <details class={`status ${worst.state}`}>
        <summary>
          <StateIcon state={worst.state} /> {freshnessLabel(worst, now)}
        </summary>
        <table>
          <caption>Status of each service</caption>
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">Status</th>
              <th scope="col">Complete up to</th>
              <th scope="col">Revision</th>
            </tr>
          </thead>
          <tbody>
            {services.map((service) => (
              <tr key={service}>
                <th scope="row">{capital(service)}</th>
                <td>
                  <StateIcon state={each[service].state} /> {freshnessLabel(each[service], now)}
                  {each[service].why && (
                    <>
                      <br />
                      <span class="soft">{each[service].why}</span>
                    </>
                  )}
                </td>
                <td>{formatTime(each[service].completeAt)}</td>
                <td class="num">{String(sync[service].revision)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <LiveAnnouncement state={worst.state} />
      {worst.completeAt > 0 && (
        <span class="printed">as of {new Date(worst.completeAt).toISOString().slice(0, 19).replace("T", " ")} UTC</span>
      )}
    </>
  );
}

/** Announces each change of the state to screen readers, instead of every second. */
function LiveAnnouncement({ state }: { state: FreshnessState }) {
  const [said, say] = useState("");
  useEffect(
    () => say({ live: "The page is live.", reconnecting: "Reconnecting.", stale: "The data may be out of date.", connecting: "" }[state]),
    [state],
  );
  return (
    <span class="visually-hidden" role="status">
      {said}
    </span>
  );
}

/** Each state has its own shape, so that the color is not needed. */
function StateIcon({ state }: { state: FreshnessState }) {
  return (
    <svg class={`mark-${state}`} viewBox="0 0 12 12" width="10" height="10" aria-hidden="true" focusable="false">
      {state === "live" ? (
        <circle cx="6" cy="6" r="5" />
      ) : state === "stale" ? (
        <rect x="1" y="1" width="10" height="10" />
      ) : (
        <circle cx="6" cy="6" r="4" fill="none" stroke-width="2" />
      )}
    </svg>
  );
}

/** Warns in the view itself once the data shown may be out of date. */
export function StaleNotice() {
  const { sync } = useStore();
  const now = useClock();
  const old = services
    .map((service) => ({ service, freshness: freshnessOf(sync[service], streamState, now) }))
    .filter(({ freshness }) => freshness.state === "stale");
  const groups = Map.groupBy(
    old,
    ({ freshness }) => `as of ${formatTime(freshness.completeAt)}${freshness.why ? `, ${freshness.why}` : ""}`,
  );
  const sentences = [...groups].map(([words, of]) => {
    const names = joinAnd(of.map(({ service }) => capital(service)));
    return `${names}: ${words}`.replace(/\.?$/, ".");
  });
  return old.length === 0 ? null : (
    <div class="notice stale-notice">
      <b>The data shown may be out of date.</b> {sentences.join(" ")} The page keeps retrying and resumes where it stopped.
    </div>
  );
}
