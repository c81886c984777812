// The texts of the page in Albanian, by area.
import type { Catalog } from "../messages.ts";

export const catalog: Catalog = {
  texts: {
  },
  terms: {},
};
