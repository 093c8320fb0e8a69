import { QueryParamsRequest, QueryParamsResponse } from 'cosmjs-types/cosmos/consensus/v1/query';
import { MsgUpdateParams, MsgUpdateParamsResponse } from 'cosmjs-types/cosmos/consensus/v1/tx';
import { ConsensusParams } from 'cosmjs-types/tendermint/types/params';
import { itemAt, lazySchema } from '../../store/schema.js';
import { proto } from '../../types/codec.js';
import type { Context } from '../../types/context.js';
import { plainError } from '../../types/errors.js';
import { msgRoute, queryRoute, requireAuthority, type SdkModule } from '../routes.js';
import { readConsensusParams } from './params.js';

const consensusStore = 'consensus';

/** Where the chain keeps CometBFT's parameters. */
export const consensusSchema = lazySchema({
  params: itemAt('Consensus', proto(ConsensusParams)),
});

const schemaOf = (ctx: Context) => consensusSchema(ctx.stores.store(consensusStore));

/** CometBFT's parameters as they are now, on a chain that keeps them. */
export const consensusParamsOf = (ctx: Context): ConsensusParams => schemaOf(ctx).params.require();

/** x/consensus: CometBFT's parameters, which genesis has beside the modules' parts. */
export const consensusModule = (): SdkModule => ({
  name: consensusStore,
  stores: [consensusStore],
  msgs: [
    msgRoute([MsgUpdateParams, MsgUpdateParamsResponse], {
      signers: ({ authority }) => [authority],
      handle(ctx, { gov }, { authority, block, evidence, validator, abci }) {
        requireAuthority(gov.authority, authority);
        if (!block || !evidence || !validator) throw plainError('all parameters must be present');
        if (block.maxBytes === 0n || block.maxBytes < -1n) {
          throw plainError(`block.MaxBytes must be -1 or greater than 0. Got ${block.maxBytes}`);
        }
        const { params } = schemaOf(ctx);
        params.set({ ...params.require(), block, evidence, validator, ...(abci && { abci }) });
        return {};
      },
    }),
  ],
  queries: [
    queryRoute(
      '/cosmos.consensus.v1.Query/Params',
      [QueryParamsRequest, QueryParamsResponse],
      (_keepers, _request, ctx) => ({ params: consensusParamsOf(ctx) }),
    ),
  ],
  validateGenesis: () => {},
  initGenesis(ctx) {
    schemaOf(ctx).params.set(readConsensusParams(ctx.block.consensusParams));
    return [];
  },
  exportGenesis: () => null,
  consensusParams: consensusParamsOf,
});
