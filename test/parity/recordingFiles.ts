import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOfRecording, type RecordingFiles } from '../../src/app/replay/parseRecording.js';
import { vectorsFolder } from '../vectors/shared.js';

/** The files of a recording in a folder. */
export function readRecordingFiles(folder: string): RecordingFiles {
  const names = readdirSync(folder).filter(isOfRecording).sort();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The golden recording's files. */
export const recordingFiles = (): RecordingFiles => readRecordingFiles(join(vectorsFolder, 'live'));
