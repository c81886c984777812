/** Waits with exponential backoff from 0.5 to 4 seconds, with jitter so that clients do not reconnect all at once. */
export function backoff(attempt: number, signal: AbortSignal, floorMs = 0): Promise<void> {
  const wait = floorMs + Math.min(4_000, 500 * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);
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
    if (signal.aborted) {
      done();
    }
  });
}
