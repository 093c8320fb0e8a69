import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toBech32 } from '@cosmjs/encoding';
import { QueryBalanceRequest, QueryBalanceResponse } from 'cosmjs-types/cosmos/bank/v1beta1/query';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { describe, expect, it } from 'vitest';
import { encodeUnsignedTx } from '../../src/app/encodeTx.js';
import { surfaceBugs } from '../../src/app/failure.js';
import { createGonkaApp, type GonkaApp, type GonkaAppOptions } from '../../src/app/gonkaApp.js';
import { deployed, proposal } from '../../src/module/profiles.js';
import { MemoryBackend } from '../../src/store/memoryBackend.js';
import { dataFolder, haveData } from '../vectors/shared.js';
import { line } from './toyApp.js';

const [alice, bob] = [1, 2].map((byte) => toBech32('gonka', new Uint8Array(20).fill(byte))) as [string, string];
const genesisTime = 1_755_852_120_000_000_000n;
const funded = {
  bank: {
    params: { default_send_enabled: true },
    balances: [{ address: alice, coins: [{ denom: 'ngonka', amount: '1000' }] }],
  },
};

function open(options: Partial<GonkaAppOptions> = {}): GonkaApp {
  return createGonkaApp({
    profile: proposal,
    bech32Prefix: 'gonka',
    denom: 'ngonka',
    onStageFailure: 'halt',
    onBug: surfaceBugs,
    ...options,
  });
}

function start(appState: Readonly<Record<string, unknown>>, options: Partial<GonkaAppOptions> = {}): GonkaApp {
  const app = open(options);
  app.initChain({ chainId: 'gonka-test-1', time: genesisTime, appState });
  return app;
}

function run(app: GonkaApp, blocks: number, ...txs: Uint8Array[]) {
  let result: ReturnType<GonkaApp['finalizeBlock']> | undefined;
  for (let block = 0; block < blocks; block++) {
    const height = app.info.lastHeight + 1n;
    result = app.finalizeBlock({ height, time: genesisTime + height * 5_000_000_000n, txs: block === 0 ? txs : [] });
    app.commit();
  }
  return result!;
}

function send(amount: string): Any {
  const value = MsgSend.fromPartial({ fromAddress: alice, toAddress: bob, amount: [{ denom: 'ngonka', amount }] });
  return { typeUrl: MsgSend.typeUrl, value: MsgSend.encode(value).finish() };
}

describe('the Gonka chain', () => {
  it('starts from the defaults of its modules, in either profile', () => {
    for (const profile of [proposal, deployed]) {
      const app = start({}, { profile });
      run(app, 3);
      expect(Object.keys(app.exportGenesis().appState)).toEqual([
        'auth',
        'authz',
        'bank',
        'collateral',
        'feegrant',
        'genutil',
        'gov',
        'group',
        'inference',
        'staking',
        'vesting',
      ]);
    }
  });

  it('runs messages of its SDK neighbours, and answers their queries', () => {
    const app = start(funded);
    const [sent, refused] = run(app, 1, encodeUnsignedTx([send('7')]), encodeUnsignedTx([send('994')])).txResults;
    expect(sent!.events.map(line)[0]).toBe(
      `message action=/cosmos.bank.v1beta1.MsgSend sender=${alice} module=bank msg_index=0`,
    );
    expect(refused).toMatchObject({
      code: 5,
      codespace: 'sdk',
      log:
        'failed to execute message; message index: 0: ' +
        'spendable balance 993ngonka is smaller than 994ngonka: insufficient funds',
    });
    const data = QueryBalanceRequest.encode({ address: bob, denom: 'ngonka' }).finish();
    const { value } = app.query({ path: '/cosmos.bank.v1beta1.Query/Balance', data });
    expect(QueryBalanceResponse.decode(value!).balance).toEqual({ denom: 'ngonka', amount: '7' });
  });

  it('goes on where its store stands', () => {
    const data = new Map<string, Uint8Array>();
    const whole = start(funded);
    run(whole, 1, encodeUnsignedTx([send('7')]));
    const stopped = start(funded, { store: { backend: new MemoryBackend(data) } });
    run(stopped, 1, encodeUnsignedTx([send('7')]));
    const resumed = open({ store: { backend: new MemoryBackend(data) } });
    expect(run(resumed, 5).appHash).toEqual(run(whole, 5).appHash);
  });

  it('exports a genesis that starts the same state', () => {
    const app = start({ ...funded, wasm: { codes: [] } });
    run(app, 12, encodeUnsignedTx([send('7')]));
    const genesis = app.exportGenesis();
    const next = open({ store: { initialVersion: genesis.initialHeight } });
    next.initChain(genesis);
    next.finalizeBlock({ height: 13n, time: genesisTime, txs: [] });
    next.commit();
    run(app, 1);
    expect(next.exportGenesis().appState).toEqual(app.exportGenesis().appState);
  });

  it.skipIf(!haveData)('takes the main network as it is, and gives back what is not its own', () => {
    const file = JSON.parse(readFileSync(join(dataFolder, 'gonka-mainnet-genesis.json'), 'utf8'));
    const app = open({ profile: deployed });
    const { validators, foreignModules } = app.initChain({
      chainId: file.chain_id,
      time: genesisTime,
      appState: file.app_state,
    });
    expect(validators).toHaveLength(file.app_state.genutil.gen_txs.length);
    run(app, 2);
    const { appState } = app.exportGenesis();
    for (const name of foreignModules)
      expect(JSON.stringify(appState[name])).toBe(JSON.stringify(file.app_state[name]));
    expect(Object.keys(appState).sort()).toEqual(Object.keys(file.app_state).sort());
  });
});
