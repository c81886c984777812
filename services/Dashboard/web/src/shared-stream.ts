// The stream of this page. All tabs of a browser share one, because a browser opens only six connections to a host over HTTP/1.1.
import { canShare, followChannel } from "./channel-stream.ts";
import { Audience, onVisibility, streamStopped, type Open } from "./stream-audience.ts";
import { beatMs, type Relayed, type StreamTarget, type TabMessage } from "./stream-hub.ts";
import { watchStream } from "@kosovonato/client";

export type { StreamTarget } from "./stream-hub.ts";

/** After this many beats without a message the worker counts as dead. Beats are counted, because time passes while a computer sleeps. */
const maxMissedBeats = 4;

/** Follows the stream of the shared worker. Without shared workers, one of the tabs has the stream; at worst, every tab has its own. */
export function followStream(open: Open, target: StreamTarget): void {
  const followWithoutWorker = () => (canShare() ? followChannel(open, target) : followAlone(open, target));
  if (typeof SharedWorker === "undefined") {
    followWithoutWorker();
    return;
  }

  followShared(
    () => new SharedWorker(new URL("./stream-worker.ts", import.meta.url), { type: "module", name: "stream" }),
    followWithoutWorker,
    target,
  );
}

/** Follows the shared worker, and starts another one if it dies. If none can be started, `onFailure` takes over. */
export function followShared(start: () => SharedWorker, onFailure: () => void, { onMessage, onState }: StreamTarget): void {
  let port: MessagePort | undefined;
  let missedBeats = 0;
  const end = new AbortController();
  const tell = (what: TabMessage) => port?.postMessage(what);

  const connect = () => {
    const worker = start();
    worker.onerror = () => {
      disconnect();
      clearInterval(beats);
      end.abort();
      onFailure();
    };
    port = worker.port;
    port.onmessage = ({ data }: MessageEvent<Relayed>) => {
      missedBeats = 0;
      if ("state" in data) {
        onState(data.state);
      } else {
        onMessage(data.message, data.heardAt);
      }
    };
    tellVisibility();
  };
  const tellVisibility = () => tell(document.hidden ? "hidden" : "visible");
  const disconnect = () => {
    tell("goodbye");
    port?.close();
    port = undefined;
  };
  const reconnect = () => {
    missedBeats = 0;
    if (!port) {
      connect();
    }
  };

  const beats = setInterval(() => {
    if (port && ++missedBeats > maxMissedBeats) {
      onState({ state: "reconnecting", since: Date.now(), heardAt: 0, why: streamStopped });
      disconnect();
      reconnect();
    }
  }, beatMs);
  // A browser can keep a page that was left, and show it again.
  addEventListener("pagehide", disconnect, { signal: end.signal });
  addEventListener("pageshow", reconnect, { signal: end.signal });
  document.addEventListener("visibilitychange", tellVisibility, { signal: end.signal });
  connect();
}

/** Opens a stream of this page's own. A hidden page lets go of it at once, so that the visible ones get a connection. */
export function followAlone(open: Open, { onMessage, onState }: StreamTarget): void {
  const audience = new Audience(0);
  const { signal } = new AbortController();
  onVisibility((isVisible) => audience.see("this page", isVisible), signal);
  void watchStream({
    open: (resumeToken, end) => audience.open(open, resumeToken, end),
    onMessage: (message) => onMessage(message, Date.now()),
    onState,
    signal,
    pause: (attempt, end) => audience.pause(attempt, end),
  });
}
