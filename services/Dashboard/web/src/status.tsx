// Says whether what is shown is live, and since when it is not.
import { useEffect, useState } from "preact/hooks";
import { connection, useSecond, useStore } from "./app.ts";
import { agoWords, timeWords } from "./dates.ts";
import { healthOf, together, type Health, type State } from "./health.ts";
import { services, type Service } from "./store.ts";
import { capital, joined } from "./words.ts";

function words({ state, completeAt }: Health, now: number): string {
  switch (state) {
    case "live":
      return "Live";
    case "reconnecting":
      return "Reconnecting";
    case "stale":
      return `Stale since ${timeWords(completeAt)} (${agoWords(now - completeAt)})`;
    case "connecting":
      return "Connecting";
  }
}

export function Status() {
  const { reach } = useStore();
  const now = useSecond();
  const each = Object.fromEntries(services.map((service) => [service, healthOf(reach[service], connection, now)])) as Record<Service, Health>;
  const worst = together(each);
  useEffect(() => {
    document.documentElement.dataset["state"] = worst.state;
    const title = document.title.replace(/^\((?:stale|reconnecting|connecting)\) /, "");
    document.title = worst.state === "live" ? title : `(${worst.state}) ${title}`;
  }, [worst.state]);
  return (
    <>
      <details class={`status ${worst.state}`}>
        <summary>
          <Mark state={worst.state} /> {words(worst, now)}
        </summary>
        <table>
          <caption>How far each service is known</caption>
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">State</th>
              <th scope="col">Complete to</th>
              <th scope="col">Revision</th>
            </tr>
          </thead>
          <tbody>
            {services.map((service) => (
              <tr key={service}>
                <th scope="row">{capital(service)}</th>
                <td>
                  <Mark state={each[service].state} /> {words(each[service], now)}
                  {each[service].why && (
                    <>
                      <br />
                      <span class="soft">{each[service].why}</span>
                    </>
                  )}
                </td>
                <td>{timeWords(each[service].completeAt)}</td>
                <td class="num">{String(reach[service].revision)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <Announce state={worst.state} />
      {worst.completeAt > 0 && <span class="printed">as of {new Date(worst.completeAt).toISOString().slice(0, 19).replace("T", " ")} UTC</span>}
    </>
  );
}

/** Tells readers of the screen when the state changes, and not every second. */
function Announce({ state }: { state: State }) {
  const [said, say] = useState("");
  useEffect(
    () => say({ live: "The page is live.", reconnecting: "Reconnecting.", stale: "What is shown may be old.", connecting: "" }[state]),
    [state],
  );
  return (
    <span class="visually-hidden" role="status">
      {said}
    </span>
  );
}

/** A shape for each state, so that color is not needed. */
function Mark({ state }: { state: State }) {
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

/** Says it in the page itself once it matters for what one reads there. */
export function StaleNotice() {
  const { reach } = useStore();
  const now = useSecond();
  const old = services
    .map((service) => ({ service, health: healthOf(reach[service], connection, now) }))
    .filter(({ health }) => health.state === "stale");
  const groups = Map.groupBy(old, ({ health }) => `as of ${timeWords(health.completeAt)}${health.why ? `, ${health.why}` : ""}`);
  return old.length === 0 ? null : (
    <div class="notice stale-notice">
      <b>What you see may be old.</b>{" "}
      {[...groups].map(([words, of]) => `${joined(of.map(({ service }) => capital(service)))}: ${words}`.replace(/\.?$/, ".")).join(" ")} The page goes on trying, and goes on from where it was.
    </div>
  );
}
