import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BaseAccount, ModuleAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import { describe, expect, it } from 'vitest';
import type { SdkKeepers } from '../../src/sdk/keepers.js';
import { openSdk } from '../../src/sdk/keepers.js';
import { sdkModules } from '../../src/sdk/modules.js';
import type { QueryRoute } from '../../src/types/module.js';
import { bytesToBase64 } from '../../src/util/bytes.js';
import { complaint } from '../types/complaint.js';
import { type RecordedBlock, recordedBlocks } from '../vectors/sdkReplay.js';
import { haveVectors, vectorsFolder } from '../vectors/shared.js';
import { alice, ask, balances, bob, started } from './people.js';

const stores = ['acc', 'bank', 'collateral', 'gov', 'group', 'staking'];
const page = { key: new Uint8Array(0), offset: 0n, limit: 0n, countTotal: false, reverse: false };
const [p, q, r, s] = [
  'gonka1xm0pw4dwxvy83p4zpw2kspkx0qlrd7zpadnncs',
  'gonka1fluul4rk46wke58ze6qf7dgtfzzekearw6eyyd',
  'gonka1efjgnxpdzkk73lctpv4re3ff8p25mqkfxvprd9',
  'gonka1l02prjz75u4ekrl8fmc7sy9hen9m9n7v69gtea',
] as const;
const v = 'gonkavaloper1xm0pw4dwxvy83p4zpw2kspkx0qlrd7zppdz50a';

/** A REST path of the recording, and the gRPC query behind it. */
const rows: readonly (readonly [rest: string, grpc: string, request: object])[] = [
  ['/productscience/inference/collateral/params', 'inference.collateral.Query/Params', {}],
  [`/productscience/inference/collateral/collateral/${r}`, 'inference.collateral.Query/Collateral', { participant: r }],
  [`/productscience/inference/collateral/collateral/${q}`, 'inference.collateral.Query/Collateral', { participant: q }],
  ['/productscience/inference/collateral/collateral', 'inference.collateral.Query/AllCollaterals', {}],
  [
    `/productscience/inference/collateral/unbonding/${r}`,
    'inference.collateral.Query/UnbondingCollateral',
    { participant: r },
  ],
  ['/cosmos/auth/v1beta1/params', 'cosmos.auth.v1beta1.Query/Params', {}],
  ['/cosmos/auth/v1beta1/accounts/bad', 'cosmos.auth.v1beta1.Query/Account', { address: 'bad' }],
  [
    '/cosmos/auth/v1beta1/accounts/gonka1pyysjzgfpyysjzgfpyysjzgfpyysjzgfdwn3fm',
    'cosmos.auth.v1beta1.Query/Account',
    { address: 'gonka1pyysjzgfpyysjzgfpyysjzgfpyysjzgfdwn3fm' },
  ],
  ['/cosmos/auth/v1beta1/address_by_id/1', 'cosmos.auth.v1beta1.Query/AccountAddressByID', { id: 1n, accountId: 0n }],
  [`/cosmos/bank/v1beta1/balances/${p}`, 'cosmos.bank.v1beta1.Query/AllBalances', { address: p, resolveDenom: false }],
  [
    `/cosmos/bank/v1beta1/balances/${p}/by_denom?denom=ngonka`,
    'cosmos.bank.v1beta1.Query/Balance',
    { address: p, denom: 'ngonka' },
  ],
  [`/cosmos/bank/v1beta1/balances/${p}/by_denom`, 'cosmos.bank.v1beta1.Query/Balance', { address: p, denom: '' }],
  [
    '/cosmos/bank/v1beta1/balances/bad',
    'cosmos.bank.v1beta1.Query/AllBalances',
    { address: 'bad', resolveDenom: false },
  ],
  [`/cosmos/bank/v1beta1/spendable_balances/${p}`, 'cosmos.bank.v1beta1.Query/SpendableBalances', { address: p }],
  ['/cosmos/bank/v1beta1/supply', 'cosmos.bank.v1beta1.Query/TotalSupply', {}],
  ['/cosmos/bank/v1beta1/supply/by_denom?denom=ngonka', 'cosmos.bank.v1beta1.Query/SupplyOf', { denom: 'ngonka' }],
  ['/cosmos/bank/v1beta1/params', 'cosmos.bank.v1beta1.Query/Params', {}],
  ['/cosmos/bank/v1beta1/denoms_metadata', 'cosmos.bank.v1beta1.Query/DenomsMetadata', {}],
  ['/cosmos/bank/v1beta1/denoms_metadata/ngonka', 'cosmos.bank.v1beta1.Query/DenomMetadata', { denom: 'ngonka' }],
  ['/cosmos/bank/v1beta1/denoms_metadata/nope', 'cosmos.bank.v1beta1.Query/DenomMetadata', { denom: 'nope' }],
  [
    '/cosmos/bank/v1beta1/denom_owners/ngonka?pagination.limit=2',
    'cosmos.bank.v1beta1.Query/DenomOwners',
    { denom: 'ngonka', pagination: { ...page, limit: 2n } },
  ],
  ['/cosmos/bank/v1beta1/send_enabled', 'cosmos.bank.v1beta1.Query/SendEnabled', { denoms: [] }],
  ['/cosmos/staking/v1beta1/validators?status=nope', 'cosmos.staking.v1beta1.Query/Validators', { status: 'nope' }],
  ['/cosmos/staking/v1beta1/validators/bad', 'cosmos.staking.v1beta1.Query/Validator', { validatorAddr: 'bad' }],
  ['/cosmos/staking/v1beta1/pool', 'cosmos.staking.v1beta1.Query/Pool', {}],
  [
    `/cosmos/staking/v1beta1/delegations/${p}`,
    'cosmos.staking.v1beta1.Query/DelegatorDelegations',
    { delegatorAddr: p },
  ],
  [
    `/cosmos/staking/v1beta1/delegations/${q}`,
    'cosmos.staking.v1beta1.Query/DelegatorDelegations',
    { delegatorAddr: q },
  ],
  [
    `/cosmos/staking/v1beta1/validators/${v}/delegations`,
    'cosmos.staking.v1beta1.Query/ValidatorDelegations',
    { validatorAddr: v },
  ],
  [
    `/cosmos/staking/v1beta1/validators/${v}/delegations/${q}`,
    'cosmos.staking.v1beta1.Query/Delegation',
    { delegatorAddr: q, validatorAddr: v },
  ],
  [
    `/cosmos/staking/v1beta1/delegators/${s}/unbonding_delegations`,
    'cosmos.staking.v1beta1.Query/DelegatorUnbondingDelegations',
    { delegatorAddr: s },
  ],
  ['/cosmos/gov/v1/proposals/2', 'cosmos.gov.v1.Query/Proposal', { proposalId: 2n }],
  ['/cosmos/gov/v1/proposals/999', 'cosmos.gov.v1.Query/Proposal', { proposalId: 999n }],
  ['/cosmos/gov/v1/proposals/1/tally', 'cosmos.gov.v1.Query/TallyResult', { proposalId: 1n }],
  ['/cosmos/gov/v1/proposals/1/votes', 'cosmos.gov.v1.Query/Votes', { proposalId: 1n }],
  ['/cosmos/gov/v1/proposals/1/deposits', 'cosmos.gov.v1.Query/Deposits', { proposalId: 1n }],
  ['/cosmos/gov/v1/params/voting', 'cosmos.gov.v1.Query/Params', { paramsType: 'voting' }],
  ['/cosmos/gov/v1/params/deposit', 'cosmos.gov.v1.Query/Params', { paramsType: 'deposit' }],
  ['/cosmos/gov/v1/params/tallying', 'cosmos.gov.v1.Query/Params', { paramsType: 'tallying' }],
  ['/cosmos/gov/v1/constitution', 'cosmos.gov.v1.Query/Constitution', {}],
  ['/cosmos/group/v1/groups', 'cosmos.group.v1.Query/Groups', {}],
  ['/cosmos/group/v1/group_info/1', 'cosmos.group.v1.Query/GroupInfo', { groupId: 1n }],
  ['/cosmos/group/v1/group_members/2', 'cosmos.group.v1.Query/GroupMembers', { groupId: 2n }],
];

/** A response in the form of the REST port's JSON, as far as these answers need it. */
function restJson(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return value.length === 0 ? null : bytesToBase64(value);
  if (Array.isArray(value)) return value.map(restJson);
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if ('seconds' in record && 'nanos' in record) return { seconds: String(record.seconds), nanos: record.nanos };
  return Object.fromEntries(
    Object.entries(record).map(([name, field]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      restJson(field),
    ]),
  );
}

/** Times, durations and 18-digit decimals look different in JSON; they have tests of their own. */
function comparable(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(comparable);
  if (typeof json === 'string' && /^\d+\.\d{18}$/.test(json)) return String(BigInt(json.replace('.', '')));
  if (typeof json !== 'object' || json === null) return json;
  const kept = Object.entries(json).filter(
    ([name, field]) => !/_at$|_time$|_period$/.test(name) && field !== undefined && field !== null,
  );
  return Object.fromEntries(kept.map(([name, field]) => [name, comparable(field)]));
}

const recordedAnswers = (): Map<string, { status: number; json: Record<string, unknown> }> =>
  new Map(
    readFileSync(join(vectorsFolder, 'live/rest.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
      .filter(({ request }) => request.method === 'GET' && request.headers === undefined)
      .map(({ request, response }) => [request.path, response]),
  );

function query(block: RecordedBlock, path: string, request: object): unknown {
  const routes = sdkModules(block.config).flatMap(({ queries }) => queries);
  const route = routes.find((candidate) => candidate.path === `/${path}`) as unknown as QueryRoute<SdkKeepers>;
  const sent = route.request.decode(route.request.encode(request));
  const answer = route.handle(block.ctx, openSdk(block.ctx, block.config), sent);
  return route.response.decode(route.response.encode(answer));
}

describe.skipIf(!haveVectors)('queries of the recorded chain at height 979', () => {
  const answers = haveVectors ? recordedAnswers() : new Map();
  let block: RecordedBlock | undefined;
  if (haveVectors) for (block of recordedBlocks(stores)) if (block.height === 980) break;

  it.each(rows)('%s', (rest, grpc, request) => {
    const { status, json } = answers.get(rest)!;
    if (status !== 200) {
      const grpcCode = json.code === 2 ? 'undefined/1' : `grpc/${json.code}`;
      expect(complaint(() => query(block!, grpc, request))).toBe(`${grpcCode} ${json.message}`);
      return;
    }
    expect(comparable(restJson(query(block!, grpc, request)))).toEqual(comparable(json));
  });

  it('pages accounts as the node did', () => {
    const { json } = answers.get('/cosmos/auth/v1beta1/accounts?pagination.limit=1&pagination.count_total=true')!;
    const pagination = { ...page, limit: 1n, countTotal: true };
    const ours = query(block!, 'cosmos.auth.v1beta1.Query/Accounts', { pagination }) as {
      accounts: { value: Uint8Array }[];
      pagination: object;
    };
    expect(BaseAccount.decode(ours.accounts[0]!.value).address).toBe(json.accounts[0].address);
    expect(restJson(ours.pagination)).toEqual(json.pagination);
  });

  it('lists validators, proposals, policies and module accounts as the node did', () => {
    const list = (rest: string, grpc: string, request: object, name: string, field: string) => {
      const theirs = (answers.get(rest)!.json[name] as Record<string, unknown>[]).map((item) => item[field]);
      const camel = (text: string) => text.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      const answer = query(block!, grpc, request) as Record<string, Record<string, unknown>[]>;
      expect(
        answer[camel(name)]!.map((item) => String(item[camel(field)])),
        rest,
      ).toEqual(theirs);
    };
    list(
      '/cosmos/staking/v1beta1/validators',
      'cosmos.staking.v1beta1.Query/Validators',
      { status: '' },
      'validators',
      'tokens',
    );
    const bonded = { status: 'BOND_STATUS_BONDED', pagination: { ...page, limit: 1n } };
    list(
      '/cosmos/staking/v1beta1/validators?status=BOND_STATUS_BONDED&pagination.limit=1',
      'cosmos.staking.v1beta1.Query/Validators',
      bonded,
      'validators',
      'operator_address',
    );
    const any = { proposalStatus: 0, voter: '', depositor: '' };
    list('/cosmos/gov/v1/proposals', 'cosmos.gov.v1.Query/Proposals', any, 'proposals', 'id');
    list(
      '/cosmos/gov/v1/proposals?proposal_status=3',
      'cosmos.gov.v1.Query/Proposals',
      { ...any, proposalStatus: 3 },
      'proposals',
      'title',
    );
    list(
      '/cosmos/group/v1/group_policies_by_group/2',
      'cosmos.group.v1.Query/GroupPoliciesByGroup',
      { groupId: 2n },
      'group_policies',
      'address',
    );
    const { accounts } = query(block!, 'cosmos.auth.v1beta1.Query/ModuleAccounts', {}) as {
      accounts: { value: Uint8Array }[];
    };
    const theirs = answers.get('/cosmos/auth/v1beta1/module_accounts')!.json.accounts as {
      name: string;
      base_account: { account_number: string };
      permissions: string[];
    }[];
    const ours = accounts.map(({ value }) => ModuleAccount.decode(value));
    expect(
      ours.map(({ name, baseAccount, permissions }) => [name, String(baseAccount!.accountNumber), permissions]),
    ).toEqual(theirs.map(({ name, base_account, permissions }) => [name, base_account.account_number, permissions]));
  });
});

describe('queries', () => {
  const made = started({ bank: balances([alice, 5n]) });

  it('answer from the state', () => {
    const answer = ask<object, { balance: object }>(made, '/cosmos.bank.v1beta1.Query/Balance', {
      address: alice,
      denom: 'ngonka',
    });
    expect(answer.balance).toEqual({ denom: 'ngonka', amount: '5' });
  });

  it.each([
    ['/cosmos.auth.v1beta1.Query/Account', { address: '' }, 'grpc/3 Address cannot be empty'],
    ['/cosmos.auth.v1beta1.Query/ModuleAccountByName', { name: 'nobody' }, 'grpc/5 account nobody not found'],
    ['/cosmos.staking.v1beta1.Query/HistoricalInfo', { height: 5n }, 'grpc/5 historical info for height 5 not found'],
    ['/cosmos.gov.v1.Query/Proposal', { proposalId: 0n }, 'grpc/3 proposal id can not be 0'],
    ['/cosmos.gov.v1.Query/Vote', { proposalId: 1n, voter: bob }, `grpc/3 voter: ${bob} not found for proposal: 1`],
    ['/cosmos.group.v1.Query/Proposal', { proposalId: 1n }, 'sdk/38 load proposal: not found'],
    [
      '/cosmos.group.v1.Query/GroupsByAdmin',
      { admin: 'x' },
      'grpc/3 decoding bech32 failed: invalid bech32 string length 1',
    ],
  ])('%s refuses %#', (path, request, text) => expect(complaint(() => ask(made, path, request))).toBe(text));
});
