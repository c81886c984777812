// One stream for all tabs of a browser that has no shared workers: one tab, which holds a lock, follows the stream and posts its messages.
import { Audience, onVisibility, streamStopped, type Open } from "./stream-audience.ts";
import { beatMs, StreamHub, type Relayed, type StreamTarget } from "./stream-hub.ts";
import { watchStream } from "@kosovonato/client";

type Posted =
  | { from: string; is: "visible" | "hidden" | "joining" | "gone" }
  /** The tab that follows the stream is another one now, and wants to know the tabs. */
  | { call: true }
  /** `to` is set in the data for a tab that joins. */
  | { relayed: Relayed; to?: string };

const lockName = "stream";
/** After this many beats without a message, the tab that has the lock counts as frozen. */
const maxMissedBeats = 4;

export interface Browser {
  channel: BroadcastChannel;
  locks: LockManager;
  id: string;
}

export const canShare = (): boolean => typeof BroadcastChannel !== "undefined" && globalThis.navigator?.locks !== undefined;

export function followChannel(
  open: Open,
  { onMessage, onState }: StreamTarget,
  { channel, locks, id }: Browser = { channel: new BroadcastChannel("stream"), locks: navigator.locks, id: crypto.randomUUID() },
): void {
  // Every tab keeps the data, so that any of them can take over without a new snapshot.
  const hub = new StreamHub();
  let [token, joined, leads, missedBeats] = ["", false, false, 0];
  let audience = new Audience();
  let page = new AbortController();

  const take = (relayed: Relayed) => {
    if ("state" in relayed) {
      hub.setState(relayed.state);
      onState(relayed.state);
    } else {
      token = relayed.message.resumeToken;
      hub.publish(relayed.message, relayed.heardAt);
      onMessage(relayed.message, relayed.heardAt);
    }
  };
  const post = (what: Posted) => channel.postMessage(what);
  const tell = (is: "visible" | "hidden" | "joining" | "gone") => post({ from: id, is });
  const tellVisibility = () => tell(document.hidden ? "hidden" : "visible");

  /** What the tab that follows the stream does with the messages of the others. */
  const serve = ({ from, is }: { from: string; is: string }) => {
    if (is === "joining") {
      hub.replay((relayed) => post({ relayed, to: from }));
    } else {
      audience.see(from, is === "visible");
    }
  };
  channel.onmessage = ({ data }: MessageEvent<Posted>) => {
    if ("from" in data) {
      if (leads) {
        serve(data);
      }
    } else if ("call" in data) {
      missedBeats = 0;
      tellVisibility();
      if (!joined) {
        tell("joining");
      }
    } else if (!leads && (data.to === id || (joined && data.to === undefined))) {
      [joined, missedBeats] = [true, 0];
      take(data.relayed);
    }
  };

  /** Follows the stream for all tabs until the signal aborts. */
  const lead = async (signal: AbortSignal) => {
    [leads, joined, audience] = [true, true, new Audience()];
    const relay = (relayed: Relayed) => {
      take(relayed);
      post({ relayed });
    };
    onVisibility((isVisible) => audience.see(id, isVisible), signal);
    post({ call: true });
    const beats = setInterval(() => post({ relayed: { state: hub.state } }), beatMs);
    const from = audience;
    try {
      await watchStream({
        open: (resumeToken, end) => from.open(open, resumeToken, end),
        onMessage: (message) => relay({ message, heardAt: Date.now() }),
        onState: (state) => relay({ state }),
        signal,
        resumeToken: token,
        pause: (attempt, end) => from.pause(attempt, end),
      });
    } finally {
      clearInterval(beats);
      leads = false;
    }
  };

  /** Waits for the lock, and follows the stream while this tab has it. */
  const compete = async (steal: boolean) => {
    const end = new AbortController();
    const stop = () => end.abort();
    page.signal.addEventListener("abort", stop, { once: true });
    try {
      // A request that steals cannot have a signal.
      await locks.request(lockName, steal ? { steal } : { signal: page.signal }, () => lead(end.signal));
    } catch {
      // The page was left, or another tab took the lock because this one was frozen.
      end.abort();
    }

    if (!page.signal.aborted) {
      void compete(false);
    }
  };

  const beats = () =>
    setInterval(() => {
      // Hidden tabs leave it to a visible one: their own clocks are slow.
      if (!leads && !document.hidden && ++missedBeats > maxMissedBeats) {
        missedBeats = 0;
        onState({ state: "reconnecting", since: Date.now(), heardAt: 0, why: streamStopped });
        void compete(true);
      }
    }, beatMs);
  const begin = () => {
    page = new AbortController();
    const { signal } = page;
    const timer = beats();
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
    onVisibility(tellVisibility, signal);
    tell("joining");
    void compete(false);
  };
  // A browser can keep a page that was left, and show it again.
  addEventListener("pagehide", () => {
    tell("gone");
    page.abort();
  });
  addEventListener("pageshow", () => {
    if (page.signal.aborted) {
      joined = false;
      begin();
    }
  });
  begin();
}
