// No text of the page stands outside the catalogs.
import { parseSync } from "vite";
import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["../src/**/*.ts", "../src/**/*.tsx", "!../src/gen/**"], {
  eager: true,
  import: "default",
  query: "?raw",
});

/** Attributes and properties that a reader sees or hears. */
const shown = new Set([
  "title",
  "label",
  "lead",
  "what",
  "alt",
  "placeholder",
  "caption",
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "aria-valuetext",
]);

/** Sentences that are not shown as they stand, and texts that are the same in every language. */
const allowed = new Set([
  // The reasons of the client, which does not know the catalogs; freshness-status.tsx translates these and those below.
  "the server ended the stream",
  "the server cannot be reached",
  "no message for",
  "no recent message from the service",
  "the shared stream of this browser has stopped",
  "no tab of this page was visible for a while",
  // The language of typed assumptions, which is also that of addresses.
  "does not object to",
  "does not recognize",
  "GR and SK recognize",
  "ES, GR, RO and SK recognize",
  "BA does not object to adriatic-charter ADMIT_MEMBER",
  "TR objects to nato GRANT_MAP",
  "RS joins nato",
  "nato adopts GRANT_MAP",
  // An error that is not shown.
  "The canvas is empty.",
  // The languages in the switch have their own names.
  "English",
  "Shqip",
  "Srpski",
]);

interface SyntaxNode {
  type: string;
  start: number;
  [property: string]: unknown;
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === "object" && value !== null && "type" in value;
const childrenOf = (node: SyntaxNode): SyntaxNode[] => Object.values(node).flat().filter(isNode);
// The table from Cyrillic letters is not words: it alternates scripts.
const isTransliteration = (text: string): boolean => /\p{Script=Cyrillic} \p{Script=Latin}/u.test(text);
const hasWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !isTransliteration(text) && !allowed.has(text);

/** The texts that an expression can have as its value: those of its branches, but not those that it passes to a function. */
function textsOf(node: SyntaxNode): string[] {
  switch (node.type) {
    case "Literal":
      return typeof node["value"] === "string" ? [node["value"]] : [];
    case "TemplateLiteral":
      return [
        ...(node["quasis"] as { value: { cooked: string } }[]).map(({ value }) => value.cooked),
        ...(node["expressions"] as SyntaxNode[]).flatMap(textsOf),
      ];
    case "ConditionalExpression":
      return [node["consequent"], node["alternate"]].flatMap((one) => textsOf(one as SyntaxNode));
    case "LogicalExpression":
      return textsOf(node["right"] as SyntaxNode);
    case "BinaryExpression":
      return node["operator"] === "+" ? [node["left"], node["right"]].flatMap((one) => textsOf(one as SyntaxNode)) : [];
    case "ParenthesizedExpression":
    case "JSXExpressionContainer":
      return textsOf(node["expression"] as SyntaxNode);
    default:
      return [];
  }
}

/** Words in elements and in the attributes that are shown, and sentences anywhere. */
function textsIn(node: SyntaxNode): string[] {
  const inner = () => childrenOf(node).flatMap(textsIn);
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportNamedDeclaration":
      return childrenOf(node).filter((one) => one !== node["source"]).flatMap(textsIn);
    case "JSXText":
      return [node["value"] as string];
    case "JSXElement":
    case "JSXFragment":
      return [...(node["children"] as SyntaxNode[]).filter(({ type }) => type === "JSXExpressionContainer").flatMap(textsOf), ...inner()];
    case "JSXAttribute": {
      const name = (node["name"] as unknown as { name: string }).name;
      const value = node["value"] as SyntaxNode | null;
      return value === null || name === "class" || name === "d" ? [] : [...(shown.has(name) ? textsOf(value) : []), ...textsIn(value)];
    }
    case "Property": {
      const key = node["key"] as unknown as { name?: string; value?: string };
      return [...(shown.has(key.name ?? key.value ?? "") ? textsOf(node["value"] as SyntaxNode) : []), ...inner()];
    }
    case "Literal":
    case "TemplateLiteral":
      // Three words in a row are a sentence; fewer can be a key, a class or an address.
      return [...textsOf(node).filter((text) => /\p{L}{2,}[,;:]? \p{L}+[,;:]? \p{L}+/u.test(text)), ...inner()];
    case "CallExpression":
      return (node["callee"] as unknown as { name?: string }).name === "matchMedia" ? [] : inner();
    default:
      return inner();
  }
}

/** Whether a text is a key of the catalogs, and not words. */
const isKey = (text: string): boolean => /^[a-z-]+\.[\w.-]*$/.test(text);

function findIn(path: string, source: string): string[] {
  const { program, errors } = parseSync(path, source);
  expect(errors).toEqual([]);
  const found = textsIn(program as unknown as SyntaxNode).map((text) => text.trim());
  return [...new Set(found)].filter((text) => hasWords(text) && !isKey(text)).map((text) => `${path.replace("../src/", "")}: ${text}`);
}

test("texts outside the catalogs are found", () => {
  const source = `const one = <p title={a ? "A title" : t("page.name")}>Words {b && "more"} {t("page.skip")} <b label={\`of \${c}\`} /></p>;
    const two = "A sentence of five words"; const three = { label: "Overview", view: "overview" };`;
  expect(findIn("../src/x.tsx", source).sort()).toEqual(
    ["A sentence of five words", "A title", "Overview", "Words", "more", "of"].map((text) => `x.tsx: ${text}`).sort(),
  );
});

test("no text of the page stands outside the catalogs", () =>
  expect(Object.entries(sources).flatMap(([path, source]) => findIn(path, source))).toEqual([]));
