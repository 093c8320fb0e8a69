import type { Artifact } from '../validation/sequence/artifact.js';
import { readInput } from './inputFile.js';

/** An artifact, and its place for people: the file, and the line where there are several. */
export interface PlacedArtifact {
  readonly where: string;
  readonly artifact: Artifact;
}

/** The artifacts of a file: one JSON object, on one line or on many, or one object a line. */
export async function readArtifacts(file: string): Promise<PlacedArtifact[]> {
  const { parseArtifact } = await import('../validation/sequence/artifact.js');
  const text = readInput(file).replace(/^\uFEFF/, '');
  const lines = text.split('\n').map((line, index) => ({ line, where: `${file}:${index + 1}` }));
  const filled = lines.filter(({ line }) => line.trim() !== '');
  if (filled.length < 2 || !isJson(filled[0]!.line)) return [{ where: file, artifact: parseArtifact(text, file) }];
  return filled.map(({ line, where }) => ({ where, artifact: parseArtifact(line, where) }));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
