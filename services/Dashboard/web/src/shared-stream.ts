// The stream of this page. All tabs of a browser share one, because a browser opens only six connections to a host over HTTP/1.1.
import type { WatchAllResponse } from "./gen/kosovonato/dashboard/v1/dashboard_pb.ts";
import { beatMs, type Relayed } from "./stream-hub.ts";
import { backoff, watchStream, type StreamState } from "./watch-stream.ts";

export interface StreamTarget {
  /** Applies a message that arrived in this browser at `heardAt`. */
  onMessage(message: WatchAllResponse, heardAt: number): void;
  onState(state: StreamState): void;
}

type Open = (resumeToken: string, signal: AbortSignal) => AsyncIterable<WatchAllResponse>;

/** After this many beats without a message the worker counts as dead. Beats are counted, because time passes while a computer sleeps. */
const maxMissedBeats = 4;

/** Follows the stream of the shared worker, or a stream of this page's own if the browser has no shared workers. */
export function followStream(open: Open, target: StreamTarget): void {
  if (typeof SharedWorker === "undefined") {
    followAlone(open, target);
    return;
  }

  followShared(
    () => new SharedWorker(new URL("./stream-worker.ts", import.meta.url), { type: "module", name: "stream" }),
    () => followAlone(open, target),
    target,
  );
}

/** Follows the shared worker, and starts another one if it dies. If none can be started, `onFailure` takes over. */
export function followShared(start: () => SharedWorker, onFailure: () => void, { onMessage, onState }: StreamTarget): void {
  let port: MessagePort | undefined;
  let missedBeats = 0;

  const connect = () => {
    const worker = start();
    worker.onerror = () => {
      disconnect();
      clearInterval(beats);
      removeEventListener("pagehide", disconnect);
      removeEventListener("pageshow", reconnect);
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
  };
  const disconnect = () => {
    port?.postMessage("goodbye");
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
      onState({ state: "reconnecting", since: Date.now(), heardAt: 0, why: "the shared stream of this browser has stopped" });
      disconnect();
      reconnect();
    }
  }, beatMs);
  // A browser can keep a page that was left, and show it again.
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", reconnect);
  connect();
}

/** Opens a stream of this page's own. A hidden page lets go of it, so that the visible ones get a connection. */
export function followAlone(open: Open, { onMessage, onState }: StreamTarget): void {
  void watchStream({
    open: (resumeToken, signal) => open(resumeToken, AbortSignal.any([signal, whenHidden(signal)])),
    onMessage: (message) => onMessage(message, Date.now()),
    onState,
    signal: new AbortController().signal,
    pause: async (attempt, signal) => {
      await backoff(attempt, signal);
      await visible(signal);
    },
  });
}

/** A signal that aborts when the page is hidden. Listens until `end` aborts. */
function whenHidden(end: AbortSignal): AbortSignal {
  const hidden = new AbortController();
  const check = () => document.hidden && hidden.abort();
  document.addEventListener("visibilitychange", check, { signal: end });
  check();
  return hidden.signal;
}

function visible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const check = () => {
      if (!document.hidden || signal.aborted) {
        done.abort();
        resolve();
      }
    };
    document.addEventListener("visibilitychange", check, { signal: done.signal });
    signal.addEventListener("abort", check, { signal: done.signal });
    check();
  });
}
