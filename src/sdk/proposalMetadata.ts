/** The texts of a proposal that its metadata may repeat. */
export interface ProposalTexts {
  readonly metadata: string;
  readonly title: string;
  readonly summary: string;
}

/**
 * What of a proposal's metadata contradicts its title or summary; undefined when nothing does.
 *
 * Metadata in the form that the SDK recommends is a JSON object that repeats both; any other text is left alone.
 */
export function metadataComplaint({ metadata, title, summary }: ProposalTexts): string | undefined {
  const repeated = readTexts(metadata);
  if (!repeated) return undefined;
  if (repeated.title !== title) return `metadata title '${repeated.title}' must equal proposal title '${title}'`;
  if (repeated.summary === summary) return undefined;
  return `metadata summary '${repeated.summary}' must equal proposal summary '${summary}'`;
}

function readTexts(metadata: string): { title: string; summary: string } | undefined {
  if (!metadata.trimStart().startsWith('{')) return undefined;
  try {
    const { title = '', summary = '' } = JSON.parse(metadata) as Record<string, unknown>;
    return typeof title === 'string' && typeof summary === 'string' ? { title, summary } : undefined;
  } catch {
    return undefined;
  }
}
