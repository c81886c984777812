// The texts of the page in Serbian, in Latin script, by area.
import type { Catalog } from "../messages.ts";

export const catalog: Catalog = {
  texts: {
  },
  terms: {},
};
