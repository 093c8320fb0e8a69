/** Layouts that the chain's programs read times by, and the names of their parts. */
const layouts = {
  time: '2006-01-02T15:04:05Z07:00',
  date: '2006-01-02',
} as const;

const parts = ['2006', '-', '01', '-', '02', 'T', '15', ':', '04', ':', '05', 'Z07:00'];
const limits: Readonly<Record<string, readonly [name: string, from: number, to: number]>> = {
  '01': ['month', 1, 12],
  '02': ['day', 1, 31],
  '15': ['hour', 0, 23],
  '04': ['minute', 0, 59],
  '05': ['second', 0, 59],
};

/** What Go's `time.Parse` says of a text that is no RFC 3339 time, or no plain date; undefined when it is one. */
export function goTimeFault(text: string, layout: keyof typeof layouts): string | undefined {
  const quoted = JSON.stringify(text);
  let rest = text;
  for (const part of layout === 'date' ? parts.slice(0, 5) : parts) {
    const found = matchPart(part, rest);
    if (found === undefined) {
      return `parsing time ${quoted} as "${layouts[layout]}": cannot parse ${JSON.stringify(rest)} as "${part}"`;
    }
    const limit = limits[part];
    if (limit !== undefined && (Number(found.slice(0, 2)) < limit[1] || Number(found.slice(0, 2)) > limit[2])) {
      return `parsing time ${quoted}: ${limit[0]} out of range`;
    }
    rest = rest.slice(found.length);
  }
  if (rest !== '') return `parsing time ${quoted}: extra text: ${JSON.stringify(rest)}`;
  return isDay(text) ? undefined : `parsing time ${quoted}: day out of range`;
}

function matchPart(part: string, rest: string): string | undefined {
  if (part === '2006') return /^\d{4}/.exec(rest)?.[0];
  if (part === '05') return /^\d\d(\.\d+)?/.exec(rest)?.[0];
  if (part === 'Z07:00') return /^(Z|[+-]\d\d:\d\d)/.exec(rest)?.[0];
  if (/^\d/.test(part)) return /^\d\d/.exec(rest)?.[0];
  return rest.startsWith(part) ? part : undefined;
}

/** Whether the month of the date has this day. */
function isDay(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}
