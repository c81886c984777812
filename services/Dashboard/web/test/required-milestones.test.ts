import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { DependencyBasis, DependencyKind, MilestoneSchema } from "@kosovonato/client/milestones/v1";
import { requirementsOf, type Requirement } from "../src/required-milestones.ts";

const milestones = (required: Record<string, string[]>) =>
  new Map(
    Object.entries(required).map(([name, needs]) => [
      name,
      create(MilestoneSchema, {
        name,
        dependencies: needs.map((milestone) => ({ milestone, kind: DependencyKind.REQUIRES, basis: DependencyBasis.INFERRED })),
      }),
    ]),
  );
const names = (of: readonly Requirement[]): unknown[] =>
  of.map(({ milestone, requires }) => (requires.length === 0 ? milestone : [milestone, names(requires)]));
const all = () => true;

test("requirements are listed with what they require in turn", () =>
  expect(names(requirementsOf("goal", milestones({ goal: ["a", "b"], a: ["c"], b: [], c: [] }), all, new Set()))).toEqual([
    ["a", ["c"]],
    "b",
  ]));
test("a cycle of requirements ends", () =>
  expect(names(requirementsOf("goal", milestones({ goal: ["a"], a: ["goal", "b"], b: ["a"] }), all, new Set()))).toEqual([["a", ["b"]]]));
test("the steps of the path are not listed again", () =>
  expect(names(requirementsOf("goal", milestones({ goal: ["a", "b"], a: [], b: [] }), all, new Set(["a"])))).toEqual(["b"]));
test("achieved requirements are left out", () =>
  expect(names(requirementsOf("goal", milestones({ goal: ["a", "b"], a: [], b: [] }), (name) => name !== "b", new Set()))).toEqual(["a"]));
test("a milestone that only supports another one is no requirement", () => {
  const supported = milestones({ goal: ["a"], a: [] });
  supported.get("goal")!.dependencies[0]!.kind = DependencyKind.SUPPORTS;
  expect(requirementsOf("goal", supported, all, new Set())).toEqual([]);
});
