// The milestones that must be achieved before another one.
import { DependencyBasis, DependencyKind, type Milestone } from "@kosovonato/client/milestones/v1";

export interface Requirement {
  /** The resource name. */
  milestone: string;
  /** Whether the dependency is inferred from the procedure. */
  inferred: boolean;
  /** What the milestone requires in turn. */
  requires: readonly Requirement[];
}

/** The open requirements of a milestone. Those in `without`, and repeated ones, are left out, so cycles end. */
export function requirementsOf(
  name: string,
  milestones: ReadonlyMap<string, Milestone>,
  isOpen: (name: string) => boolean,
  without: ReadonlySet<string>,
): Requirement[] {
  const seen = new Set([...without, name]);
  const visit = (of: string): Requirement[] =>
    (milestones.get(of)?.dependencies ?? [])
      .filter((one) => one.kind === DependencyKind.REQUIRES && milestones.has(one.milestone) && isOpen(one.milestone))
      .flatMap(({ milestone, basis }) => {
        if (seen.has(milestone)) {
          return [];
        }

        seen.add(milestone);
        return [{ milestone, inferred: basis === DependencyBasis.INFERRED, requires: visit(milestone) }];
      });
  return visit(name);
}
