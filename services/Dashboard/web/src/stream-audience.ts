// Whether anybody sees the page. A stream that nobody watches is let go after a while, and resumes when a tab is seen again.
import type { WatchAllResponse } from "@kosovonato/client/dashboard/v1";
import { backoff } from "@kosovonato/client";

export type Open = (resumeToken: string, signal: AbortSignal) => AsyncIterable<WatchAllResponse>;

/** Long enough for a look at another tab, short enough to free the server of forgotten tabs. */
export const letGoMs = 5 * 60_000;

/** Why a tab has no stream, although the server may be there. */
export const streamStopped = "the shared stream of this browser has stopped";

export class Audience {
  readonly #watching = new Set<unknown>();
  readonly #letGoMs: number;
  #away = new AbortController();
  #back: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(afterMs = letGoMs) {
    this.#letGoMs = afterMs;
  }

  /** Notes whether a tab is visible. The tab is any value that stands for it. */
  see(tab: unknown, isVisible: boolean): void {
    if (isVisible) {
      this.#watching.add(tab);
    } else {
      this.#watching.delete(tab);
    }

    if (this.#watching.size === 0) {
      this.#timer ??= setTimeout(() => this.#away.abort(), this.#letGoMs);
      return;
    }

    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#away.signal.aborted) {
      this.#away = new AbortController();
      this.#back.splice(0).forEach((resume) => resume());
    }
  }

  /** Opens a stream that ends when nobody has watched it for a while. */
  async *open(open: Open, resumeToken: string, signal: AbortSignal): AsyncIterable<WatchAllResponse> {
    const away = this.#away.signal;
    try {
      yield* open(resumeToken, AbortSignal.any([signal, away]));
    } catch (error) {
      throw away.aborted && !signal.aborted ? new Error(streamStopped) : error;
    }
  }

  /** Waits before an attempt: until a tab is visible, or as long as after an interruption. */
  async pause(attempt: number, signal: AbortSignal): Promise<void> {
    if (!this.#away.signal.aborted) {
      await backoff(attempt, signal);
    }

    // Nobody may be there any more after the wait.
    while (this.#away.signal.aborted && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#back.push(resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  }
}

/** Calls `seen` now and whenever the page becomes visible or hidden, until the signal aborts. */
export function onVisibility(seen: (isVisible: boolean) => void, signal: AbortSignal): void {
  const tell = () => seen(!document.hidden);
  document.addEventListener("visibilitychange", tell, { signal });
  tell();
}
