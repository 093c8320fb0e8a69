import { type FileHandle, open } from 'node:fs/promises';
import { type RecordAtLine, readRecords } from '../records/readRecords.js';
import type { ValidationRecord } from '../records/record.js';
import { recordLine } from '../records/recordJson.js';

/** A file that grows by one record at a time and survives being cut off in the middle of a line. */
export class RecordLog {
  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
    /** Numbers of the prompts that the file holds. */
    readonly done: Set<number>,
  ) {}

  /**
   * Opens a file to go on with it: an unfinished last line, which an interrupted run left, is taken away.
   *
   * @throws recordInvalid when another line is not a record
   */
  static async open(file: string): Promise<RecordLog> {
    const handle = await open(file, 'a+');
    try {
      await dropUnfinishedLine(handle);
      const done = new Set<number>();
      for await (const { record } of readRecords(file)) {
        const index = promptIndex(record);
        if (index !== undefined) done.add(index);
      }
      return new RecordLog(file, handle, done);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async append(record: ValidationRecord): Promise<void> {
    await this.handle.appendFile(`${recordLine(record)}\n`);
    const index = promptIndex(record);
    if (index !== undefined) this.done.add(index);
  }

  records(): AsyncGenerator<RecordAtLine, void, void> {
    return readRecords(this.file);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** Which prompt of its run a record answers. */
export function promptIndex({ metadata }: ValidationRecord): number | undefined {
  const index = metadata?.prompt_index;
  return typeof index === 'number' ? index : undefined;
}

async function dropUnfinishedLine(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat();
  const piece = Buffer.alloc(1 << 16);
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - piece.length);
    const { bytesRead } = await handle.read(piece, 0, end - start, start);
    const at = piece.subarray(0, bytesRead).lastIndexOf(0x0a);
    if (at >= 0) {
      if (start + at + 1 < size) await handle.truncate(start + at + 1);
      return;
    }
    end = start;
  }
  if (size > 0) await handle.truncate(0);
}
