// All texts of the page in English, by area. They are ICU messages: "{count, plural, one {# state} other {# states}}".
import country from "./en/country.json" with { type: "json" };
import decision from "./en/decision.json" with { type: "json" };
import milestones from "./en/milestones.json" with { type: "json" };
import page from "./en/page.json" with { type: "json" };
import progress from "./en/progress.json" with { type: "json" };
import votes from "./en/votes.json" with { type: "json" };
import whatif from "./en/whatif.json" with { type: "json" };

export const english = {
  ...country,
  ...decision,
  ...milestones,
  ...page,
  ...progress,
  ...votes,
  ...whatif,
};
export type MessageKey = keyof typeof english;
export type Messages = Readonly<Record<MessageKey, string>>;
