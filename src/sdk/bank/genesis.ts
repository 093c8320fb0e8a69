import type { Metadata, Params, SendEnabled } from 'cosmjs-types/cosmos/bank/v1beta1/bank';
import type { Coin as ProtoCoin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { addressComplaint } from '../../types/address.js';
import { addCoins, type Coins, fromProtoCoins, isValidCoins, printCoins, toCoins, toProtoCoins } from '../coins.js';
import { bool, coinJson, genesisError, type Json, list, record, text, uint32 } from '../json.js';
import type { BankKeeper } from './keeper.js';

interface Balance {
  readonly address: string;
  readonly coins: ProtoCoin[];
}

export interface BankGenesis {
  readonly params: Params;
  readonly balances: Balance[];
  readonly supply: ProtoCoin[];
  readonly denomMetadata: Metadata[];
  readonly sendEnabled: SendEnabled[];
}

const sendEnabledJson = list(record<SendEnabled>({ denom: text, enabled: bool }));

export const bankGenesisJson: Json<BankGenesis> = record<BankGenesis>({
  params: record<Params>({ sendEnabled: sendEnabledJson, defaultSendEnabled: bool }),
  balances: list(record<Balance>({ address: text, coins: list(coinJson) })),
  supply: list(coinJson),
  denomMetadata: list(
    record<Metadata>({
      description: text,
      denomUnits: list(record({ denom: text, exponent: uint32, aliases: list(text) })),
      base: text,
      display: text,
      name: text,
      symbol: text,
      uri: text,
      uriHash: text,
    }),
  ),
  sendEnabled: sendEnabledJson,
});

/** Reads x/bank's genesis and checks it; faults name the path. A supply that is given must be the sum of balances. */
export function readBankGenesis(genesis: unknown, prefix: string): BankGenesis {
  const read = bankGenesisJson.read(genesis, 'bank');
  const seen = new Set<string>();
  let sum: Coins = [];
  for (const [index, { address, coins }] of read.balances.entries()) {
    const path = `bank.balances[${index}]`;
    const complaint = addressComplaint(address, prefix);
    if (complaint !== undefined) throw genesisError(`${path}.address`, complaint);
    if (seen.has(address)) throw genesisError(`${path}.address`, `duplicate balance of ${address}`);
    seen.add(address);
    const held = fromProtoCoins(coins);
    if (!isValidCoins(toCoins(held)) || held.length !== new Set(held.map(({ denom }) => denom)).size) {
      throw genesisError(`${path}.coins`, `invalid coins ${printCoins(held)}`);
    }
    sum = addCoins(sum, held);
  }
  const given = toCoins(fromProtoCoins(read.supply));
  if (given.length > 0 && printCoins(given) !== printCoins(sum)) {
    const detail = `genesis supply is incorrect, expected ${printCoins(sum)}, got ${printCoins(given)}`;
    throw genesisError('bank.supply', detail);
  }
  requireUnique(
    'bank.denom_metadata',
    read.denomMetadata.map(({ base }) => base),
  );
  requireUnique(
    'bank.send_enabled',
    read.sendEnabled.map(({ denom }) => denom),
  );
  return read;
}

function requireUnique(path: string, names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index) throw genesisError(`${path}[${index}]`, `duplicate ${name}`);
  }
}

/** Stores balances, the supply that they sum to, metadata and switches. */
export function initBank(keeper: BankKeeper, genesis: BankGenesis): void {
  const { params, balances, denomMetadata, sendEnabled } = genesis;
  keeper.setParams({ ...params, sendEnabled: [] });
  for (const { denom, enabled } of [...params.sendEnabled, ...sendEnabled]) keeper.setSendEnabled(denom, enabled);
  const supply = new Map<string, bigint>();
  for (const { address, coins } of balances) {
    for (const { denom, amount } of toCoins(fromProtoCoins(coins))) {
      keeper.setBalance(address, { denom, amount });
      supply.set(denom, (supply.get(denom) ?? 0n) + amount);
    }
  }
  for (const [denom, amount] of supply) keeper.setSupply(denom, amount);
  for (const metadata of denomMetadata) keeper.setMetadata(metadata);
}

/** The genesis document of x/bank's state; balances in order of address bytes. */
export function exportBank(keeper: BankKeeper): unknown {
  const balances: Balance[] = [];
  for (const { address, denom, amount } of keeper.allBalances()) {
    const coin = { denom, amount: String(amount) };
    const last = balances.at(-1);
    if (last?.address === address) last.coins.push(coin);
    else balances.push({ address, coins: [coin] });
  }
  return bankGenesisJson.write({
    params: keeper.params,
    balances,
    supply: toProtoCoins(keeper.totalSupply()),
    denomMetadata: [...keeper.allMetadata()],
    sendEnabled: keeper.sendEnabled(),
  });
}
