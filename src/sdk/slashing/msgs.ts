import * as tx from 'cosmjs-types/cosmos/slashing/v1beta1/tx';
import { CodedError } from '../../util/errors.js';
import * as dec from '../../util/legacyDec.js';
import { addressesOf, requireOperator } from '../addresses.js';
import { slashingErrors } from '../errors.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';
import { consensusAddressOf, tokensFromShares } from '../staking/validator.js';
import { fromSeconds } from '../time.js';
import type { SlashingKeeper } from './keeper.js';

/** Lets a validator who was jailed come back, once his time is over. */
function unjail(keeper: SlashingKeeper, text: string): void {
  const { staking, addresses, ctx } = keeper;
  const operator = requireOperator(addresses, text, 'validator input address');
  const validator = staking.validator(operator);
  if (!validator) throw new CodedError(slashingErrors.noValidatorForAddress);
  const own = staking.delegation(addresses.accountOf(operator), operator);
  if (!own) throw new CodedError(slashingErrors.missingSelfDelegation);
  const tokens = dec.truncateInt(tokensFromShares(validator, dec.fromUnits(BigInt(own.shares))));
  const least = BigInt(validator.minSelfDelegation);
  if (tokens < least) throw new CodedError(slashingErrors.selfDelegationTooLow, `${tokens} less than ${least}`);
  if (!validator.jailed) throw new CodedError(slashingErrors.validatorNotJailed);
  const info = keeper.signingInfo(consensusAddressOf(addresses, validator));
  if (info && (info.tombstoned || ctx.block.time < fromSeconds(info.jailedUntil))) {
    throw new CodedError(slashingErrors.validatorJailed);
  }
  staking.unjail(validator);
}

/** The slashing messages of a chain; an operator's signer is the account with his bytes. */
export const slashingMsgs = (prefix: string): readonly SdkMsgRoute[] => [
  msgRoute([tx.MsgUnjail, tx.MsgUnjailResponse], {
    signers: ({ validatorAddr }) => [addressesOf(prefix).accountOf(validatorAddr)],
    handle(_ctx, { slashing }, { validatorAddr }) {
      unjail(slashing!, validatorAddr);
      return {};
    },
  }),
  msgRoute([tx.MsgUpdateParams, tx.MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { slashing, gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      slashing!.setParams(params);
      return {};
    },
  }),
];
