// Writes rows as CSV (RFC 4180), escaped so that no cell runs as a formula in a spreadsheet.

export type Cell = string | number | bigint | boolean | undefined;
export type Row = Record<string, Cell>;

export function csv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns.map(field), ...rows.map((row) => columns.map((column) => field(row[column])))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function field(value: Cell): string {
  const text = value === undefined ? "" : String(value);
  // In a spreadsheet these characters start a formula.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
