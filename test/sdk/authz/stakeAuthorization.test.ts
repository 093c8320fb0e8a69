import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { AuthorizationType, StakeAuthorization } from 'cosmjs-types/cosmos/staking/v1beta1/authz';
import {
  MsgBeginRedelegate,
  MsgCancelUnbondingDelegation,
  MsgDelegate,
  MsgUndelegate,
} from 'cosmjs-types/cosmos/staking/v1beta1/tx';
import { describe, expect, it } from 'vitest';
import { acceptStake, stakeMessageType, validateStake } from '../../../src/sdk/authz/stakeAuthorization.js';
import { infiniteGasMeter } from '../../../src/store/gas.js';
import { proto } from '../../../src/types/codec.js';
import { complaint } from '../../types/complaint.js';

const { AUTHORIZATION_TYPE_DELEGATE: toDelegate } = AuthorizationType;
const coin = (amount: string, denom = 'ngonka') => ({ denom, amount });
const delegate = (amount: string, validator = 'v1', denom?: string) => ({
  typeUrl: MsgDelegate.typeUrl,
  value: proto(MsgDelegate).encode({
    delegatorAddress: 'd',
    validatorAddress: validator,
    amount: coin(amount, denom),
  }),
});

function accept(authorization: Partial<StakeAuthorization>, message = delegate('5')) {
  const gas = infiniteGasMeter();
  const left = acceptStake({ authorizationType: toDelegate, ...authorization }, message, gas);
  return { left: left && proto(StakeAuthorization).decode(left.value), gas: gas.consumed };
}

describe('an authorization to stake', () => {
  it.each([
    [1, MsgDelegate.typeUrl],
    [2, MsgUndelegate.typeUrl],
    [3, MsgBeginRedelegate.typeUrl],
    [4, MsgCancelUnbondingDelegation.typeUrl],
  ])('of type %i is for %s', (authorizationType, typeUrl) => {
    expect(stakeMessageType({ authorizationType })).toBe(typeUrl);
  });

  it('stays without a limit, and shrinks with one until nothing is left', () => {
    expect(accept({}).left).toEqual({ authorizationType: toDelegate });
    expect(accept({ maxTokens: coin('7') }).left).toMatchObject({ maxTokens: coin('2') });
    expect(accept({ maxTokens: coin('5') }).left).toBeUndefined();
  });

  it('looks through its lists, for gas', () => {
    const allowList = { address: ['v0', 'v1', 'v2'] };
    expect(accept({ allowList })).toMatchObject({ left: { allowList }, gas: 20n });
    expect(accept({ denyList: { address: ['v2'] } }).gas).toBe(10n);
  });

  it('counts what is moved to the new validator', () => {
    const value = proto(MsgBeginRedelegate).encode({
      delegatorAddress: 'd',
      validatorSrcAddress: 'v0',
      validatorDstAddress: 'v1',
      amount: coin('5'),
    });
    const { left } = accept({ allowList: { address: ['v1'] } }, { typeUrl: MsgBeginRedelegate.typeUrl, value });
    expect(left).toMatchObject({ allowList: { address: ['v1'] } });
  });

  const send = { typeUrl: MsgSend.typeUrl, value: new Uint8Array(0) };
  it.each([
    [{ allowList: { address: ['v2'] } }, delegate('1'), 'sdk/4 cannot delegate/undelegate to v1 validator'],
    [{ denyList: { address: ['v1'] } }, delegate('1'), 'sdk/4 cannot delegate/undelegate to v1 validator'],
    [{ maxTokens: coin('4') }, delegate('5'), 'undefined/1 negative coin amount: -1'],
    [{ maxTokens: coin('9') }, delegate('5', 'v1', 'other'), 'undefined/1 invalid coin denominations; ngonka, other'],
    [{}, send, 'sdk/18 unknown msg type: invalid request'],
  ])('refuses: %#', (authorization, message, expected) => {
    expect(complaint(() => accept(authorization, message))).toContain(expected);
  });

  it.each([
    [{ authorizationType: 0 }, 'undefined/1 unknown authorization type'],
    [{ authorizationType: 1, maxTokens: coin('-1') }, 'undefined/1 negative coin amount: -1ngonka: max tokens should'],
    [{ authorizationType: 1, maxTokens: coin('1') }, 'no complaint'],
  ])('is checked: %#', (authorization, expected) => {
    expect(complaint(() => validateStake(authorization))).toContain(expected);
  });
});
