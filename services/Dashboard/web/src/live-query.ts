// Sends a query to a service, and sends it again when the data behind the result has changed.
import { isRetryable } from "@kosovonato/client";

/** The wait after a change, so that many changes lead to one query. */
export const debounceMs = 300;
/** The longest wait while changes keep coming. */
export const maxDebounceMs = 2_000;
/** The wait after a temporary error. */
export const retryMs = 3_000;

export interface LiveQueryOptions<T> {
  query(signal: AbortSignal): Promise<T>;
  onResult(value: T): void;
  onError(error: unknown): void;
}

/** Never sends two queries at once: a change during a query leads to another query after it. */
export class LiveQuery<T> {
  readonly #options: LiveQueryOptions<T>;
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #queriedAt = 0;
  #busy = false;
  #changed = false;

  constructor(options: LiveQueryOptions<T>, wait = 0) {
    this.#options = options;
    this.#after(wait);
  }

  /** Queries again, because the data behind the result has changed. */
  renew(): void {
    if (this.#busy) {
      this.#changed = true;
    } else if (this.#queriedAt !== 0 && !this.#stop.signal.aborted) {
      this.#after(Math.max(0, Math.min(debounceMs, this.#queriedAt + maxDebounceMs - Date.now())));
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  #after(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), wait);
  }

  async #run(): Promise<void> {
    [this.#busy, this.#changed, this.#queriedAt] = [true, false, Date.now()];
    const { signal } = this.#stop;
    let retryable = false;
    try {
      const value = await this.#options.query(signal);
      if (!signal.aborted) {
        this.#options.onResult(value);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#options.onError(error);
        retryable = isRetryable(error);
      }
    }

    this.#busy = false;
    if (!signal.aborted && (this.#changed || retryable)) {
      this.#after(this.#changed ? debounceMs : retryMs);
    }
  }
}
