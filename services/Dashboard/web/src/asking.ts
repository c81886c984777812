// Asks a service one question, and again when what the answer rests on has changed.
import { mayMend } from "./rpc.ts";

/** Waits so long after a change, so that many changes are one question. */
export const settleFor = 300;
/** While changes never cease, asks about so often. */
export const settleAtMost = 2_000;
/** Waits so long after an error that may pass. */
export const againAfter = 3_000;

export interface Question<T> {
  ask(signal: AbortSignal): Promise<T>;
  answered(value: T): void;
  failed(error: unknown): void;
}

/** Two are never under way: a change during one leads to another after it. */
export class Asking<T> {
  readonly #question: Question<T>;
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #askedAt = 0;
  #busy = false;
  #changed = false;

  constructor(question: Question<T>, wait = 0) {
    this.#question = question;
    this.#after(wait);
  }

  /** Something changed that the answer rests on. */
  renew(): void {
    if (this.#busy) {
      this.#changed = true;
    } else if (this.#askedAt !== 0 && !this.#stop.signal.aborted) {
      this.#after(Math.max(0, Math.min(settleFor, this.#askedAt + settleAtMost - Date.now())));
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
    [this.#busy, this.#changed, this.#askedAt] = [true, false, Date.now()];
    const { signal } = this.#stop;
    let mend = false;
    try {
      const value = await this.#question.ask(signal);
      if (!signal.aborted) {
        this.#question.answered(value);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.#question.failed(error);
        mend = mayMend(error);
      }
    }

    this.#busy = false;
    if (!signal.aborted && (this.#changed || mend)) {
      this.#after(this.#changed ? settleFor : againAfter);
    }
  }
}
