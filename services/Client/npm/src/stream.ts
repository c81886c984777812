/** The error of a stream that was ended because no message arrived in time. */
export class IdleStreamError extends Error {
  override readonly name = "IdleStreamError";

  constructor(idleTimeoutMs: number) {
    super(`no message for ${Math.round(idleTimeoutMs / 1000)} seconds`);
  }
}

/** Reads one stream, and ends it if no message arrives in time: a broken connection may be reported late or never. */
export async function* readStream<M>(
  open: (signal: AbortSignal) => AsyncIterable<M>,
  signal: AbortSignal,
  idleTimeoutMs: number,
): AsyncGenerator<M, void, void> {
  const stream = new AbortController();
  const end = () => stream.abort();
  let isIdle = false;
  signal.addEventListener("abort", end, { once: true });
  try {
    signal.throwIfAborted();
    const messages = open(stream.signal)[Symbol.asyncIterator]();
    for (;;) {
      // The limit applies only while waiting for the server: a slow reader must not count as an idle server.
      const watchdog = setTimeout(() => {
        isIdle = true;
        end();
      }, idleTimeoutMs);
      const next = await messages.next().finally(() => clearTimeout(watchdog));
      if (next.done) {
        return;
      }

      yield next.value;
    }
  } catch (error) {
    throw isIdle ? new IdleStreamError(idleTimeoutMs) : error;
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}
