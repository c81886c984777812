// Follows a stream whose messages have resume tokens, such as WatchAll of the dashboard: list, watch, resume, for as long as it is wanted.
import { Code, ConnectError } from "@connectrpc/connect";
import { backoff } from "./backoff.js";
import { isUnreachable } from "./errors.js";
import { IdleStreamError, readStream } from "./stream.js";

/** The state of the stream. `since` and `heardAt` are in milliseconds; `heardAt` is 0 until the first message. */
export type StreamState =
  | { state: "connecting"; since: number; heardAt: number; why: string }
  | { state: "open"; since: number; heardAt: number; why: "" }
  | { state: "reconnecting"; since: number; heardAt: number; why: string };

export interface WatchStreamOptions<M> {
  /** Opens the stream after a resume token. With an empty token the stream starts with a snapshot. */
  open(resumeToken: string, signal: AbortSignal): AsyncIterable<M>;
  /** Applies a message. It must be applied when this returns, because the stream then resumes after it. */
  onMessage(message: M): void;
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
export async function watchStream<M extends { resumeToken: string }>({
  open,
  onMessage,
  onState,
  signal,
  resumeToken = "",
  idleTimeoutMs = 20_000,
  pause = backoff,
  now = Date.now,
}: WatchStreamOptions<M>): Promise<void> {
  let [token, heardAt, attempt] = [resumeToken, 0, 0];
  onState({ state: "connecting", since: now(), heardAt, why: "" });
  while (!signal.aborted) {
    let [opened, why] = [false, "the server ended the stream"];
    try {
      for await (const message of readStream((stream) => open(token, stream), signal, idleTimeoutMs)) {
        onMessage(message);
        [token, heardAt, attempt] = [message.resumeToken, now(), 0];
        if (!opened) {
          opened = true;
          onState({ state: "open", since: heardAt, heardAt, why: "" });
        }
      }
    } catch (error) {
      why = reasonOf(error);
      if (ConnectError.from(error).code === Code.InvalidArgument && token !== "") {
        token = ""; // This server rejects the token, for example after a reinstallation: start over instead of failing on every attempt.
      }
    }

    if (!signal.aborted) {
      onState({ state: heardAt === 0 ? "connecting" : "reconnecting", since: now(), heardAt, why });
      await pause(attempt++, signal);
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof IdleStreamError) {
    return error.message;
  }

  return isUnreachable(error) ? "the server cannot be reached" : ConnectError.from(error).rawMessage;
}
