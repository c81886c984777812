// The shared worker, which all tabs of a browser have in common. It lives as long as one of them is open.
import { openStream } from "./dashboard-client.ts";
import { Audience } from "./stream-audience.ts";
import { beatMs, StreamHub, type Tab, type TabMessage } from "./stream-hub.ts";
import { watchStream } from "@kosovonato/client";

const hub = new StreamHub();
const audience = new Audience();

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0]!;
  const tab: Tab = (relayed) => port.postMessage(relayed);
  port.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    audience.see(tab, data === "visible");
    if (data === "goodbye") {
      hub.leave(tab);
    }
  };
  hub.join(tab);
});

setInterval(() => hub.beat(), beatMs);

void watchStream({
  open: (resumeToken, signal) => audience.open(openStream, resumeToken, signal),
  onMessage: (message) => hub.publish(message),
  onState: (state) => hub.setState(state),
  signal: new AbortController().signal,
  pause: (attempt, signal) => audience.pause(attempt, signal),
});
