import { GenericAuthorization } from 'cosmjs-types/cosmos/authz/v1beta1/authz';
import type * as query from 'cosmjs-types/cosmos/authz/v1beta1/query';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import { describe, expect, it } from 'vitest';
import { proto } from '../../../src/types/codec.js';
import { complaint } from '../../types/complaint.js';
import { alice, ask, bob, carol, started } from '../people.js';

const generic = (msg: string): Any => ({
  typeUrl: GenericAuthorization.typeUrl,
  value: proto(GenericAuthorization).encode({ msg }),
});
const made = started();
const { authz } = made.open();
const end = made.block.time + 1_000_000_000n;
authz.allow(alice, bob, generic('/a'), end);
authz.allow(alice, bob, generic('/b'), undefined);
authz.allow(alice, carol, generic('/a'), undefined);
authz.allow(carol, bob, generic('/c'), undefined);

const answer = <T>(method: string, request: object): T => ask(made, `/cosmos.authz.v1beta1.Query/${method}`, request);
const page = (limit: bigint, key: Uint8Array = new Uint8Array(0)) => ({
  pagination: { key, offset: 0n, limit, countTotal: true, reverse: false },
});
const named = ({ authorization }: { authorization?: Any }): string =>
  proto(GenericAuthorization).decode(authorization!.value).msg;

describe('queries of authz', () => {
  const between = { granter: alice, grantee: bob, msgTypeUrl: '' };

  it('lists the grants between two, or the one for a message', () => {
    const { grants, pagination } = answer<query.QueryGrantsResponse>('Grants', between);
    expect(grants.map(named)).toEqual(['/a', '/b']);
    expect(pagination!.total).toBe(2n);
    const one = answer<query.QueryGrantsResponse>('Grants', { ...between, msgTypeUrl: '/a' });
    expect(one.grants).toEqual([{ authorization: generic('/a'), expiration: expect.anything() }]);
    expect(one.pagination).toBeUndefined();
  });

  it('lists what one has granted', () => {
    const all = answer<query.QueryGranterGrantsResponse>('GranterGrants', { granter: alice });
    expect(all.grants.map((grant) => [grant.granter, grant.grantee, named(grant)])).toEqual([
      [alice, bob, '/a'],
      [alice, bob, '/b'],
      [alice, carol, '/a'],
    ]);
  });

  it('lists what one was granted, page by page', () => {
    const first = answer<query.QueryGranteeGrantsResponse>('GranteeGrants', { grantee: bob, ...page(2n) });
    expect(first.grants.map(named)).toEqual(['/a', '/b']);
    expect(first.pagination!.total).toBe(3n);
    const next = { grantee: bob, ...page(2n, first.pagination!.nextKey) };
    const second = answer<query.QueryGranteeGrantsResponse>('GranteeGrants', next);
    expect(second.grants).toEqual([{ granter: carol, grantee: bob, authorization: generic('/c') }]);
  });

  it.each([
    ['Grants', { ...between, granter: '' }, 'undefined/1 empty address string is not allowed'],
    ['Grants', { ...between, grantee: 'x' }, 'undefined/1 decoding bech32 failed: invalid bech32 string length 1'],
    [
      'Grants',
      { ...between, msgTypeUrl: '/x' },
      'authz/2 authorization not found for /x type: authorization not found',
    ],
    ['GranterGrants', { granter: 'x' }, 'undefined/1 decoding bech32 failed'],
    ['GranteeGrants', { grantee: 'x' }, 'undefined/1 decoding bech32 failed'],
  ])('refuses %s: %#', (method, request, expected) => {
    expect(complaint(() => answer(method, request))).toContain(expected);
  });
});
