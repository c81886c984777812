// Prints the digest of an image in a registry that answers without a login.
//   node deploy/images/digest.mjs docker.io/library/redis:7.2.11-bookworm

// The index over all processors comes first, so that the digest fits every node.
const accept = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

async function digestOf(image) {
  const [, registry, repository, tag] = /^([^/]+\.[^/]+|[^/]+:\d+)\/([^:@]+):([^:@/]+)$/.exec(image) ?? [];
  if (!tag) {
    throw new Error(`"${image}" is not REGISTRY/NAME:TAG.`);
  }
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  const scheme = host.startsWith("127.0.0.1:") ? "http" : "https";
  const ask = (headers) =>
    request(`${scheme}://${host}/v2/${repository}/manifests/${tag}`, { method: "HEAD", headers: { accept, ...headers } });

  let answer = await ask({});
  if (answer.status === 401) {
    answer = await ask({ authorization: `Bearer ${await tokenFor(registry, answer.headers.get("www-authenticate") ?? "")}` });
  }
  const digest = answer.headers.get("docker-content-digest") ?? "";
  if (!answer.ok || !/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new Error(`${registry} has no digest of ${image}: ${answer.status} ${answer.statusText}`);
  }
  return digest;
}

/** The token that a registry asks for in `WWW-Authenticate: Bearer realm="...",service="...",scope="..."`. */
async function tokenFor(registry, challenge) {
  const { realm, ...query } = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
  if (!realm || !challenge.startsWith("Bearer ")) {
    throw new Error(`${registry} asks for a login: ${challenge}`);
  }
  const { token, access_token: accessToken } = await (await request(`${realm}?${new URLSearchParams(query)}`)).json();
  return token ?? accessToken;
}

async function request(url, options) {
  try {
    return await fetch(url, { ...options, signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    throw new Error(`${new URL(url).host} does not answer: ${error.cause?.message ?? error.message}`);
  }
}

try {
  console.log(await digestOf(process.argv[2] ?? ""));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
