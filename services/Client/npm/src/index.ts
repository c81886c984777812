export { backoff } from "./backoff.js";
export { connect, type ConnectOptions } from "./connect.js";
export { errorDetails, isRetryable, isUnreachable, type ErrorDetails } from "./errors.js";
export { mirror, type MirrorOptions, type MirrorView } from "./mirror.js";
export { listAll } from "./pages.js";
export { WatchOrderError, type WatchMessage } from "./resume-state.js";
export { IdleStreamError } from "./stream.js";
export { watch, type WatchEvent, type WatchInterruption, type WatchOptions, type WatchRequestInit } from "./watch.js";
export { watchStream, type StreamState, type WatchStreamOptions } from "./watch-stream.js";
