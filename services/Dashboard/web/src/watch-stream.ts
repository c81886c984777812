// Watches all services over one stream: list, watch, resume. It does not depend on the page, so it can be copied unchanged.
import { Code, ConnectError } from "@connectrpc/connect";
import type { WatchAllResponse } from "./gen/kosovonato/dashboard/v1/dashboard_pb.ts";

/** The state of the stream. `since` and `heardAt` are in milliseconds; `heardAt` is 0 until the first message. */
export type StreamState =
  | { state: "connecting"; since: number; heardAt: number; why: string }
  | { state: "open"; since: number; heardAt: number; why: "" }
  | { state: "reconnecting"; since: number; heardAt: number; why: string };

export interface WatchStreamOptions {
  /** Opens the stream after a resume token. With an empty token the stream starts with a snapshot. */
  open(resumeToken: string, signal: AbortSignal): AsyncIterable<WatchAllResponse>;
  /** Applies a message. It must be applied when this returns, because the stream then resumes after it. */
  onMessage(message: WatchAllResponse): void;
  onState(state: StreamState): void;
  signal: AbortSignal;
  /** The token of the last message that was applied before, if this continues an earlier stream. */
  resumeToken?: string;
  /** The time without a message after which the stream counts as dead: at least three times the bookmark interval. */
  idleTimeoutMs?: number;
  /** Waits before an attempt. It may return early, for example when the network is back. */
  pause?(attempt: number, signal: AbortSignal): Promise<void>;
  now?(): number;
}

/** Runs until the signal is aborted. Whenever a stream ends, for whatever reason, the next one is opened. */
export async function watchStream({
  open,
  onMessage,
  onState,
  signal,
  resumeToken = "",
  idleTimeoutMs = 20_000,
  pause = backoff,
  now = Date.now,
}: WatchStreamOptions): Promise<void> {
  let [token, heardAt, attempt] = [resumeToken, 0, 0];
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
      // A failed connection is a TypeError, with a text that differs between browsers.
      const reason = cause instanceof TypeError ? "the server cannot be reached" : rawMessage;
      why = stream.signal.aborted ? `no message for ${Math.round(idleTimeoutMs / 1000)} seconds` : reason;
      if (code === Code.InvalidArgument && token !== "") {
        token = ""; // This server rejects the token, for example after a reinstallation: start over instead of failing on every attempt.
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

/** Exponential backoff from 0.5 to 4 seconds, with jitter so that pages do not reconnect all at once. */
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
