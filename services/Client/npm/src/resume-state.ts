// The position of a watch: where its next stream begins, and which parts of a message are new.

/** The parts that the messages of every Watch have. */
export interface WatchMessage<T = unknown> {
  revisions: { revision: bigint; changes: T[] }[];
  snapshot: T[];
  snapshotEnd?: { revision: bigint } | undefined;
  bookmark?: { revision: bigint } | undefined;
  resumeToken: string;
}

/** The error of a service that violates the order that a Watch promises. The watch ends, because continuing could hide a change. */
export class WatchOrderError extends Error {
  override readonly name = "WatchOrderError";
}

/** Checks the promises of the service within a stream, and drops what an earlier stream has sent. */
export class ResumeState {
  token: string;
  #known = 0n;
  #sent = 0n;
  #inSnapshot = false;
  #isPlaced = false;

  constructor(token: string) {
    this.token = token;
  }

  begin(): void {
    [this.#sent, this.#inSnapshot, this.#isPlaced] = [0n, false, this.token !== ""];
  }

  reset(): void {
    [this.token, this.#known] = ["", 0n];
  }

  /** Removes the known revisions from a message. Returns the revision up to which everything is known; undefined inside a snapshot. */
  accept(message: WatchMessage): bigint | undefined {
    const { snapshot, snapshotEnd, bookmark } = message;
    if (snapshotEnd || snapshot.length > 0) {
      this.#takeSnapshot(snapshotEnd?.revision);
    }

    for (const { revision } of message.revisions) {
      this.#advance(revision, revision > this.#sent);
    }

    message.revisions = message.revisions.filter(({ revision }) => revision > this.#known);
    if (bookmark) {
      this.#advance(bookmark.revision, bookmark.revision >= this.#sent);
    }

    this.#known = this.#sent > this.#known ? this.#sent : this.#known;
    return this.#inSnapshot ? undefined : this.#known;
  }

  #takeSnapshot(end: bigint | undefined): void {
    if (this.#isPlaced) {
      throw new WatchOrderError("The service sent a part of a snapshot outside of a snapshot.");
    }

    this.#inSnapshot = end === undefined;
    if (end !== undefined) {
      [this.#isPlaced, this.#sent, this.#known] = [true, end, end];
    }
  }

  #advance(revision: bigint, isInOrder: boolean): void {
    if (this.#inSnapshot || !isInOrder) {
      throw new WatchOrderError(`The service sent revision ${revision} ${this.#inSnapshot ? "inside a snapshot" : `after ${this.#sent}`}.`);
    }

    [this.#isPlaced, this.#sent] = [true, revision];
  }
}
