// Formats dates as precisely as they are recorded: a year, a month or a day.

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** "2012", "February 2008", "17 February 2008"; empty for an empty date. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split("-");
  const named = month ? `${months[Number(month) - 1] ?? month} ${year}` : (year ?? "");
  return day ? `${Number(day)} ${named}` : named;
}

/** The first and the last day that a recorded date can mean, as milliseconds. */
export function dateRange(date: string): [number, number] | undefined {
  const [year, month, day] = date.split("-").map(Number);
  if (!year || date === "") {
    return undefined;
  }

  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const next = day ? first + 86_400_000 : month ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return [first, next - 86_400_000];
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(Date.parse(text)) === text;
}

export function dayOf(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString().slice(0, 10) : "";
}

export function today(): string {
  return dayOf(Date.now());
}

/** "14:03:21" for today, otherwise "17 February 2026, 14:03:21", in local time. */
export function formatTime(milliseconds: number): string {
  if (!milliseconds) {
    return "never";
  }

  const at = new Date(milliseconds);
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
  return at.toDateString() === new Date().toDateString() ? time : `${at.getDate()} ${months[at.getMonth()]} ${at.getFullYear()}, ${time}`;
}

/** "40 seconds", "3 minutes", "2 hours". */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [count, unit] =
    seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [Math.round(seconds / 60), "minute"] : [Math.round(seconds / 3600), "hour"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** "15.1 years" or "266 days". */
export function formatDays(days: number): string {
  return days >= 730 ? `${(days / 365.25).toFixed(1)} years` : `${Math.round(days)} days`;
}
