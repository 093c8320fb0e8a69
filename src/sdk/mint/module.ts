import type { Minter, Params } from 'cosmjs-types/cosmos/mint/v1beta1/mint';
import type { Context } from '../../types/context.js';
import { event } from '../../types/events.js';
import * as dec from '../../util/legacyDec.js';
import { toCoins } from '../coins.js';
import type { SdkConfig } from '../config.js';
import { decimal, type Json, record, text, uint64 } from '../json.js';
import type { SdkKeepers } from '../keepers.js';
import type { SdkModule } from '../routes.js';
import { blockProvision, nextMinter } from './inflation.js';
import { mintMsgs } from './msgs.js';
import { mintQueries } from './queries.js';
import { mintStore, schemaOf } from './schema.js';

interface MintGenesis {
  readonly minter: Minter;
  readonly params: Params;
}

const mintGenesisJson: Json<MintGenesis> = record<MintGenesis>({
  minter: record<Minter>({ inflation: decimal, annualProvisions: decimal }),
  params: record<Params>({
    mintDenom: text,
    inflationRateChange: decimal,
    inflationMax: decimal,
    inflationMin: decimal,
    goalBonded: decimal,
    blocksPerYear: uint64,
  }),
});

/** x/mint: new coins in every block for the fee collector. */
export function mintModule({ denom }: Pick<SdkConfig, 'denom'>): SdkModule {
  const defaults = {
    minter: { inflation: '0.13', annual_provisions: '0' },
    params: {
      mint_denom: denom,
      inflation_rate_change: '0.13',
      inflation_max: '0.2',
      inflation_min: '0.07',
      goal_bonded: '0.67',
      blocks_per_year: '6311520',
    },
  };
  const read = (genesis: unknown) => mintGenesisJson.read(genesis ?? defaults, 'mint');
  return {
    name: 'mint',
    stores: [mintStore],
    msgs: mintMsgs,
    queries: mintQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, { auth }, genesis) {
      const { minter, params } = read(genesis);
      schemaOf(ctx).minter.set(minter);
      schemaOf(ctx).params.set(params);
      auth.moduleAccount('mint');
      return [];
    },
    exportGenesis(ctx) {
      const { minter, params } = schemaOf(ctx);
      return mintGenesisJson.write({ minter: minter.require(), params: params.require() });
    },
    beginBlock: mintBlock,
  };
}

/** Mints a block's provision. Cost: O(bonded validators), for the bonded ratio. */
function mintBlock(ctx: Context, { bank, staking }: SdkKeepers): void {
  const schema = schemaOf(ctx);
  const params = schema.params.require();
  const supply = bank.supply(staking.params.bondDenom);
  const bondedRatio = supply > 0n ? dec.quoInt(dec.fromInt(staking.totalBondedTokens()), supply) : dec.zero;
  const minter = nextMinter(schema.minter.require(), params, bondedRatio, supply);
  schema.minter.set(minter);
  const amount = blockProvision(minter, params);
  const coins = toCoins([{ denom: params.mintDenom, amount }]);
  if (coins.length > 0) bank.mint('mint', coins);
  bank.sendModuleToModule('mint', 'fee_collector', coins);
  ctx.emit(
    event('mint', {
      bonded_ratio: dec.format(bondedRatio),
      inflation: dec.format(dec.fromUnits(BigInt(minter.inflation))),
      annual_provisions: dec.format(dec.fromUnits(BigInt(minter.annualProvisions))),
      amount,
    }),
  );
}
