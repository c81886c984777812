// Buttons that download a chart as CSV, JSON, SVG and PNG.
import { useState } from "preact/hooks";
import { rowsOf, type ChartData } from "./chart-data.ts";
import { pngOf, svgOf } from "./chart-picture.ts";
import { csv } from "./csv.ts";
import { formatDate } from "./dates.ts";
import { t } from "./messages.ts";

const kinds = ["csv", "json", "svg", "png"] as const;

export function ChartExport({ chart, drawing }: { chart: ChartData; drawing: () => SVGSVGElement | null }) {
  const [done, say] = useState("");
  const contentOf = async (kind: (typeof kinds)[number]): Promise<Blob> => {
    if (kind === "csv" || kind === "json") {
      const rows = rowsOf(chart);
      return kind === "csv"
        ? new Blob([csv(rows)], { type: "text/csv;charset=utf-8" })
        : new Blob([`${JSON.stringify(rows, null, 2)}\n`], { type: "application/json" });
    }

    const svg = svgOf(drawing()!, chart.title, t("charts.footer", { day: formatDate(chart.until) }));
    return kind === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await pngOf(svg);
  };
  const save = async (kind: (typeof kinds)[number]) => {
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await contentOf(kind));
      link.download = `chart-${chart.id}.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      say(t("charts.saved", { file: link.download }));
    } catch {
      say(t("charts.notDrawn")); // The browser can refuse a large canvas.
    }
  };
  return (
    <div class="export">
      {kinds.map((kind) => (
        <button key={kind} type="button" onClick={() => void save(kind)}>
          {kind.toUpperCase()}
        </button>
      ))}
      <span class="visually-hidden" role="status">
        {done}
      </span>
    </div>
  );
}
