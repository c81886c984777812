// A link to what shows a stance: a ballot, a recorded position, or the recognition from which the stance is inferred.
import type { ComponentChildren } from "preact";
import { useRoute } from "./app.ts";
import { ResourceLink } from "./components.tsx";
import { AssessedStanceBasis, type AssessedStance } from "@kosovonato/client/recognitions/v1";
import { to } from "./router.ts";

export const isRecorded = ({ basis }: AssessedStance): boolean =>
  basis !== AssessedStanceBasis.INFERRED && basis !== AssessedStanceBasis.UNSPECIFIED;

export function StanceLink({ of, question, children }: { of: AssessedStance; question: string; children: ComponentChildren }) {
  const route = useRoute();
  return of.ballot ? (
    <a href={to(route, "ballots", { ballot: of.ballot })}>{children}</a>
  ) : (
    <ResourceLink name={isRecorded(of) ? `${question}/positions/${of.state}` : `recognitions/${of.state}-XK`}>{children}</ResourceLink>
  );
}
