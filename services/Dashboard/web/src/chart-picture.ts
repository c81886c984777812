// Makes a picture file of a chart or a map on the page. Its look comes from style sheets, so the file gets the computed styles as
// attributes.

const properties = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
] as const;
const namespace = "http://www.w3.org/2000/svg";
const margin = 16;

export interface Picture {
  drawing: SVGSVGElement;
  title: string;
  /** The keys of patterns, for a drawing without its own. */
  keys?: readonly { fill: string; label: string }[];
  footer: string;
}

/** A drawing as an SVG document of its own, with its title above, and its keys and a line of text below. */
export function svgOf({ drawing, title, keys = [], footer }: Picture): string {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = styled(drawing);
  const [all, top] = [document.createElementNS(namespace, "svg"), 56];
  const [allWidth, allHeight] = [width + 2 * margin, height + top + 36 + keys.length * 20 + (keys.length > 0 ? 8 : 0)];
  setAll(all, { xmlns: namespace, width: allWidth, height: allHeight, viewBox: `0 0 ${allWidth} ${allHeight}` });
  const page = getComputedStyle(document.documentElement);
  const { fontFamily } = page;
  const name = document.createElementNS(namespace, "title");
  name.textContent = title;
  const ground = document.createElementNS(namespace, "rect");
  setAll(ground, { width: allWidth, height: allHeight, fill: page.backgroundColor });
  setAll(copy, { x: margin, y: top, width, height });
  const fills = document.createElementNS(namespace, "defs");
  fills.append(...[...document.querySelectorAll("svg.patterns pattern")].map((one) => styled(one)));
  const shownKeys = keys.flatMap(({ fill, label }, i) => {
    const swatch = document.createElementNS(namespace, "rect");
    const y = top + height + 14 + i * 20;
    setAll(swatch, { x: margin, y, width: 14, height: 14, fill, stroke: page.color, "stroke-opacity": 0.45 });
    return [swatch, text(label, { x: margin + 22, y: y + 12, fill: page.color, "font-size": 13, "font-family": fontFamily })];
  });
  all.append(
    name,
    ...(keys.length > 0 ? [fills] : []),
    ground,
    text(title, { x: margin, y: 34, fill: page.color, "font-size": 18, "font-weight": 650, "font-family": fontFamily }),
    copy,
    ...shownKeys,
    text(footer, { x: margin, y: allHeight - 12, fill: page.color, "font-size": 11, "font-family": fontFamily }),
  );
  return `${new XMLSerializer().serializeToString(all)}\n`;
}

/** The same as a PNG, twice as large. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  // A data address, because the policy of the page allows pictures from there.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth * 2, image.naturalHeight * 2];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((made, failed) =>
    canvas.toBlob((blob) => (blob ? made(blob) : failed(new Error("The canvas is empty."))), "image/png"),
  );
}

/** A copy with the computed styles as attributes. */
function styled<T extends Element>(original: T): T {
  const copy = original.cloneNode(true) as T;
  const originals = [original, ...original.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    for (const property of properties) {
      element.setAttribute(property, style.getPropertyValue(property));
    }

    if (element.tagName === "circle") {
      element.setAttribute("r", style.getPropertyValue("r"));
    }

    // A document of its own has no style sheet, and its links would lead nowhere.
    ["class", "href", "tabindex", "data-code"].forEach((attribute) => element.removeAttribute(attribute));
  });
  return copy;
}

function text(content: string, attributes: Record<string, string | number>): SVGTextElement {
  const element = document.createElementNS(namespace, "text");
  element.textContent = content;
  setAll(element, attributes);
  return element;
}

function setAll(element: Element, attributes: Record<string, string | number>): void {
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
}
