// Clients of the services, over gRPC-Web: the same in Node and in browsers.
import type { DescService } from "@bufbuild/protobuf";
import { createClient, type Client, type Interceptor, type Transport } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";

export interface ConnectOptions {
  /** The HTTP address of the service, for example `http://127.0.0.1:5100`; in a page, often the origin of the page. */
  baseUrl: string;
  /** The API key. Sent over TLS, and to this machine. */
  apiKey?: string;
  /** Gets an access token for each call instead of a key. Cache it as long as it is valid. */
  accessToken?: () => string | Promise<string>;
  /** The deadline of a call that is not a stream. 10 seconds if unset. */
  timeoutMs?: number;
}

/** Creates a client of a service. */
export function connect<S extends DescService>(service: S, options: ConnectOptions): Client<S> {
  return createClient(service, transportOf(options));
}

function transportOf({ baseUrl, apiKey, accessToken, timeoutMs = 10_000 }: ConnectOptions): Transport {
  const token = accessToken ?? (apiKey === undefined ? undefined : () => apiKey);
  if (token && !isSafe(baseUrl)) {
    throw new Error(`\`baseUrl\` is ${baseUrl}, over which a credential would be readable on its way: use https.`);
  }

  const shared = { baseUrl, interceptors: token ? [bearer(token)] : [] };
  // A stream does not end, so it has no deadline.
  return {
    unary: createGrpcWebTransport({ ...shared, defaultTimeoutMs: timeoutMs }).unary,
    stream: createGrpcWebTransport(shared).stream,
  };
}

const bearer = (token: () => string | Promise<string>): Interceptor => (next) => async (request) => {
  request.header.set("authorization", `Bearer ${await token()}`);
  return next(request);
};

function isSafe(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === "https:" || hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
