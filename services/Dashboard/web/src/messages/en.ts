// All texts of the page in English, by area. They are ICU messages: "{count, plural, one {# state} other {# states}}".
import ballots from "./en/ballots.json" with { type: "json" };
import changes from "./en/changes.json" with { type: "json" };
import charts from "./en/charts.json" with { type: "json" };
import country from "./en/country.json" with { type: "json" };
import criteria from "./en/criteria.json" with { type: "json" };
import dates from "./en/dates.json" with { type: "json" };
import decision from "./en/decision.json" with { type: "json" };
import explanation from "./en/explanation.json" with { type: "json" };
import fields from "./en/fields.json" with { type: "json" };
import freshness from "./en/freshness.json" with { type: "json" };
import indicators from "./en/indicators.json" with { type: "json" };
import labels from "./en/labels.json" with { type: "json" };
import map from "./en/map.json" with { type: "json" };
import milestones from "./en/milestones.json" with { type: "json" };
import overview from "./en/overview.json" with { type: "json" };
import page from "./en/page.json" with { type: "json" };
import panel from "./en/panel.json" with { type: "json" };
import precedents from "./en/precedents.json" with { type: "json" };
import progress from "./en/progress.json" with { type: "json" };
import recognition from "./en/recognition.json" with { type: "json" };
import recommendations from "./en/recommendations.json" with { type: "json" };
import share from "./en/share.json" with { type: "json" };
import shared from "./en/shared.json" with { type: "json" };
import time from "./en/time.json" with { type: "json" };
import titles from "./en/titles.json" with { type: "json" };
import votes from "./en/votes.json" with { type: "json" };
import whatif from "./en/whatif.json" with { type: "json" };

export const english = {
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
};
export type MessageKey = keyof typeof english;
export type Messages = Readonly<Record<MessageKey, string>>;
