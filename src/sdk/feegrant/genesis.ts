import {
  AllowedMsgAllowance,
  BasicAllowance,
  type Grant,
  PeriodicAllowance,
} from 'cosmjs-types/cosmos/feegrant/v1beta1/feegrant';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { addressComplaint } from '../../types/address.js';
import { anyJson, packed } from '../anyJson.js';
import { coinJson, duration, genesisError, type Json, list, optional, record, text, timestamp } from '../json.js';
import type { FeegrantKeeper } from './keeper.js';

const basicJson = record<BasicAllowance>({ spendLimit: list(coinJson), expiration: optional(timestamp) });
const simple = [
  packed(BasicAllowance, basicJson),
  packed(
    PeriodicAllowance,
    record<PeriodicAllowance>({
      basic: basicJson,
      period: duration,
      periodSpendLimit: list(coinJson),
      periodCanSpend: list(coinJson),
      periodReset: timestamp,
    }),
  ),
];
const allowanceJson: Json<Any> = anyJson([
  ...simple,
  packed(
    AllowedMsgAllowance,
    record<AllowedMsgAllowance>({ allowance: optional(anyJson(simple)), allowedMessages: list(text) }),
  ),
]);

const genesisJson = record<{ allowances: Grant[] }>({
  allowances: list(record<Grant>({ granter: text, grantee: text, allowance: optional(allowanceJson) })),
});

/** Reads x/feegrant's genesis and checks it; faults name the path. */
export function readFeegrantGenesis(genesis: unknown, prefix: string): readonly Grant[] {
  const { allowances } = genesisJson.read(genesis ?? {}, 'feegrant');
  for (const [index, { granter, grantee, allowance }] of allowances.entries()) {
    const path = `feegrant.allowances[${index}]`;
    const complaint = addressComplaint(granter, prefix) ?? addressComplaint(grantee, prefix);
    if (complaint !== undefined) throw genesisError(path, complaint);
    if (!allowance) throw genesisError(`${path}.allowance`, 'missing');
  }
  return allowances;
}

export function initFeegrant(keeper: FeegrantKeeper, grants: readonly Grant[]): void {
  for (const { granter, grantee, allowance } of grants) keeper.allow(granter, grantee, allowance!);
}

export const exportFeegrant = (keeper: FeegrantKeeper): unknown =>
  genesisJson.write({ allowances: [...keeper.grants()] });
