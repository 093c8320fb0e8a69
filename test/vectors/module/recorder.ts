import type { SdkKeepers } from '../../../src/sdk/keepers.js';
import type { Coin, Neighbours } from '../../../src/types/expectedKeepers.js';
import { bytesToBase64 } from '../../../src/util/bytes.js';
import * as legacyDec from '../../../src/util/legacyDec.js';

/** A call to the bank, as the recordings write it. */
export interface BankCall {
  readonly op: 'accountToModule' | 'moduleToAccount' | 'mint' | 'burn';
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  memo: string;
}

/** What stand-ins of the neighbours were asked to do since the last `take`. */
export class Recorder {
  #bank: BankCall[] = [];
  #slashes: { fraction: string; participant: string }[] = [];
  #stakingSets: { operator: string; power: string; pubKey: string }[][] = [];

  /** @param deposits collateral by participant; what is slashed stays, as with the recorded stand-in */
  constructor(readonly deposits: ReadonlyMap<string, bigint>) {}

  /** The calls since the last time, in the form of the recordings. */
  take(): { bank: BankCall[]; slashes: unknown[]; stakingSet: unknown[] } {
    const taken = { bank: this.#bank, slashes: this.#slashes, stakingSet: this.#stakingSets };
    [this.#bank, this.#slashes, this.#stakingSets] = [[], [], []];
    return taken;
  }

  /** Real accounts and groups; a bank without limits, staking and collateral that only note what they are told. */
  neighbours({ auth, group }: Pick<SdkKeepers, 'auth' | 'group'>): Neighbours {
    const note = (op: BankCall['op'], from: string, to: string) => (coins: readonly Coin[]) => {
      const amount = coins.map((coin) => `${coin.amount}${coin.denom}`).join(',');
      this.#bank.push({ op, from, to, amount, memo: '' });
    };
    const unused = () => {
      throw new Error('no recorded block uses this');
    };
    return {
      auth,
      group,
      bank: {
        baseDenom: 'ngonka',
        balance: unused,
        spendable: unused,
        supply: unused,
        send: unused,
        sendModuleToModule: unused,
        sendFromModule: (module, to, coins) => note('moduleToAccount', `module:${module}`, to)(coins),
        sendToModule: (from, module, coins) => note('accountToModule', from, `module:${module}`)(coins),
        mint: (module, coins) => note('mint', '', `module:${module}`)(coins),
        burn: (module, coins) => note('burn', `module:${module}`, '')(coins),
      },
      staking: {
        bonded: unused,
        setComputeValidators: (results) => {
          this.#stakingSets.push(
            results.map(({ operatorAddress, consensusKey, power }) => ({
              operator: operatorAddress,
              power: String(power),
              pubKey: bytesToBase64(consensusKey),
            })),
          );
        },
      },
      collateral: {
        collateral: (participant) => {
          const amount = this.deposits.get(participant);
          return amount === undefined ? undefined : { denom: 'ngonka', amount };
        },
        slash: (participant, fraction) => {
          this.#slashes.push({ fraction: legacyDec.format(legacyDec.fromUnits(fraction)), participant });
        },
        advanceEpoch: () => {},
      },
      // These recordings show what moves; what is owed only goes to the books.
      bookkeeper: {
        enter: ({ kind, memo }) => {
          if (kind === 'moved') this.#bank.at(-1)!.memo = memo;
        },
      },
    };
  }
}
