// All texts of the page in English, by area. They are ICU messages: "{count, plural, one {# state} other {# states}}".
import charts from "./en/charts.json" with { type: "json" };
import indicators from "./en/indicators.json" with { type: "json" };
import map from "./en/map.json" with { type: "json" };
import page from "./en/page.json" with { type: "json" };
import time from "./en/time.json" with { type: "json" };

export const english = { ...charts, ...indicators, ...map, ...page, ...time };
export type MessageKey = keyof typeof english;
export type Messages = Readonly<Record<MessageKey, string>>;
