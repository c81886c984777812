import { expect, test } from "vitest";
import { feedPath, sharePath } from "../src/share-links.ts";

test.each([
  ["", "/share/overview"],
  ["#/", "/share/overview"],
  ["#/?as_of=2012-01-01", "/share/overview?as_of=2012-01-01"],
  ["#/recognitions?as_of=2012-01-01&fact=recognitions/AL-XK", "/share/recognitions?as_of=2012-01-01&fact=recognitions/AL-XK"],
  ["#/countries/ES?lang=sq", "/share/countries/ES?lang=sq"],
])("the view at %s is shared as %s", (hash, path) => {
  expect(sharePath(hash)).toBe(path);
});

test.each([
  ["#/", "/feed.atom"],
  ["#/countries", "/feed.atom"],
  ["#/countries/ES?as_of=2012-01-01", "/feed.atom?state=ES"],
  ["#/changes?service=milestones", "/feed.atom?service=milestones"],
  ["#/recognitions?service=milestones", "/feed.atom"],
])("the view at %s leads to the feed %s", (hash, path) => {
  expect(feedPath(hash, "atom")).toBe(path);
});
