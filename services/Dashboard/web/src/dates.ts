// Formats dates as precisely as they are recorded: a year, a month or a day.
import { t, type MessageKey } from "./messages.ts";

// The names are in the catalogs, because some browsers do not know those of every language.
const monthName = (month: number): string => (month >= 1 && month <= 12 ? t(`dates.month-${month}` as MessageKey) : String(month));

/** "2012", "February 2008", "17 February 2008"; empty for an empty date. */
export function formatDate(date: string): string {
  const [year = "", month, day] = date.split("-");
  if (!month) {
    return year;
  }

  const named = monthName(Number(month));
  return day ? t("dates.day", { day: Number(day), month: named, year }) : t("dates.month", { month: named, year });
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
    return t("dates.never");
  }

  const at = new Date(milliseconds);
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, "0")).join(":");
  if (at.toDateString() === new Date().toDateString()) {
    return time;
  }

  const date = t("dates.day", { day: at.getDate(), month: monthName(at.getMonth() + 1), year: String(at.getFullYear()) });
  return t("dates.day-and-time", { date, time });
}

/** "40 seconds", "3 minutes", "2 hours". */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 90
    ? t("dates.seconds", { count: seconds })
    : seconds < 5400
      ? t("dates.minutes", { count: Math.round(seconds / 60) })
      : t("dates.hours", { count: Math.round(seconds / 3600) });
}

/** "15.1 years" or "266 days". */
export function formatDays(days: number): string {
  return days >= 730 ? t("dates.years", { count: Math.round(days / 36.525) / 10 }) : t("dates.days", { count: Math.round(days) });
}
