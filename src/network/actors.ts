import { claim } from './actions/claim.js';
import { declareHardware } from './actions/declareHardware.js';
import { govern } from './actions/govern.js';
import { mine } from './actions/mine.js';
import { register } from './actions/register.js';
import { serveInference } from './actions/serveInference.js';
import { validateInference } from './actions/validateInference.js';
import { validatePoC } from './actions/validatePoC.js';
import { type Actor, type Cast, isPresent } from './cast.js';
import type { ChainClient, OutgoingTx } from './chainClient.js';
import { ChainView } from './chainView.js';

type Action = (view: ChainView, cast: Cast, actor: Actor) => OutgoingTx[];

/** What a participant looks after now and then: whether the chain knows it, and its nodes as they are. */
const upkeep: readonly Action[] = [(view, _cast, actor) => register(view, actor), declareHardware];

/** What the chain's clock asks of it, in the order in which it sends it. */
const duties: readonly Action[] = [mine, validateInference, claim];

/** An API node compares its nodes with the chain's list about once a minute; so do ours, counted in blocks. */
const upkeepInterval = 12n;

function actionsOf({ turningPoints }: Actor, height: bigint): readonly Action[] {
  return height % upkeepInterval === 2n || turningPoints.has(height) ? [...upkeep, ...duties] : duties;
}

/** What the network does together: judge each other, serve its users, decide on proposals. */
const shared: readonly ((view: ChainView, cast: Cast) => OutgoingTx[])[] = [validatePoC, serveInference, govern];

/**
 * All transactions that the network of participants wants in the next block.
 *
 * A pure function of the scenario, its seed and what the chain answers at its last committed height; no actor remembers
 * anything. So a run that is stopped anywhere and resumed sends the same transactions as one that was not.
 */
export function transactionsForNextBlock(client: ChainClient, cast: Cast): OutgoingTx[] {
  const view = new ChainView(client);
  const present = cast.actors.filter((actor) => isPresent(actor, view.nextHeight));
  return [
    ...present.flatMap((actor) => actionsOf(actor, view.nextHeight).flatMap((act) => act(view, cast, actor))),
    ...shared.flatMap((act) => act(view, cast)),
  ];
}
