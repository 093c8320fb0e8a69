import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FinalizeBlockResponse } from '../../src/app/abci.js';
import { surfaceBugs } from '../../src/app/failure.js';
import { createGonkaApp, type GonkaApp } from '../../src/app/gonkaApp.js';
import type { GonkaKeepers } from '../../src/app/gonkaKeepers.js';
import type { AnteCheck } from '../../src/app/runTx.js';
import type { TxResult } from '../../src/app/txResult.js';
import { deployed } from '../../src/module/profiles.js';
import { parseTime } from '../../src/sdk/time.js';
import type { ChainEvent } from '../../src/types/events.js';
import { base64ToBytes, bytesToBase64, bytesToHex, hexToBytes, latin1ToBytes } from '../../src/util/bytes.js';
import { haveVectors, vectorsFolder } from '../vectors/shared.js';

// The recorded run of the real node, its transactions run by this app: 310 heights, nine epochs, 622 transactions. What the
// ante checks of a node do to accounts is done by a stand-in; what modules do that are not here is left out by name.

// biome-ignore lint/suspicious/noExplicitAny: recordings are foreign JSON
type Recorded = any;
const recorded = (file: string): Recorded[] =>
  readFileSync(join(vectorsFolder, 'live', file), 'utf8')
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row));
const lastHeight = 310;

/** Fee, public key and sequence; nothing is checked. */
const payAndSign: AnteCheck<GonkaKeepers> = (_ctx, { auth, bank }, { authInfo, messages }) => {
  const signers = [...new Set(messages.flatMap(({ route, message }) => route.signers(message as never)))];
  const coins = (authInfo.fee?.amount ?? []).map(({ denom, amount }) => ({ denom, amount: BigInt(amount) }));
  if (coins.length > 0) bank.sendToModule(authInfo.fee!.granter || signers[0]!, 'fee_collector', coins);
  for (const [index, signer] of signers.entries()) {
    if (!auth.has(signer)) continue;
    const key = authInfo.signerInfos[index]?.publicKey;
    if (key && auth.pubKey(signer) === undefined) auth.setPubKey(signer, key);
    auth.incrementSequence(signer);
  }
};

/** A message of a part that is not here, and one that has distribution pay. */
const absent = /BridgeExchange/;
const paidByDistribution = 'staking undelegate';

const ofMessages = (events: readonly ChainEvent[]): unknown[] =>
  events
    .filter(({ attributes }) => attributes.at(-1)?.key === 'msg_index')
    .map(({ type, attributes }) => [type, attributes.map(({ key, value }) => [key, value ?? ''])]);

/** A log without the stack of a panic, which the recording does not have either. */
const logOf = (log: string): string => log.replace(/\nstack:\n.*: panic$/s, ': panic');

const told = ({ code, codespace, log, data, events }: TxResult): unknown => [
  { code, codespace, log: logOf(log), data: bytesToBase64(data) },
  ofMessages(events),
];
const expected = ({ code, codespace, log, data, events }: Recorded): unknown => [
  { code, codespace, log: logOf(log), data: data ?? '' },
  ofMessages(events),
];

const replay = (run: (app: GonkaApp, height: number, txs: Recorded[], result: FinalizeBlockResponse) => void): void => {
  const genesis = JSON.parse(readFileSync(join(vectorsFolder, 'live/genesis.json'), 'utf8'));
  const { chain_id: chainId, genesis_time: time, app_state: appState } = genesis;
  const app = createGonkaApp({
    profile: deployed,
    bech32Prefix: 'gonka',
    denom: 'ngonka',
    ante: [payAndSign],
    onBug: surfaceBugs,
  });
  app.initChain({ chainId, time: parseTime(time), appState });
  const txs = recorded('txs.jsonl').sort((a, b) => a.index - b.index);
  for (const { height: text, header } of recorded('headers.jsonl').slice(0, lastHeight)) {
    const inBlock = txs.filter(({ height }) => Number(height) === Number(text));
    const result = app.finalizeBlock({
      height: BigInt(text),
      time: parseTime(header.time),
      proposer: hexToBytes(header.proposer_address.toLowerCase()),
      txs: inBlock.map(({ tx }) => base64ToBytes(tx)),
    });
    app.commit();
    run(app, Number(text), inBlock, result);
  }
};

describe.skipIf(!haveVectors)('the recorded run of the real node, run again', () => {
  it('gives every transaction the same code, log, answer and events, and the set its validators', () => {
    const blocks = recorded('blocks.jsonl');
    let compared = 0;
    replay((_app, height, txs, { txResults, validatorUpdates }) => {
      txResults.forEach((result, index) => {
        const { decoded, label, result: wanted } = txs[index];
        if (absent.test(JSON.stringify(decoded.body.messages)) || label === paidByDistribution) return;
        expect(told(result), `height ${height}, ${label}`).toEqual(expected(wanted));
        compared += 1;
      });
      const updates = blocks[height - 1].block_results.validator_updates ?? [];
      expect(validatorUpdates.map(({ pubKey, power }) => [bytesToBase64(pubKey), String(power)])).toEqual(
        updates.map(({ pub_key, power }: Recorded) => [pub_key.Sum.value.ed25519, power ?? '0']),
      );
    });
    expect(compared).toBeGreaterThan(540);
  });

  it('leaves the same state behind, height by height', () => {
    const stores = ['gov', 'group', 'collateral', 'inference'];
    const changes = new Map(
      stores.map((name) => [name, new Map(recorded(`${name}-store.jsonl`).map((row) => [row.height, row.changes]))]),
    );
    const states = new Map(stores.map((name) => [name, new Map<string, string>()]));
    replay((app, height) => {
      const { ctx } = app.view();
      for (const [name, state] of states) {
        const writes: readonly (readonly [string, string | null])[] = changes.get(name)!.get(height) ?? [];
        for (const [key, value] of writes) value === null ? state.delete(key) : state.set(key, value);
        if (height % 10 !== 0 && writes.length === 0) continue;
        const mine = [...ctx.stores.store(name).iterate()].map(([key, value]) => [
          bytesToHex(latin1ToBytes(key)),
          bytesToHex(value.bytes),
        ]);
        const wanted = [...state].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(mine, `${name} at height ${height}`).toEqual(wanted);
      }
    });
  });
});
