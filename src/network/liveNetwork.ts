import type { Node } from '../node/node.js';
import { CodedError, simErrors } from '../util/errors.js';
import { transactionsForNextBlock } from './actors.js';
import { type Actor, assembleCast, type Cast } from './cast.js';
import type { OutgoingTx } from './chainClient.js';
import { InProcessClient } from './inProcessClient.js';
import type { Scenario } from './scenarioSchema.js';
import { signTx } from './signTx.js';

export interface LiveNetworkOptions {
  readonly node: Node;
  readonly scenario: Scenario;
  /** Seed of everything that the participants choose. */
  readonly seed: string;
  /** Told of a transaction that the node refuses. */
  readonly onRefusal?: (sender: string, reason: string) => void;
}

/** Participants that live on a node. */
export interface LiveNetwork {
  /** They send nothing any more. */
  stop(): void;
}

/** Gas that a participant's transaction may use; whatever it needs is less. */
const gasLimit = 500_000_000n;

/**
 * Lets a scenario's participants act on a node: after each block they look at the chain, sign what they want in the next
 * one, and send it as any client would.
 *
 * @throws gonka-sim/26 on a chain without the module inference
 */
export async function startLiveNetwork(options: LiveNetworkOptions): Promise<LiveNetwork> {
  const { node, scenario, seed } = options;
  const { appState, bech32Prefix } = node.genesis;
  if (!Object.hasOwn(appState, 'inference')) {
    const remedy = 'start the node without a network, or with a genesis of `gonka-sim genesis init`';
    throw new CodedError(
      simErrors.usage,
      `${node.chainId} has no module inference for participants to act on: ${remedy}`,
    );
  }
  const cast = await assembleCast({ scenario, seed, bech32Prefix, signing: 'everything' });
  const client = new InProcessClient(node.app, bech32Prefix);
  let due: NodeJS.Immediate | undefined;
  const act = () => {
    due = undefined;
    const sequences = new Sequences(node);
    for (const outgoing of transactionsForNextBlock(client, cast)) send(options, cast, outgoing, sequences);
  };
  const unsubscribe = node.events.subscribe(({ event }) => {
    // Not at once: the block that this tells of must be done before anybody asks for more.
    if (event.type === 'NewBlock' && due === undefined) due = setImmediate(act);
  });
  act();
  return {
    stop() {
      unsubscribe();
      if (due !== undefined) clearImmediate(due);
    },
  };
}

function send({ node, onRefusal }: LiveNetworkOptions, cast: Cast, outgoing: OutgoingTx, sequences: Sequences): void {
  const actor = cast.byAddress.get(outgoing.sender);
  if (actor === undefined) return;
  const signer = sequences.next(actor);
  if (signer === undefined) return;
  try {
    const tx = signTx({
      messages: outgoing.messages,
      account: actor.account,
      chainId: node.chainId,
      gasLimit,
      ...signer,
    });
    const { code, log } = node.broadcast(tx);
    if (code === 0) sequences.used(actor);
    else onRefusal?.(actor.role.name, log);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    onRefusal?.(actor.role.name, error.message);
  }
}

/** The next sequence of each account: the chain's, and one more for each transaction that waits. */
class Sequences {
  readonly #node: Node;
  readonly #next = new Map<string, { readonly accountNumber: bigint; readonly sequence: bigint }>();

  constructor(node: Node) {
    this.#node = node;
  }

  next({ address }: Actor): { readonly accountNumber: bigint; readonly sequence: bigint } | undefined {
    const known = this.#next.get(address);
    if (known !== undefined) return known;
    const account = this.#node.app.view().keepers.auth.baseAccount(address);
    if (account === undefined) return undefined;
    const signer = { accountNumber: account.accountNumber, sequence: account.sequence };
    this.#next.set(address, signer);
    return signer;
  }

  used({ address }: Actor): void {
    const { accountNumber, sequence } = this.#next.get(address)!;
    this.#next.set(address, { accountNumber, sequence: sequence + 1n });
  }
}
