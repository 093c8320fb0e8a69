import { Ed25519 } from '@cosmjs/crypto';
import { writeBech32 } from '../util/bech32.js';
import { bytesToBase64, utf8ToBytes } from '../util/bytes.js';
import { sha256 } from '../util/sha256.js';
import { type Account, deriveAccounts } from './accounts.js';
import type { Scenario, ScenarioParticipant } from './scenarioSchema.js';

/** A participant of the scenario with the keys that it acts with. */
export interface Actor {
  readonly role: ScenarioParticipant;
  readonly account: Account;
  readonly address: string;
  /** The same bytes under the validator operators' prefix. */
  readonly operatorAddress: string;
  /** Ed25519 consensus key, base64, as a participant registers it. */
  readonly validatorKey: string;
}

export interface Cast {
  readonly scenario: Scenario;
  readonly actors: readonly Actor[];
  /** The actor of an address, when the scenario has one. */
  readonly byAddress: ReadonlyMap<string, Actor>;
  /** Seed of everything that the actors choose. */
  readonly seed: string;
}

/** Gives every participant of a scenario its keys. */
export async function assembleCast(scenario: Scenario, seed: string, bech32Prefix: string): Promise<Cast> {
  const indices = scenario.participants.map((role, place) => role.account ?? place);
  const accounts = await deriveAccounts(scenario.mnemonic, indices, bech32Prefix);
  const actors = await Promise.all(
    scenario.participants.map(async (role, place) => {
      const account = accounts[place]!;
      const consensus = await Ed25519.makeKeypair(sha256(utf8ToBytes(`consensus key of account ${account.index}`)));
      return {
        role,
        account,
        address: account.address,
        operatorAddress: writeBech32(`${bech32Prefix}valoper`, account.addressBytes),
        validatorKey: bytesToBase64(consensus.pubkey),
      };
    }),
  );
  return { scenario, actors, byAddress: new Map(actors.map((actor) => [actor.address, actor])), seed };
}
