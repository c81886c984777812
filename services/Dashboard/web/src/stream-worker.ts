// The shared worker, which all tabs of a browser have in common. It lives as long as one of them is open.
import { openStream } from "./dashboard-client.ts";
import { beatMs, StreamHub, type Tab } from "./stream-hub.ts";
import { watchStream } from "./watch-stream.ts";

const hub = new StreamHub();

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0]!;
  const tab: Tab = (relayed) => port.postMessage(relayed);
  port.onmessage = () => hub.leave(tab); // The only message of a tab is its goodbye.
  hub.join(tab);
});

setInterval(() => hub.beat(), beatMs);

void watchStream({
  open: openStream,
  onMessage: (message) => hub.publish(message),
  onState: (state) => hub.setState(state),
  signal: new AbortController().signal,
});
