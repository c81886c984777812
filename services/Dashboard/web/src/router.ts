// A view's address is the hash of the URL, for example #/recognitions?as_of=2012-01-01&fact=recognitions/AL-XK

export const views = [
  "overview",
  "recognitions",
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
  params: Readonly<Record<string, string>>;
}

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const view = views.find((one) => one === path) ?? "overview";
  return { view, params: Object.fromEntries(new URLSearchParams(query)) };
}

export function format({ view, params }: Route): string {
  const query = Object.entries(params)
    .filter(([, value]) => value !== "")
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%20", "+").replaceAll("%2C", ",")}`,
    )
    .join("&");
  return `#/${view === "overview" ? "" : view}${query ? `?${query}` : ""}`;
}

/** A link to another view. It keeps the time point and the language, and drops the parameters of the current view. */
export function to(route: Route, view: View, params: Record<string, string> = {}): string {
  const { as_of = "", known_at = "", lang = "" } = route.params;
  return format({ view, params: { as_of, known_at, ...params, lang } });
}

/** A link to the same view with some parameters set. Empty parameters are removed. */
export function here(route: Route, params: Record<string, string>): string {
  return format({ view: route.view, params: { ...route.params, ...params } });
}
