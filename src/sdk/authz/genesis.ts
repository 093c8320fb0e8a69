import { GenericAuthorization, type GrantAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import { SendAuthorization } from 'cosmjs-types/cosmos/bank/v1beta1/authz';
import {
  authorizationTypeFromJSON,
  authorizationTypeToJSON,
  StakeAuthorization,
} from 'cosmjs-types/cosmos/staking/v1beta1/authz';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { addressComplaint } from '../../types/address.js';
import { anyJson, packed } from '../anyJson.js';
import { coinJson, enumeration, genesisError, type Json, list, optional, record, text, timestamp } from '../json.js';
import { fromSeconds } from '../time.js';
import type { AuthzKeeper } from './keeper.js';

const validatorsJson = record({ address: list(text) });

const authorizationJson: Json<Any> = anyJson([
  packed(GenericAuthorization, record<GenericAuthorization>({ msg: text })),
  packed(SendAuthorization, record<SendAuthorization>({ spendLimit: list(coinJson), allowList: list(text) })),
  packed(
    StakeAuthorization,
    record<StakeAuthorization>({
      maxTokens: optional(coinJson),
      allowList: optional(validatorsJson),
      denyList: optional(validatorsJson),
      authorizationType: enumeration(authorizationTypeFromJSON, authorizationTypeToJSON),
    }),
  ),
]);

const genesisJson = record<{ authorization: GrantAuthorization[] }>({
  authorization: list(
    record<GrantAuthorization>({
      granter: text,
      grantee: text,
      authorization: optional(authorizationJson),
      expiration: optional(timestamp),
    }),
  ),
});

/** Reads x/authz's genesis and checks it; faults name the path. */
export function readAuthzGenesis(genesis: unknown, prefix: string): readonly GrantAuthorization[] {
  const { authorization } = genesisJson.read(genesis ?? {}, 'authz');
  for (const [index, grant] of authorization.entries()) {
    const path = `authz.authorization[${index}]`;
    const complaint = addressComplaint(grant.granter, prefix) ?? addressComplaint(grant.grantee, prefix);
    if (complaint !== undefined) throw genesisError(path, complaint);
    if (!grant.authorization) throw genesisError(`${path}.authorization`, 'missing');
  }
  return authorization;
}

/** Stores the grants; those whose time has passed are left out. */
export function initAuthz(keeper: AuthzKeeper, grants: readonly GrantAuthorization[], now: bigint): void {
  for (const { granter, grantee, authorization, expiration } of grants) {
    const end = expiration && fromSeconds(expiration);
    if (end === undefined || end > now) keeper.allow(granter, grantee, authorization!, end);
  }
}

export function exportAuthz(keeper: AuthzKeeper): unknown {
  const authorization = [...keeper.grants()].map(({ granter, grantee, grant }) => ({ granter, grantee, ...grant }));
  return genesisJson.write({ authorization });
}
