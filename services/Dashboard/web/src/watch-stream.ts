// Follows all services over one stream: list, watch, resume. It knows nothing of a page and may be copied as it is.
import { Code, ConnectError } from "@connectrpc/connect";
import type { FollowResponse } from "./gen/kosovonato/dashboard/v1/dashboard_pb.ts";

/** How the stream stands. `since` and `heardAt` are milliseconds; `heardAt` is 0 while nothing has come. */
export type StreamState =
  | { state: "connecting"; since: number; heardAt: number; why: string }
  | { state: "open"; since: number; heardAt: number; why: "" }
  | { state: "reconnecting"; since: number; heardAt: number; why: string };

export interface WatchStreamOptions {
  /** Opens the stream after a token; an empty one begins with a snapshot. */
  open(resumeToken: string, signal: AbortSignal): AsyncIterable<FollowResponse>;
  /** Takes a message. It must have done so when it returns: the token counts only then. */
  onMessage(message: FollowResponse): void;
  onState(state: StreamState): void;
  signal: AbortSignal;
  /** How long a stream may be silent before it counts as dead: three times the progress interval, or more. */
  idleTimeoutMs?: number;
  /** Waits before an attempt, and may return early, as when the network is back. */
  pause?(attempt: number, signal: AbortSignal): Promise<void>;
  now?(): number;
}

/** Runs until the signal is aborted. Every way in which a stream can end leads to the next one. */
export async function watchStream({
  open,
  onMessage,
  onState,
  signal,
  idleTimeoutMs = 20_000,
  pause = backoff,
  now = Date.now,
}: WatchStreamOptions): Promise<void> {
  let [token, heardAt, attempt] = ["", 0, 0];
  onState({ state: "connecting", since: now(), heardAt, why: "" });
  while (!signal.aborted) {
    const stream = new AbortController();
    const end = () => stream.abort();
    signal.addEventListener("abort", end, { once: true });
    let watchdog = setTimeout(end, idleTimeoutMs);
    let [opened, why] = [false, "the server ended the stream"];
    try {
      for await (const message of open(token, stream.signal)) {
        clearTimeout(watchdog);
        watchdog = setTimeout(end, idleTimeoutMs);
        onMessage(message);
        [token, heardAt, attempt] = [message.resumeToken, now(), 0];
        if (!opened) {
          opened = true;
          onState({ state: "open", since: heardAt, heardAt, why: "" });
        }
      }
    } catch (error) {
      const { code, rawMessage, cause } = ConnectError.from(error);
      // What browsers say of a connection that they cannot make, each in words of its own, comes as a TypeError.
      const reason = cause instanceof TypeError ? "the server cannot be reached" : rawMessage;
      why = stream.signal.aborted ? `nothing came for ${Math.round(idleTimeoutMs / 1000)} seconds` : reason;
      if (code === Code.InvalidArgument && token !== "") {
        token = ""; // This server cannot read it, as after its replacement: begin again rather than never.
      }
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener("abort", end);
      stream.abort();
    }

    if (!signal.aborted) {
      onState({ state: heardAt === 0 ? "connecting" : "reconnecting", since: now(), heardAt, why });
      await pause(attempt++, signal);
    }
  }
}

/** Half a second, then twice as long each time up to four, spread so that pages do not come back all at once. */
export function backoff(attempt: number, signal: AbortSignal): Promise<void> {
  const wait = Math.min(4_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      globalThis.removeEventListener?.("online", done);
      resolve();
    };
    const timer = setTimeout(done, wait);
    signal.addEventListener("abort", done, { once: true });
    globalThis.addEventListener?.("online", done, { once: true });
  });
}
