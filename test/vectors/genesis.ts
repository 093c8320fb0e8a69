import { expect } from 'vitest';
import { Keeper } from '../../src/keeper/keeper.js';
import { moduleName } from '../../src/keeper/schema.js';
import { exportGenesis } from '../../src/module/genesis/exportGenesis.js';
import { initGenesis } from '../../src/module/genesis/initGenesis.js';
import { deployed } from '../../src/module/profiles.js';
import { openSdk } from '../../src/sdk/keepers.js';
import type { Context } from '../../src/types/context.js';
import { hexToBytes } from '../../src/util/bytes.js';
import { CodedError, simErrors } from '../../src/util/errors.js';
import { dump, world } from '../sdk/world.js';
import { groupsOf } from './module/groupsOf.js';
import { Recorder } from './module/recorder.js';
import type { CheckCase, VectorCase, VectorTable } from './shared.js';
import { checkGenesisDocument } from './types.js';

/** Staking as a recorded case has it: its list of validators, as it stands. */
const stakingOf = (validators: readonly VectorCase[]) => ({
  bonded: () =>
    validators.map(({ operator_address: operatorAddress, consensus_pubkey: key, tokens }) => ({
      operatorAddress,
      consensusKey: hexToBytes(key.value).subarray(2),
      tokens: BigInt(tokens),
    })),
});

/** The deployed module on an empty store after InitGenesis. */
export function afterGenesis({ genesis, validators }: VectorCase) {
  const ground = world();
  ground.block = { ...ground.block, height: 0n };
  const recorder = new Recorder(new Map());
  const open = (ctx: Context): Keeper => {
    const sdk = openSdk(ctx, ground.config);
    const neighbours = recorder.neighbours(sdk);
    const staking = { ...neighbours.staking, ...stakingOf(validators) };
    return new Keeper(ctx, { ...neighbours, staking }, deployed, ground.config.bech32Prefix);
  };
  initGenesis(open(ground.context()), deployed, genesis);
  return {
    kv: dump(ground.stores.get(moduleName)),
    bank: recorder.take().bank,
    groups: groupsOf(ground.open().group),
    exported: exportGenesis(open(ground.context())),
  };
}

/** JSON and bytes, then what InitGenesis stores and mints and what ExportGenesis answers. */
const checkGenesis: CheckCase = (vectorCase) => {
  checkGenesisDocument(vectorCase);
  const { input, expected } = vectorCase;
  if (input.genesis === undefined) return;
  if (expected.panic) {
    expect(errorOf(() => afterGenesis(input))).toMatchObject({ kind: simErrors.genesisInvalid });
    return;
  }
  const { kv, bank, exported } = afterGenesis(input);
  expect(kv).toEqual(expected.kv);
  expect(bank).toEqual(expected.bank);
  const { state, profile, ...sections } = exported;
  expect(profile, 'our own section').toBe(deployed.name);
  expect(state, 'our own section').toBeTypeOf('object');
  expect(JSON.stringify(sections)).toBe(JSON.stringify(expected.exported));
};

function errorOf(run: () => unknown): CodedError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  return undefined;
}

/** The genesis of the deployed chain (reference 1.3). */
export const genesisVectors: VectorTable = { 'default_genesis.json': checkGenesis };
