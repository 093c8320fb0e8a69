const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

const date = (time: Date): string => `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;

/** Local time without a zone, as reports are stamped: `2026-11-21T09:06:53.588000`. */
export function timestamp(milliseconds: number): string {
  const time = new Date(milliseconds);
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((value) => pad(value)).join(':');
  return `${date(time)}T${clock}.${pad(time.getMilliseconds(), 3)}000`;
}

/** Local time in the name of a folder: `2026-11-21_090653`. */
export function folderTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  return `${date(time)}_${[time.getHours(), time.getMinutes(), time.getSeconds()].map((value) => pad(value)).join('')}`;
}
