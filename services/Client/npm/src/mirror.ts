// A local copy of the resources that match a filter, kept up to date by a watch.
import type { CallOptions } from "@connectrpc/connect";
import { ChangeKind } from "./gen/kosovonato/changes/v1/changes_pb.js";
import type { WatchMessage } from "./resume-state.js";
import { watch, type WatchOptions, type WatchRequestInit } from "./watch.js";

interface Change<T> {
  name: string;
  kind: ChangeKind;
  resource?: T | undefined;
}

/** A view of a mirror, which does not change: all its items are of one revision. */
export interface MirrorView<T> {
  /** The resources by name. */
  items: ReadonlyMap<string, T>;
  /** The revision of the items, which include every matching change up to it. 0 before the first snapshot. */
  revision: bigint;
  status: "loading" | "live" | "reconnecting";
  /** When the items were last known to be complete. */
  upToDateAt: Date | undefined;
}

export interface MirrorOptions<T> extends Omit<WatchOptions, "onHistoryLost"> {
  /** Called with the first complete view, with a new one at each message, and at each interruption. */
  onView(view: MirrorView<T>): void;
  now?(): Date;
}

/**
 * Mirrors a service: `mirror(client.watch, { filter }, { onView, signal })`. Runs until the signal is aborted, and throws a permanent
 * error; the last view stays valid. An old view stays until the snapshot that replaces it is complete.
 */
export async function mirror<R extends WatchRequestInit, T>(
  open: (request: R, options: CallOptions) => AsyncIterable<WatchMessage<Change<T>>>,
  request: R,
  { onView, now = () => new Date(), ...options }: MirrorOptions<T>,
): Promise<void> {
  let view: MirrorView<T> = { items: new Map(), revision: 0n, status: "loading", upToDateAt: undefined };
  let items = new Map<string, T>();
  const show = (next: MirrorView<T>) => onView((view = next));
  const events = watch(open, { ...request, start: { case: "snapshotFirst", value: true } }, {
    ...options,
    onInterrupted(interruption) {
      options.onInterrupted?.(interruption);
      show({ ...view, status: view.upToDateAt ? "reconnecting" : "loading" });
    },
  });
  for await (const event of events) {
    if (event.case === "snapshotStart") {
      items = new Map();
      continue;
    }

    const { snapshot, revisions } = event.message;
    for (const { name, kind, resource } of [...snapshot, ...revisions.flatMap(({ changes }) => changes)]) {
      if (kind === ChangeKind.REMOVED) {
        items.delete(name);
      } else if (resource !== undefined) {
        items.set(name, resource);
      }
    }

    if (event.completeRevision !== undefined) {
      show({ items: new Map(items), revision: event.completeRevision, status: "live", upToDateAt: now() });
    }
  }
}
