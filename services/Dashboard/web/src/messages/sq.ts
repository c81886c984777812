// The texts of the page in Albanian, by area.
import ballots from "./sq/ballots.json" with { type: "json" };
import changes from "./sq/changes.json" with { type: "json" };
import charts from "./sq/charts.json" with { type: "json" };
import country from "./sq/country.json" with { type: "json" };
import criteria from "./sq/criteria.json" with { type: "json" };
import dates from "./sq/dates.json" with { type: "json" };
import decision from "./sq/decision.json" with { type: "json" };
import explanation from "./sq/explanation.json" with { type: "json" };
import fields from "./sq/fields.json" with { type: "json" };
import freshness from "./sq/freshness.json" with { type: "json" };
import indicators from "./sq/indicators.json" with { type: "json" };
import labels from "./sq/labels.json" with { type: "json" };
import map from "./sq/map.json" with { type: "json" };
import milestones from "./sq/milestones.json" with { type: "json" };
import overview from "./sq/overview.json" with { type: "json" };
import page from "./sq/page.json" with { type: "json" };
import panel from "./sq/panel.json" with { type: "json" };
import precedents from "./sq/precedents.json" with { type: "json" };
import progress from "./sq/progress.json" with { type: "json" };
import recognition from "./sq/recognition.json" with { type: "json" };
import recommendations from "./sq/recommendations.json" with { type: "json" };
import share from "./sq/share.json" with { type: "json" };
import shared from "./sq/shared.json" with { type: "json" };
import states from "./sq/states.json" with { type: "json" };
import terms from "./sq/terms.json" with { type: "json" };
import time from "./sq/time.json" with { type: "json" };
import titles from "./sq/titles.json" with { type: "json" };
import votes from "./sq/votes.json" with { type: "json" };
import whatif from "./sq/whatif.json" with { type: "json" };
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
