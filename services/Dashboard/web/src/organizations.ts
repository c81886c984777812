// Names of organizations in full, because readers do not know every abbreviation.
import { useList } from "./app.ts";
import { idOf } from "./resource-names.ts";

/** "North Atlantic Treaty Organization (NATO)": the name in full, and the abbreviation that other views use. */
export function useOrganizationNames(): (resourceName: string) => string {
  const organizations = new Map(useList("organization").map((one) => [one.name, one]));
  return (resourceName) => {
    const known = organizations.get(resourceName);
    return known === undefined
      ? idOf(resourceName)
      : known.shortName === "" || known.shortName === known.displayName
        ? known.displayName
        : `${known.displayName} (${known.shortName})`;
  };
}
