// Display names of resources, and labels of events.
import { MilestonesEventType } from "@kosovonato/client/milestones/v1";
import { RecognitionsEventType } from "@kosovonato/client/recognitions/v1";
import { RecommendationsEventType } from "@kosovonato/client/recommendations/v1";
import { formatDate } from "./dates.ts";
import type { Service, Store } from "./store.ts";
import { decisionLabel, toWords } from "./labels.ts";
import { joinAnd, stateName, t } from "./messages.ts";
import { idOf } from "./resource-names.ts";

const eventNames: Record<Service, Record<number, string>> = {
  recognitions: RecognitionsEventType,
  milestones: MilestonesEventType,
  recommendations: RecommendationsEventType,
};

export const eventLabel = (service: Service, eventTypes: readonly number[]): string =>
  [...new Set(eventTypes.map((event) => toWords(eventNames[service][event])))].join(", ") || t("titles.changed");

/** The display name of a resource, or its resource name if it has none. */
export function titleOf(store: Store, name: string): string {
  const resource = store.resources.get(name)?.resource;
  const state = (code: string) => stateName(code, store.get("state", `states/${code}`)?.displayName ?? code);
  const organization = (of: string) => store.get("organization", of)?.shortName || idOf(of);
  switch (resource?.case) {
    case "recognition":
      return joinAnd([state(resource.value.recognizer), state(resource.value.subject)]);
    case "milestone":
    case "document":
    case "source":
    case "agreement":
      return resource.value.title;
    case "recommendation":
      return `${resource.value.number} ${resource.value.title}`;
    case "state":
    case "precedent":
      return state(idOf(name));
    case "organization":
    case "countingRule":
    case "indicator":
    case "centre":
    case "track":
      return resource.value.displayName;
    case "partnership":
      return joinAnd([state(resource.value.party), state(resource.value.partner)]);
    case "membership":
      return t("titles.membership", { state: state(idOf(name)), organization: organization(parentOf(name)) });
    case "position":
      return t("titles.position", { state: state(idOf(name)), question: titleOf(store, parentOf(name)) });
    case "ballot":
      return t("titles.ballot", { question: titleOf(store, parentOf(name)), date: formatDate(resource.value.date) });
    case "question":
      return t("titles.question", {
        organization: organization(resource.value.organization),
        decision: decisionLabel(resource.value.decision),
      });
    default:
      return name;
  }
}

/** The resource name of the question of a ballot, or of the organization of a membership. */
export const parentOf = (name: string): string => name.split("/").slice(0, 2).join("/");
