import { type Account, deriveAccounts } from '../node/accounts.js';
import { consensusKeyOfAccount } from '../node/signers.js';
import { writeBech32 } from '../util/bech32.js';
import { bytesToBase64 } from '../util/bytes.js';
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
  /** Heights at which something about it is not as it was in the block before: it joins, or a node changes or fails. */
  readonly turningPoints: ReadonlySet<bigint>;
}

/**
 * What the participants sign: nothing (to measure a chain without signatures; nobody claims then), the seeds by which they
 * claim, or every request as well, which the deployed rules demand and which costs more than all the rest.
 */
export type Signing = 'nothing' | 'seeds' | 'everything';

export interface Cast {
  readonly scenario: Scenario;
  readonly actors: readonly Actor[];
  /** The actor of an address, when the scenario has one. */
  readonly byAddress: ReadonlyMap<string, Actor>;
  /** Seed of everything that the actors choose. */
  readonly seed: string;
  readonly signing: Signing;
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
  readonly signing: Signing;
}

/** Gives every participant of a scenario its keys. */
export async function assembleCast({ scenario, seed, bech32Prefix, signing }: CastOptions): Promise<Cast> {
  const indices = scenario.participants.map((role, place) => role.account ?? place);
  const accounts = deriveAccounts(scenario.mnemonic, indices, bech32Prefix);
  const actors = scenario.participants.map((role, place) => {
    const account = accounts[place]!;
    return {
      role,
      account,
      address: account.address,
      operatorAddress: writeBech32(`${bech32Prefix}valoper`, account.addressBytes),
      validatorKey: bytesToBase64(consensusKeyOfAccount(account.index).publicKey),
      turningPoints: turningPointsOf(scenario, role),
    };
  });
  return { scenario, actors, byAddress: new Map(actors.map((actor) => [actor.address, actor])), seed, signing };
}

function turningPointsOf({ changes }: Scenario, role: ScenarioParticipant): ReadonlySet<bigint> {
  const own = changes.filter(({ participant }) => participant === role.name).map(({ height }) => height);
  const outages = role.nodes.flatMap((node) => node.outages.flatMap(({ from, until }) => [from, until]));
  return new Set([role.joins ?? 1, ...own, ...outages].map(BigInt));
}
