import {
  MsgMultiSend,
  MsgMultiSendResponse,
  MsgSend,
  MsgSendResponse,
  MsgSetSendEnabled,
  MsgSetSendEnabledResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
} from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { sdkErrors } from '../../types/errors.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import { type Coins, fromProtoCoins, isDenom, isValidCoins, printCoins, toCoins } from '../coins.js';
import { bankErrors } from '../errors.js';
import type { SdkKeepers } from '../keepers.js';
import { msgRoute, requireAuthority, type SdkMsgRoute } from '../routes.js';

function requireCoins(coins: Coins): void {
  if (coins.length === 0 || !isValidCoins(coins)) throw new CodedError(sdkErrors.invalidCoins, printCoins(coins));
}

function send({ auth, bank }: SdkKeepers, msg: MsgSend): MsgSendResponse {
  const from = requireAccount(auth.addresses, msg.fromAddress, 'invalid from address');
  const to = requireAccount(auth.addresses, msg.toAddress, 'invalid to address');
  const coins = fromProtoCoins(msg.amount);
  requireCoins(coins);
  bank.requireSendEnabled(coins);
  bank.requireReceiver(to);
  bank.send(from, to, coins);
  return {};
}

function multiSend({ auth, bank }: SdkKeepers, { inputs, outputs }: MsgMultiSend): MsgMultiSendResponse {
  const [input, ...others] = inputs;
  if (!input) throw new CodedError(bankErrors.noInputs);
  if (others.length > 0) throw new CodedError(bankErrors.multipleSenders);
  if (outputs.length === 0) throw new CodedError(bankErrors.noOutputs);
  const from = requireAccount(auth.addresses, input.address, 'invalid input address');
  const coins = fromProtoCoins(input.coins);
  requireCoins(coins);
  const parts = outputs.map((output) => {
    const address = requireAccount(auth.addresses, output.address, 'invalid output address');
    const part = { address, coins: fromProtoCoins(output.coins) };
    requireCoins(part.coins);
    return part;
  });
  const total = toCoins(parts.flatMap((part) => part.coins));
  if (printCoins(total) !== printCoins(coins)) throw new CodedError(bankErrors.inputOutputMismatch);
  bank.requireSendEnabled(coins);
  for (const { address } of parts) bank.requireReceiver(address);
  bank.multiSend(from, coins, parts);
  return {};
}

/** Refuses denominations that are none or come twice: `sdk` 18. */
function checkSendEnabled(entries: readonly { readonly denom: string }[], useDefaultFor: readonly string[]): void {
  const refuse = (detail: string) => new CodedError(sdkErrors.invalidRequest, detail);
  const seen = new Set<string>();
  for (const { denom } of entries) {
    const quoted = JSON.stringify(denom);
    if (seen.has(denom)) throw refuse(`duplicate denom entries found for ${quoted}`);
    seen.add(denom);
    if (!isDenom(denom)) throw refuse(`invalid SendEnabled denom ${quoted}: invalid denom: ${denom}`);
  }
  for (const denom of useDefaultFor) {
    if (isDenom(denom)) continue;
    throw refuse(`invalid UseDefaultFor denom ${JSON.stringify(denom)}: invalid denom: ${denom}`);
  }
}

export const bankMsgs: readonly SdkMsgRoute[] = [
  msgRoute([MsgSend, MsgSendResponse], {
    signers: ({ fromAddress }) => [fromAddress],
    handle: (_ctx, keepers, msg) => send(keepers, msg),
  }),
  msgRoute([MsgMultiSend, MsgMultiSendResponse], {
    signers: ({ inputs }) => inputs.map(({ address }) => address),
    handle: (_ctx, keepers, msg) => multiSend(keepers, msg),
  }),
  msgRoute([MsgUpdateParams, MsgUpdateParamsResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { bank, gov }, { authority, params }) {
      requireAuthority(gov.authority, authority);
      bank.setParams({ ...params, sendEnabled: [] });
      for (const { denom, enabled } of params.sendEnabled) bank.setSendEnabled(denom, enabled);
      return {};
    },
  }),
  msgRoute([MsgSetSendEnabled, MsgSetSendEnabledResponse], {
    signers: ({ authority }) => [authority],
    handle(_ctx, { bank, gov }, { authority, sendEnabled, useDefaultFor }) {
      requireAuthority(gov.authority, authority);
      checkSendEnabled(sendEnabled, useDefaultFor);
      for (const { denom, enabled } of sendEnabled) bank.setSendEnabled(denom, enabled);
      for (const denom of useDefaultFor) bank.removeSendEnabled(denom);
      return {};
    },
  }),
];
