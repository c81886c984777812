// What an error says beyond its status code.
import { Code, ConnectError } from "@connectrpc/connect";
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { ErrorReason } from "./gen/kosovonato/errors/v1/errors_pb.js";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  PreconditionFailureSchema,
  QuotaFailureSchema,
  RetryInfoSchema,
  type BadRequest_FieldViolation,
  type PreconditionFailure_Violation,
  type QuotaFailure_Violation,
} from "./gen/google/rpc/error_details_pb.js";

const domain = "kosovonato";
const maxRetryDelayMs = 86_400_000;
const lasting = [
  Code.InvalidArgument,
  Code.NotFound,
  Code.AlreadyExists,
  Code.FailedPrecondition,
  Code.OutOfRange,
  Code.PermissionDenied,
  Code.Unauthenticated,
  Code.Unimplemented,
];

/** The details of a failed call. */
export interface ErrorDetails {
  code: Code;
  /** A sentence for people. Texts can change, reasons never do. */
  message: string;
  /** UNSPECIFIED if the error does not come from the service, or if the reason is newer than this client. */
  reason: ErrorReason;
  /** The reason as it was sent, for example `RESOURCE_NOT_FOUND`. Empty if the error does not come from the service. */
  reasonName: string;
  /** Facts about the reason, for example `oldest` and `newest`. */
  metadata: Readonly<Record<string, string>>;
  /** The invalid fields of the request, all of them. */
  fieldViolations: readonly BadRequest_FieldViolation[];
  /** The domain rules that the write violates. */
  preconditionViolations: readonly PreconditionFailure_Violation[];
  /** The limits that were reached. */
  quotaViolations: readonly QuotaFailure_Violation[];
  /** The delay that the service asks for before a retry. */
  retryDelayMs: number | undefined;
}

/** Decodes an error of a call. Accepts any value that was thrown; without details it has only a code and a message. */
export function errorDetails(thrown: unknown): ErrorDetails {
  const error = ConnectError.from(thrown);
  const info = first(error, ErrorInfoSchema);
  const own = info?.domain === domain ? info : undefined;
  const delay = first(error, RetryInfoSchema)?.retryDelay;
  return {
    code: error.code,
    message: error.rawMessage,
    reason: reasonOf(own?.reason ?? ""),
    reasonName: own?.reason ?? "",
    metadata: own?.metadata ?? {},
    fieldViolations: first(error, BadRequestSchema)?.fieldViolations ?? [],
    preconditionViolations: first(error, PreconditionFailureSchema)?.violations ?? [],
    quotaViolations: first(error, QuotaFailureSchema)?.violations ?? [],
    // The value comes from the network, so it is kept within a day.
    retryDelayMs: delay && Math.min(maxRetryDelayMs, Math.max(0, Number(delay.seconds) * 1_000 + delay.nanos / 1e6)),
  };
}

/** Whether the same call can succeed later. It cannot if the request is invalid, not allowed, outdated, or names a missing resource. */
export function isRetryable(thrown: unknown): boolean {
  const { code, reason } = errorDetails(thrown);
  return !lasting.includes(code) && reason !== ErrorReason.ETAG_MISMATCH;
}

/** Whether no connection could be made. The messages of such errors differ between browsers. */
export function isUnreachable(thrown: unknown): boolean {
  return ConnectError.from(thrown).cause instanceof TypeError;
}

function reasonOf(name: string): ErrorReason {
  const value: unknown = ErrorReason[name as keyof typeof ErrorReason];
  return typeof value === "number" ? value : ErrorReason.UNSPECIFIED;
}

// findDetails skips details that it cannot decode: the code is still valid.
function first<D extends DescMessage>(error: ConnectError, schema: D): MessageShape<D> | undefined {
  return error.findDetails(schema)[0];
}
