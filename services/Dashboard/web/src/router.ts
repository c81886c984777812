// A view's address is the hash of the URL, for example #/recognitions?as_of=2012-01-01&fact=recognitions/AL-XK or #/countries/ES

export const views = [
  "overview",
  "recognitions",
  "countries",
  "decisions",
  "ballots",
  "what-if",
  "milestones",
  "precedents",
  "recommendations",
  "indicators",
  "charts",
  "changes",
] as const;
export type View = (typeof views)[number];

export interface Route {
  view: View;
  /** The part of a view that the address names, for example the code of a country. Absent for the whole view. */
  id?: string;
  params: Readonly<Record<string, string>>;
}

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [name = "", id = ""] = path.split("/");
  const view = views.find((one) => one === name) ?? "overview";
  const params = Object.fromEntries(new URLSearchParams(query));
  return view === "countries" && id !== "" ? { view, id: decoded(id), params } : { view, params };
}

/** A link can be cut off in the middle of an escape sequence. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function format({ view, id = "", params }: Route): string {
  const query = Object.entries(params)
    .filter(([, value]) => value !== "")
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%20", "+").replaceAll("%2C", ",")}`,
    )
    .join("&");
  const path = id === "" ? view : `${view}/${encodeURIComponent(id)}`;
  return `#/${view === "overview" ? "" : path}${query ? `?${query}` : ""}`;
}

/** A link to another view. It keeps the time point and the language, and drops the parameters of the current view. */
export function to(route: Route, view: View, params: Record<string, string> = {}): string {
  return format({ view, params: { ...timeOf(route), ...params, ...languageOf(route) } });
}

/** A link to the page of a country. */
export function toCountry(route: Route, code: string): string {
  return format({ view: "countries", id: code, params: { ...timeOf(route), ...languageOf(route) } });
}

/** A link to the same view with some parameters set. Empty parameters are removed. */
export function here(route: Route, params: Record<string, string>): string {
  return format({ ...route, params: { ...route.params, ...params } });
}

function timeOf({ params: { as_of = "", known_at = "" } }: Route): Record<string, string> {
  return { as_of, known_at };
}

function languageOf({ params: { lang = "" } }: Route): Record<string, string> {
  return { lang };
}
