import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOfRecording, type RecordingFiles } from '../../src/app/replay/parseRecording.js';
import { vectorsFolder } from '../vectors/shared.js';

/** The golden recording's files. */
export function recordingFiles(): RecordingFiles {
  const folder = join(vectorsFolder, 'live');
  const names = readdirSync(folder).filter(isOfRecording).sort();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
