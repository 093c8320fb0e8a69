import { Ed25519 } from '@cosmjs/crypto';
import { writeBech32 } from '../util/bech32.js';
import { bytesToBase64, utf8ToBytes } from '../util/bytes.js';
import { sha256 } from '../util/sha256.js';
import { type Account, deriveAccounts } from './accounts.js';
import type { Behaviour, Scenario, ScenarioParticipant } from './scenarioSchema.js';

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
  /** Whether requests carry signatures: profile `proposal` takes them without, and they cost more than all the rest. */
  readonly signsRequests: boolean;
}

/** Whether the actor takes part at a height. */
export const isPresent = ({ role }: Actor, height: bigint): boolean => BigInt(role.joins ?? 1) <= height;

/** What the actor does at a height when the chain asks for something. Whoever no scenario plays is honest. */
export const behaviourAt = (actor: Actor | undefined, height: bigint): Behaviour =>
  actor === undefined || height < BigInt(actor.role.misbehavesFrom ?? 1) ? 'honest' : actor.role.behaviour;

export interface CastOptions {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly bech32Prefix: string;
  readonly signsRequests: boolean;
}

/** Gives every participant of a scenario its keys. */
export async function assembleCast({ scenario, seed, bech32Prefix, signsRequests }: CastOptions): Promise<Cast> {
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
  return { scenario, actors, byAddress: new Map(actors.map((actor) => [actor.address, actor])), seed, signsRequests };
}
