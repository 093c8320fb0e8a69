import type { ContinuousFund, Params } from 'cosmjs-types/cosmos/protocolpool/v1/types';
import * as dec from '../../util/legacyDec.js';
import type { SdkConfig } from '../config.js';
import { decimal, genesisError, list, optional, record, text, timestamp, uint64 } from '../json.js';
import type { SdkModule } from '../routes.js';
import { distribute, schemaOf } from './distribute.js';
import { poolMsgs } from './msgs.js';
import { poolQueries } from './queries.js';
import { poolStore } from './schema.js';

interface PoolGenesis {
  readonly continuousFunds: ContinuousFund[];
  readonly params: Params;
}

const genesisJson = record<PoolGenesis>({
  continuousFunds: list(record<ContinuousFund>({ recipient: text, percentage: decimal, expiry: optional(timestamp) })),
  params: record<Params>({ enabledDistributionDenoms: list(text), distributionFrequency: uint64 }),
});

function readGenesis(genesis: unknown): PoolGenesis {
  const read = genesisJson.read(genesis, poolStore);
  const total = read.continuousFunds.reduce((sum, { percentage }) => sum + BigInt(percentage), 0n);
  if (total > dec.one) throw genesisError('protocolpool.continuous_funds', 'the percentages are more than the whole');
  return read;
}

/** x/protocolpool: the community's coins in an account of their own, and funds that get a part of what comes in. */
export function protocolpoolModule({ denom }: SdkConfig): SdkModule {
  const defaults = { params: { enabled_distribution_denoms: [denom], distribution_frequency: '1' } };
  const read = (genesis: unknown) => readGenesis(genesis ?? defaults);
  return {
    name: poolStore,
    stores: [poolStore],
    msgs: poolMsgs,
    queries: poolQueries,
    validateGenesis: (genesis) => void read(genesis),
    initGenesis(ctx, keepers, genesis) {
      const { continuousFunds, params } = read(genesis);
      const schema = schemaOf(ctx, keepers);
      schema.params.set(params);
      for (const fund of continuousFunds) schema.funds.set(fund.recipient, fund);
      return [];
    },
    exportGenesis(ctx, keepers) {
      const schema = schemaOf(ctx, keepers);
      return genesisJson.write({ continuousFunds: [...schema.funds.values()], params: schema.params.require() });
    },
    beginBlock: distribute,
  };
}
