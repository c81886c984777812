// Shows whether the page is live, and if not, since when.
import { useEffect, useState } from "preact/hooks";
import { streamState, useClock, useStore } from "./app.ts";
import { formatAge, formatTime } from "./dates.ts";
import { freshnessOf, noRecentMessage, worstOf, type Freshness, type FreshnessState } from "./freshness.ts";
import { services, type Service } from "./store.ts";
import { serviceLabel } from "./labels.ts";
import { currentLanguage, joinAnd, t, type MessageKey } from "./messages.ts";

function freshnessLabel({ state, completeAt }: Freshness, now: number): string {
  switch (state) {
    case "live":
      return t("freshness.live");
    case "reconnecting":
      return t("freshness.reconnecting");
    case "stale":
      return t("freshness.stale", { since: formatTime(completeAt), age: formatAge(now - completeAt) });
    case "connecting":
      return t("freshness.connecting");
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
    const title = document.title.replace(/^\([^)]*\) /, "");
    document.title = worst.state === "live" ? title : `(${t(`freshness.title-${worst.state}`)}) ${title}`;
  }, [worst.state, currentLanguage()]);
  return (
    <>
      <details class={`status ${worst.state}`}>
        <summary>
          <StateIcon state={worst.state} /> {freshnessLabel(worst, now)}
        </summary>
        <table>
          <caption>{t("freshness.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("freshness.service")}</th>
              <th scope="col">{t("freshness.status")}</th>
              <th scope="col">{t("freshness.complete")}</th>
              <th scope="col">{t("freshness.revision")}</th>
            </tr>
          </thead>
          <tbody>
            {services.map((service) => (
              <tr key={service}>
                <th scope="row">{serviceLabel(service)}</th>
                <td>
                  <StateIcon state={each[service].state} /> {freshnessLabel(each[service], now)}
                  {each[service].why && (
                    <>
                      <br />
                      <span class="soft">{reasonText(each[service].why)}</span>
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
        <span class="printed">
          {t("freshness.printed", { time: new Date(worst.completeAt).toISOString().slice(0, 19).replace("T", " ") })}
        </span>
      )}
    </>
  );
}

/** Announces each change of the state to screen readers, instead of every second. */
function LiveAnnouncement({ state }: { state: FreshnessState }) {
  const [said, say] = useState("");
  useEffect(
    () => say(state === "connecting" ? "" : t(`freshness.said-${state}`)),
    [state, currentLanguage()],
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
  const groups = Map.groupBy(old, ({ freshness }) => `${formatTime(freshness.completeAt)} ${freshness.why}`);
  return old.length === 0 ? null : (
    <div class="notice stale-notice">
      <b>{t("freshness.may-be-outdated")}</b>{" "}
      {[...groups.values()].map((of) => {
        const { completeAt, why } = of[0]!.freshness;
        const names = joinAnd(of.map(({ service }) => serviceLabel(service)));
        const since = why
          ? t("freshness.as-of-why", { services: names, time: formatTime(completeAt), why: reasonText(why).replace(/\.$/, "") })
          : t("freshness.as-of", { services: names, time: formatTime(completeAt) });
        return `${since} `;
      })}
      {t("freshness.retrying")}
    </div>
  );
}

/** Why the page is not live. The page's own reasons are in its language; those of a service are in English. */
export function reasonText(why: string): string {
  const idle = /^no message for (\d+) seconds$/.exec(why);
  if (idle) {
    return t("freshness.why-idle", { count: Number(idle[1]) });
  }

  const key = reasons[why];
  return key ? t(key) : why;
}

// By the words of `@kosovonato/client`, which does not know the catalogs.
const reasons: Readonly<Record<string, MessageKey>> = {
  "the server ended the stream": "freshness.why-ended",
  "the server cannot be reached": "freshness.why-unreachable",
  "the shared stream of this browser has stopped": "freshness.why-stopped",
  "no tab of this page was visible for a while": "freshness.why-hidden",
  [noRecentMessage]: "freshness.why-no-message",
};
