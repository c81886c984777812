// The texts of the page in Albanian. There is a file for each area.
import type { Catalog } from "../messages.ts";
import states from "./sq/states.json" with { type: "json" };
import terms from "./sq/terms.json" with { type: "json" };

const areas = import.meta.glob<Catalog["texts"]>(["./sq/*.json", "!./sq/states.json", "!./sq/terms.json"], {
  eager: true,
  import: "default",
});

export const catalog: Catalog = { texts: Object.assign({}, ...Object.values(areas)), terms, states };
