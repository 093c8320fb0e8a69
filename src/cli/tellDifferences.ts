import type { WritersOfKeys } from '../network/keyWriters.js';
import type { GonkaApp } from '../node/openChain.js';
import type { Home } from './home.js';
import type { Output } from './output.js';

/** One of the two states; `writers` tells who made it what it is. */
export interface ComparedState {
  readonly app: GonkaApp;
  readonly height: bigint;
  readonly home?: Home;
  readonly writers?: WritersOfKeys | undefined;
}

/** Prints the keys in which two states differ. */
export async function tellDifferences(
  before: ComparedState,
  after: ComparedState,
  { limit }: { readonly limit: number },
  output: Output,
): Promise<void> {
  const { Explainer } = await import('../app/replay/explain.js');
  const { stateDiff } = await import('../app/replay/stateDiff.js');
  const explainer = new Explainer(after.app.view(after.height).keepers.config.bech32Prefix);
  let total = 0;
  const shown: object[] = [];
  for (const difference of stateDiff(before.app.storesAt(before.height), after.app.storesAt(after.height))) {
    total += 1;
    if (shown.length >= limit) continue;
    const { store, key } = difference;
    const value = (bytes: Uint8Array | undefined) =>
      bytes === undefined ? undefined : explainer.value(store, key, bytes);
    const told = {
      store,
      key: explainer.key(store, key),
      before: value(difference.before),
      after: value(difference.after),
      writer: writerOf(after, difference),
      ...(before.writers && { writerBefore: writerOf(before, difference) }),
    };
    if (shown.length === 0) output.say(`--- ${nameOf(before)}\n+++ ${nameOf(after)}`);
    shown.push(told);
    output.say(lines(told).join('\n'));
  }
  const heights = { from: Number(before.height), to: Number(after.height) };
  output.machine(JSON.stringify({ schema: 'gonka-sim/diff/1', ...heights, total, differences: shown }));
  output.say(total > limit ? `… and ${total - limit} more of ${total} keys` : `${total} keys differ`);
}

const nameOf = ({ home, height }: ComparedState): string =>
  home === undefined ? `height ${height}` : `${home.directory}, height ${height}`;

function writerOf({ writers }: ComparedState, { store, key }: { store: string; key: string }): string | undefined {
  const found = writers?.(store, key);
  return found && `block ${found.height}, ${found.writer}`;
}

interface Told {
  readonly store: string;
  readonly key: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly writer: string | undefined;
  readonly writerBefore?: string | undefined;
}

function lines({ store, key, before, after, writer, writerBefore }: Told): string[] {
  const by = (who: string | undefined) => (who === undefined ? '' : `  (${who})`);
  const [from, to] = changedFields(before, after);
  return [`${store}: ${key}`, `  - ${from ?? 'nothing'}${by(writerBefore)}`, `  + ${to ?? 'nothing'}${by(writer)}`];
}

/** Of two records as JSON only the fields that are not the same, so that a person sees them. */
function changedFields(before: string | undefined, after: string | undefined): readonly (string | undefined)[] {
  if (!before?.startsWith('{') || !after?.startsWith('{')) return [before, after];
  const [from, to] = [before, after].map((json) => JSON.parse(json) as Record<string, unknown>);
  const isSame = (field: string) => JSON.stringify(from![field]) === JSON.stringify(to![field]);
  const changed = (record: Record<string, unknown>) =>
    JSON.stringify(Object.fromEntries(Object.entries(record).filter(([field]) => !isSame(field))));
  return [changed(from!), changed(to!)];
}
