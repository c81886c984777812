// Makes a picture file of a chart on the page. Its look comes from style sheets, so the file gets the computed styles as attributes.

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
] as const;
const namespace = "http://www.w3.org/2000/svg";
const margin = 16;

/** A chart as an SVG document of its own, with its title above and a line of text below. */
export function svgOf(drawing: SVGSVGElement, title: string, footer: string): string {
  const [width, height] = [drawing.width.baseVal.value, drawing.height.baseVal.value];
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    for (const property of properties) {
      element.setAttribute(property, style.getPropertyValue(property));
    }

    element.removeAttribute("class");
  });
  const [all, top] = [document.createElementNS(namespace, "svg"), 56];
  const [allWidth, allHeight] = [width + 2 * margin, height + top + 36];
  setAll(all, { xmlns: namespace, width: allWidth, height: allHeight, viewBox: `0 0 ${allWidth} ${allHeight}` });
  const page = getComputedStyle(document.documentElement);
  const { fontFamily } = page;
  const name = document.createElementNS(namespace, "title");
  name.textContent = title;
  const ground = document.createElementNS(namespace, "rect");
  setAll(ground, { width: allWidth, height: allHeight, fill: page.backgroundColor });
  setAll(copy, { x: margin, y: top });
  all.append(
    name,
    ground,
    text(title, { x: margin, y: 34, fill: page.color, "font-size": 18, "font-weight": 650, "font-family": fontFamily }),
    copy,
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

function text(content: string, attributes: Record<string, string | number>): SVGTextElement {
  const element = document.createElementNS(namespace, "text");
  element.textContent = content;
  setAll(element, attributes);
  return element;
}

function setAll(element: Element, attributes: Record<string, string | number>): void {
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, String(value)));
}
