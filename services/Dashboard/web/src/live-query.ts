// Asks a service one question, and again when what the answer rests on has changed.
import { isRetryable } from "./api.ts";

/** Waits so long after a change, so that many changes are one question. */
export const debounceMs = 300;
/** While changes never cease, asks about so often. */
export const maxDebounceMs = 2_000;
/** Waits so long after an error that may pass. */
export const retryMs = 3_000;

export interface LiveQueryOptions<T> {
  query(signal: AbortSignal): Promise<T>;
  onResult(value: T): void;
  onError(error: unknown): void;
}

/** Two are never under way: a change during one leads to another after it. */
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

  /** Something changed that the answer rests on. */
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
