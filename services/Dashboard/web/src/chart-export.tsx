// Buttons that download a chart or a map, as data and as pictures.
import { useState } from "preact/hooks";
import { rowsOf, type ChartData } from "./chart-data.ts";
import { pngOf, svgOf, type Picture } from "./chart-picture.ts";
import { csv } from "./csv.ts";
import { formatDate } from "./dates.ts";
import { t } from "./messages.ts";

/** Makes the content of each kind of file. */
type Files = Readonly<Record<string, () => Blob | Promise<Blob>>>;

function FileButtons({ name, files }: { name: string; files: Files }) {
  const [done, say] = useState("");
  const save = async (kind: string, contentOf: () => Blob | Promise<Blob>) => {
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await contentOf());
      link.download = `${name}.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      say(t("charts.saved", { file: link.download }));
    } catch {
      say(t("charts.notDrawn")); // The browser can refuse a large canvas.
    }
  };
  return (
    <div class="export">
      {Object.entries(files).map(([kind, contentOf]) => (
        <button key={kind} type="button" onClick={() => void save(kind, contentOf)}>
          {kind.toUpperCase()}
        </button>
      ))}
      <span class="visually-hidden" role="status">
        {done}
      </span>
    </div>
  );
}

const pictures = (picture: () => Picture): Files => ({
  svg: () => new Blob([svgOf(picture())], { type: "image/svg+xml" }),
  png: () => pngOf(svgOf(picture())),
});

/** Buttons that download a drawing as SVG and PNG. */
export function PictureExport({ name, picture }: { name: string; picture: () => Picture }) {
  return <FileButtons name={name} files={pictures(picture)} />;
}

/** Buttons that download a chart as CSV, JSON, SVG and PNG. */
export function ChartExport({ chart, drawing }: { chart: ChartData; drawing: () => SVGSVGElement | null }) {
  const footer = t("charts.footer", { day: formatDate(chart.until) });
  const files: Files = {
    csv: () => new Blob([csv(rowsOf(chart))], { type: "text/csv;charset=utf-8" }),
    json: () => new Blob([`${JSON.stringify(rowsOf(chart), null, 2)}\n`], { type: "application/json" }),
    ...pictures(() => ({ drawing: drawing()!, title: chart.title, footer })),
  };
  return <FileButtons name={`chart-${chart.id}`} files={files} />;
}
