const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const moment = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** "22 Nov 2026", where the reader is. */
export const dayWords = (iso: string) => day.format(new Date(iso));
/** "22 Nov, 14:05", where the reader is. */
export const momentWords = (iso: string) => moment.format(new Date(iso)).replace(" at ", ", ");
