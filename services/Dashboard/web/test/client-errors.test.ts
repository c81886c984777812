// Errors and credentials of the client.
import { Code, ConnectError } from "@connectrpc/connect";
import { connect, errorDetails, isRetryable, isUnreachable } from "@kosovonato/client";
import { ErrorReason } from "@kosovonato/client/errors/v1";
import { RecognitionService } from "@kosovonato/client/recognitions/v1";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "@kosovonato/client/rpc";
import { expect, test } from "vitest";

const info = (reason: string, domain = "kosovonato") =>
  ({ desc: ErrorInfoSchema, value: { domain, reason, metadata: { service: "recognitions" } } }) as const;

test("an error is decoded with its reason, its metadata, its fields and its delay", () => {
  const fieldViolations = [{ field: "page_size", description: "must be 0 or more" }];
  const details = errorDetails(
    new ConnectError("invalid", Code.InvalidArgument, undefined, [
      info("INVALID_REQUEST"),
      { desc: BadRequestSchema, value: { fieldViolations } },
      { desc: RetryInfoSchema, value: { retryDelay: { seconds: 1n, nanos: 500_000_000 } } },
    ]),
  );
  expect(details).toMatchObject({
    code: Code.InvalidArgument,
    message: "invalid",
    reason: ErrorReason.INVALID_REQUEST,
    reasonName: "INVALID_REQUEST",
    metadata: { service: "recognitions" },
    fieldViolations,
    retryDelayMs: 1_500,
  });
});

test("a newer reason keeps its name, and an error of somebody else has none", () => {
  const newer = errorDetails(new ConnectError("", Code.Internal, undefined, [info("INVENTED_LATER")]));
  expect([newer.reason, newer.reasonName]).toEqual([ErrorReason.UNSPECIFIED, "INVENTED_LATER"]);
  const foreign = errorDetails(new ConnectError("", Code.Internal, undefined, [info("INVALID_REQUEST", "example.org")]));
  expect([foreign.reason, foreign.reasonName, foreign.metadata]).toEqual([ErrorReason.UNSPECIFIED, "", {}]);
  expect(errorDetails("no error at all")).toMatchObject({ code: Code.Unknown, reasonName: "", retryDelayMs: undefined });
});

test("a delay from the network stays within a day", () => {
  const delayOf = (seconds: bigint) =>
    errorDetails(new ConnectError("", Code.Unavailable, undefined, [{ desc: RetryInfoSchema, value: { retryDelay: { seconds } } }]))
      .retryDelayMs;
  expect([delayOf(-5n), delayOf(1n << 60n)]).toEqual([0, 86_400_000]);
});

test("a write for an outdated version is not worth repeating, a broken connection is", () => {
  expect(isRetryable(new ConnectError("", Code.Aborted, undefined, [info("ETAG_MISMATCH")]))).toBe(false);
  expect(isRetryable(new ConnectError("", Code.Aborted))).toBe(true);
  expect(isUnreachable(new ConnectError("", Code.Unknown, undefined, undefined, new TypeError("Failed to fetch")))).toBe(true);
  expect(isUnreachable(new ConnectError("", Code.Unavailable))).toBe(false);
});

test.each(["https://example.org", "http://127.0.0.1:5100", "http://localhost:5100", "http://[::1]:5100"])("a key may go to %s", (baseUrl) =>
  expect(() => connect(RecognitionService, { baseUrl, apiKey: "key" })).not.toThrow(),
);

test.each(["http://example.org", "http://127.0.0.1.example.org", "http://localhost.example.org"])("a key is not sent to %s", (baseUrl) => {
  expect(() => connect(RecognitionService, { baseUrl, apiKey: "key" })).toThrow(/`baseUrl` is .*use https/);
  expect(() => connect(RecognitionService, { baseUrl })).not.toThrow();
});
