// Addresses that servers and feed readers see. The address of a view is the hash of the URL, which browsers never send.

/** The address that shows a preview of a view where it is posted: `/share/recognitions?as_of=2012-01-01`. */
export function sharePath(hash: string): string {
  const [path, query] = partsOf(hash);
  return `/share/${path === "" ? "overview" : path}${query === "" ? "" : `?${query}`}`;
}

/** The feed of the changes that a view is about: those of a country, or of the service that is selected. */
export function feedPath(hash: string, format: "atom" | "json"): string {
  const [path, query] = partsOf(hash);
  const [view, code] = path.split("/");
  const service = new URLSearchParams(query).get("service") ?? "";
  const filter = view === "countries" && code ? `?state=${code}` : view === "changes" && service !== "" ? `?service=${service}` : "";
  return `/feed.${format}${filter}`;
}

function partsOf(hash: string): [path: string, query: string] {
  const [path = "", ...query] = hash.replace(/^#\/?/, "").split("?");
  return [path, query.join("?")];
}
