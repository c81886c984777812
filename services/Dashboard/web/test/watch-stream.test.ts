import { Code, ConnectError } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { watchStream, type StreamState } from "@kosovonato/client";
import type { WatchAllResponse } from "@kosovonato/client/dashboard/v1";
import { bookmark } from "./messages.ts";

type Attempt = (WatchAllResponse | Error | "idle")[];

/** Plays the attempts one after the other, and stops after the last. */
async function play(attempts: Attempt[], onMessage: (message: WatchAllResponse) => void = () => {}, idleTimeoutMs = 50) {
  const tokens: string[] = [];
  const states: StreamState[] = [];
  const pauses: number[] = [];
  const stop = new AbortController();
  await watchStream({
    async *open(token, signal) {
      tokens.push(token);
      for (const step of attempts.shift() ?? []) {
        if (step === "idle") {
          await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new ConnectError("aborted", Code.Canceled))));
        } else if (step instanceof Error) {
          throw step;
        } else {
          yield step;
        }
      }
    },
    onMessage,
    onState: (state) => states.push(state),
    signal: stop.signal,
    idleTimeoutMs,
    now: () => 7,
    pause: async (attempt) => {
      pauses.push(attempt);
      if (attempts.length === 0) {
        stop.abort();
      }
    },
  });
  return { tokens, states: states.map((one) => one.state), whys: states.map((one) => one.why), pauses };
}

test("a stream starts without a token and resumes with the last one", async () => {
  const { tokens, states } = await play([[bookmark(1n, 1, "one"), bookmark(2n, 2, "two")], [bookmark(3n, 3, "three")]]);
  expect(tokens).toEqual(["", "two"]);
  expect(states).toEqual(["connecting", "open", "reconnecting", "open", "reconnecting"]);
});

test("an error is reported with its reason, and the wait grows until a message arrives", async () => {
  const down = new ConnectError("the server is away", Code.Unavailable);
  const { tokens, pauses, whys } = await play([[bookmark(1n, 1, "one"), down], [down], [down], [bookmark(2n, 2, "two")], []]);
  expect(tokens).toEqual(["", "one", "one", "one", "two"]);
  expect(pauses).toEqual([0, 1, 2, 0, 1]);
  expect(whys).toContain("the server is away");
});

test("an unreachable server is reported in the same words in every browser", async () => {
  const { whys } = await play([
    [new ConnectError("Failed to fetch", Code.Unknown, undefined, undefined, new TypeError("Failed to fetch"))],
    [],
  ]);
  expect(whys).toContain("the server cannot be reached");
});

test("a stream without messages is aborted and resumed", async () => {
  const { tokens, whys } = await play([[bookmark(1n, 1, "one"), "idle"], []]);
  expect(tokens).toEqual(["", "one"]);
  expect(whys.some((why) => why.startsWith("no message for"))).toBe(true);
});

test("a token that the server rejects is dropped, and everything is listed", async () => {
  const { tokens } = await play([[bookmark(1n, 1, "one")], [new ConnectError("not a token", Code.InvalidArgument)], []]);
  expect(tokens).toEqual(["", "one", ""]);
});

test("the stream resumes after the last message that was applied", async () => {
  const taken: string[] = [];
  const { tokens } = await play([[bookmark(1n, 1, "one"), bookmark(2n, 2, "two")], []], ({ resumeToken }) => {
    if (resumeToken === "two") {
      throw new Error("no room");
    }

    taken.push(resumeToken);
  });
  expect(taken).toEqual(["one"]);
  expect(tokens).toEqual(["", "one"]);
});
