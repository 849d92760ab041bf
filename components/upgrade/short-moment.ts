const format: Intl.DateTimeFormatOptions = {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
};

/** "22 Nov, 14:05", in the reader's time zone. */
export function shortMoment(at: string): string {
  return new Date(at).toLocaleString("en-GB", format).replace(" at ", ", ");
}
