// The texts of the page in Albanian, by area.
import changes from "./sq/changes.json" with { type: "json" };
import criteria from "./sq/criteria.json" with { type: "json" };
import dates from "./sq/dates.json" with { type: "json" };
import explanation from "./sq/explanation.json" with { type: "json" };
import fields from "./sq/fields.json" with { type: "json" };
import freshness from "./sq/freshness.json" with { type: "json" };
import labels from "./sq/labels.json" with { type: "json" };
import overview from "./sq/overview.json" with { type: "json" };
import page from "./sq/page.json" with { type: "json" };
import panel from "./sq/panel.json" with { type: "json" };
import precedents from "./sq/precedents.json" with { type: "json" };
import recommendations from "./sq/recommendations.json" with { type: "json" };
import shared from "./sq/shared.json" with { type: "json" };
import states from "./sq/states.json" with { type: "json" };
import terms from "./sq/terms.json" with { type: "json" };
import titles from "./sq/titles.json" with { type: "json" };
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
