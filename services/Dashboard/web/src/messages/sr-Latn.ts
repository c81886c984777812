// The texts of the page in Serbian, in Latin script, by area.
import changes from "./sr-Latn/changes.json" with { type: "json" };
import criteria from "./sr-Latn/criteria.json" with { type: "json" };
import dates from "./sr-Latn/dates.json" with { type: "json" };
import explanation from "./sr-Latn/explanation.json" with { type: "json" };
import fields from "./sr-Latn/fields.json" with { type: "json" };
import freshness from "./sr-Latn/freshness.json" with { type: "json" };
import labels from "./sr-Latn/labels.json" with { type: "json" };
import overview from "./sr-Latn/overview.json" with { type: "json" };
import page from "./sr-Latn/page.json" with { type: "json" };
import panel from "./sr-Latn/panel.json" with { type: "json" };
import precedents from "./sr-Latn/precedents.json" with { type: "json" };
import recommendations from "./sr-Latn/recommendations.json" with { type: "json" };
import shared from "./sr-Latn/shared.json" with { type: "json" };
import states from "./sr-Latn/states.json" with { type: "json" };
import terms from "./sr-Latn/terms.json" with { type: "json" };
import titles from "./sr-Latn/titles.json" with { type: "json" };
import type { Catalog } from "../messages.ts";

export const catalog: Catalog = {
  texts: {
    ...changes,
    ...criteria,
    ...dates,
    ...explanation,
    ...fields,
    ...freshness,
    ...labels,
    ...overview,
    ...page,
    ...panel,
    ...precedents,
    ...recommendations,
    ...shared,
    ...titles,
  },
  terms,
  states,
};
