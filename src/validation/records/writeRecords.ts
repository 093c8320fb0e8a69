import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { ValidationRecord } from './record.js';
import { recordLine } from './recordJson.js';

/** Writes records to a file, one a line, as fast as the disk takes them. */
export async function writeRecords(
  file: string,
  records: AsyncIterable<ValidationRecord> | Iterable<ValidationRecord>,
): Promise<void> {
  const stream = createWriteStream(file);
  const end = finished(stream);
  for await (const record of records) {
    if (!stream.write(`${recordLine(record)}\n`)) await Promise.race([once(stream, 'drain'), end]);
  }
  stream.end();
  await end;
}
