// The texts of the page in Serbian, in Latin script, by area.
import ballots from "./sr-Latn/ballots.json" with { type: "json" };
import changes from "./sr-Latn/changes.json" with { type: "json" };
import charts from "./sr-Latn/charts.json" with { type: "json" };
import country from "./sr-Latn/country.json" with { type: "json" };
import criteria from "./sr-Latn/criteria.json" with { type: "json" };
import dates from "./sr-Latn/dates.json" with { type: "json" };
import decision from "./sr-Latn/decision.json" with { type: "json" };
import explanation from "./sr-Latn/explanation.json" with { type: "json" };
import fields from "./sr-Latn/fields.json" with { type: "json" };
import freshness from "./sr-Latn/freshness.json" with { type: "json" };
import indicators from "./sr-Latn/indicators.json" with { type: "json" };
import labels from "./sr-Latn/labels.json" with { type: "json" };
import map from "./sr-Latn/map.json" with { type: "json" };
import milestones from "./sr-Latn/milestones.json" with { type: "json" };
import overview from "./sr-Latn/overview.json" with { type: "json" };
import page from "./sr-Latn/page.json" with { type: "json" };
import panel from "./sr-Latn/panel.json" with { type: "json" };
import precedents from "./sr-Latn/precedents.json" with { type: "json" };
import progress from "./sr-Latn/progress.json" with { type: "json" };
import recognition from "./sr-Latn/recognition.json" with { type: "json" };
import recommendations from "./sr-Latn/recommendations.json" with { type: "json" };
import share from "./sr-Latn/share.json" with { type: "json" };
import shared from "./sr-Latn/shared.json" with { type: "json" };
import states from "./sr-Latn/states.json" with { type: "json" };
import terms from "./sr-Latn/terms.json" with { type: "json" };
import time from "./sr-Latn/time.json" with { type: "json" };
import titles from "./sr-Latn/titles.json" with { type: "json" };
import votes from "./sr-Latn/votes.json" with { type: "json" };
import whatif from "./sr-Latn/whatif.json" with { type: "json" };
import type { Catalog } from "../messages.ts";

export const catalog: Catalog = {
  texts: {
    ...ballots,
    ...changes,
    ...charts,
    ...country,
    ...criteria,
    ...dates,
    ...decision,
    ...explanation,
    ...fields,
    ...freshness,
    ...indicators,
    ...labels,
    ...map,
    ...milestones,
    ...overview,
    ...page,
    ...panel,
    ...precedents,
    ...progress,
    ...recognition,
    ...recommendations,
    ...share,
    ...shared,
    ...time,
    ...titles,
    ...votes,
    ...whatif,
  },
  terms,
  states,
};
