// Display names of resources, and labels of events.
import { MilestonesEventType } from "./gen/kosovonato/milestones/v1/filters_pb.ts";
import { RecognitionsEventType } from "./gen/kosovonato/recognitions/v1/filters_pb.ts";
import { RecommendationsEventType } from "./gen/kosovonato/recommendations/v1/filters_pb.ts";
import type { Service, Store } from "./store.ts";
import { decisionLabel, toWords } from "./labels.ts";

const eventNames: Record<Service, Record<number, string>> = {
  recognitions: RecognitionsEventType,
  milestones: MilestonesEventType,
  recommendations: RecommendationsEventType,
};

export const eventLabel = (service: Service, eventTypes: readonly number[]): string =>
  [...new Set(eventTypes.map((event) => toWords(eventNames[service][event])))].join(", ") || "changed";

/** The display name of a resource, or its resource name if it has none. */
export function titleOf(store: Store, name: string): string {
  const resource = store.resources.get(name)?.resource;
  const state = (code: string) => store.get("state", `states/${code}`)?.displayName ?? code;
  const organization = (id: string) => store.get("organization", `organizations/${id}`)?.shortName || id;
  switch (resource?.case) {
    case "recognition":
      return `${state(resource.value.recognizer)} and ${state(resource.value.subject)}`;
    case "milestone":
    case "document":
    case "source":
    case "agreement":
      return resource.value.title;
    case "recommendation":
      return `${resource.value.number} ${resource.value.title}`;
    case "state":
    case "organization":
    case "countingRule":
    case "indicator":
    case "centre":
    case "track":
      return resource.value.displayName;
    case "precedent":
      return state(name.slice("precedents/".length));
    case "partnership":
      return `${state(resource.value.party)} and ${state(resource.value.partner)}`;
    case "membership":
      return `${state(name.split("/").at(-1)!)} in ${organization(name.split("/")[1]!)}`;
    case "position":
      return `${state(name.split("/").at(-1)!)} on ${titleOf(store, name.split("/").slice(0, 2).join("/"))}`;
    case "question":
      return `${organization(resource.value.organization)}: ${decisionLabel(resource.value.decision)}`;
    default:
      return name;
  }
}
