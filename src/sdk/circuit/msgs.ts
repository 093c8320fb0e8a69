import * as tx from 'cosmjs-types/cosmos/circuit/v1/tx';
import { type Permissions, Permissions_Level, permissions_LevelToJSON } from 'cosmjs-types/cosmos/circuit/v1/types';
import { plainError, sdkErrors } from '../../types/errors.js';
import { event } from '../../types/events.js';
import { CodedError } from '../../util/errors.js';
import { requireAccount } from '../addresses.js';
import type { SdkKeepers } from '../keepers.js';
import { msgRoute, type SdkMsgRoute } from '../routes.js';

const all: Permissions = { level: Permissions_Level.LEVEL_SUPER_ADMIN, limitTypeUrls: [] };

/** What an account may do; gov may do everything. */
function permissionsOf({ circuit, gov }: SdkKeepers, account: string): Permissions {
  if (account === gov.authority) return all;
  return (
    circuit!.schema.permissions.get(account) ?? { level: Permissions_Level.LEVEL_NONE_UNSPECIFIED, limitTypeUrls: [] }
  );
}

function maySwitch({ level, limitTypeUrls }: Permissions, typeUrl: string): boolean {
  if (level === Permissions_Level.LEVEL_SOME_MSGS) return limitTypeUrls.includes(typeUrl);
  return level === Permissions_Level.LEVEL_ALL_MSGS || level === Permissions_Level.LEVEL_SUPER_ADMIN;
}

function requireSwitch(permissions: Permissions, typeUrl: string, what: string): void {
  if (maySwitch(permissions, typeUrl)) return;
  const detail = `account does not have permission to ${what} circuit breaker for message ${typeUrl}`;
  throw new CodedError(sdkErrors.unauthorized, detail);
}

/** Permissions as the event prints them: protobuf's short text form. */
function describe({ level, limitTypeUrls }: Permissions): string {
  const name = level === Permissions_Level.LEVEL_NONE_UNSPECIFIED ? '' : `level:${permissions_LevelToJSON(level)} `;
  return name + limitTypeUrls.map((url) => `limit_type_urls:${JSON.stringify(url)} `).join('');
}

export const circuitMsgs: readonly SdkMsgRoute[] = [
  msgRoute([tx.MsgAuthorizeCircuitBreaker, tx.MsgAuthorizeCircuitBreakerResponse], {
    signers: ({ granter }) => [granter],
    handle(ctx, keepers, { granter, grantee, permissions = all }) {
      const { addresses, schema } = keepers.circuit!;
      if (permissionsOf(keepers, granter).level !== Permissions_Level.LEVEL_SUPER_ADMIN) {
        throw new CodedError(sdkErrors.unauthorized, 'only super admins can authorize users');
      }
      schema.permissions.set(requireAccount(addresses, grantee, 'invalid grantee address'), permissions);
      ctx.emit(event('authorize_circuit_breaker', { granter, grantee, permission: describe(permissions) }));
      return { success: true };
    },
  }),
  msgRoute([tx.MsgTripCircuitBreaker, tx.MsgTripCircuitBreakerResponse], {
    signers: ({ authority }) => [authority],
    handle(ctx, keepers, { authority, msgTypeUrls }) {
      const permissions = permissionsOf(keepers, authority);
      for (const typeUrl of msgTypeUrls) {
        if (!keepers.circuit!.isAllowed(typeUrl)) throw plainError(`message ${typeUrl} is already disabled`);
        requireSwitch(permissions, typeUrl, 'trip');
        keepers.circuit!.schema.disabled.add(typeUrl);
      }
      ctx.emit(event('trip_circuit_breaker', { authority, msg_url: msgTypeUrls.join(',') }));
      return { success: true };
    },
  }),
  msgRoute([tx.MsgResetCircuitBreaker, tx.MsgResetCircuitBreakerResponse], {
    signers: ({ authority }) => [authority],
    handle(ctx, keepers, { authority, msgTypeUrls }) {
      const permissions = permissionsOf(keepers, authority);
      for (const typeUrl of msgTypeUrls) {
        if (keepers.circuit!.isAllowed(typeUrl)) throw plainError(`message ${typeUrl} is not disabled`);
        requireSwitch(permissions, typeUrl, 'reset');
        keepers.circuit!.schema.disabled.remove(typeUrl);
      }
      ctx.emit(event('reset_circuit_breaker', { authority, msg_url: msgTypeUrls.join(',') }));
      return { success: true };
    },
  }),
];
