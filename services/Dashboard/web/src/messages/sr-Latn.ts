// The texts of the page in Serbian, in Latin script. There is a file for each area.
import type { Catalog } from "../messages.ts";
import states from "./sr-Latn/states.json" with { type: "json" };
import terms from "./sr-Latn/terms.json" with { type: "json" };

const areas = import.meta.glob<Catalog["texts"]>(["./sr-Latn/*.json", "!./sr-Latn/states.json", "!./sr-Latn/terms.json"], {
  eager: true,
  import: "default",
});

export const catalog: Catalog = { texts: Object.assign({}, ...Object.values(areas)), terms, states };
