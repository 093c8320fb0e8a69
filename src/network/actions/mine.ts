import { MsgSubmitPocBatch, MsgSubmitSeed } from '../../gen/inference/inference/tx.js';
import { seededRandom } from '../../util/seededRandom.js';
import { type Actor, behaviourAt, type Cast } from '../cast.js';
import { type OutgoingTx, packed } from '../chainClient.js';
import type { ChainView } from '../chainView.js';
import type { ScenarioNode } from '../scenarioSchema.js';
import { epochSeedSignature } from '../seeds.js';
import { isDown } from './declareHardware.js';

/** Index of the timeslot in which a node serves inference during PoC. */
const pocSlot = 1;

/** In the first block of the exchange window: publishes the seed, and the batches of every node that mines. */
export function mine(view: ChainView, cast: Cast, actor: Actor): OutgoingTx[] {
  const { epochIndex, pocExchangeWindow } = view.stages;
  if (epochIndex === 0n || view.nextHeight !== pocExchangeWindow?.start) return [];
  const serving = servingNodes(view, actor.address);
  const messages = actor.role.nodes
    .filter((node) => !serving.has(node.id) && !isDown(node, view.nextHeight))
    .flatMap((node) => batchesOf(view, cast, actor, node));
  if (behaviourAt(actor, view.nextHeight) !== 'silent' && actor.role.nodes.length > 0) {
    const signature = cast.signing === 'nothing' ? '' : epochSeedSignature(cast, actor, epochIndex);
    messages.unshift(packed(MsgSubmitSeed, { creator: actor.address, epochIndex, signature }));
  }
  return messages.map((message) => ({ sender: actor.address, messages: [message] }));
}

/** The participant's nodes that the chain chose to go on serving: they mine nothing. */
function servingNodes(view: ChainView, address: string): ReadonlySet<string> {
  const own = view.subGroups.flatMap((group) => group.validationWeights.filter((w) => w.memberAddress === address));
  const serving = own.flatMap((w) => w.mlNodes).filter((node) => node.timeslotAllocation[pocSlot] === true);
  return new Set(serving.map((node) => node.nodeId));
}

function batchesOf(view: ChainView, cast: Cast, actor: Actor, node: ScenarioNode) {
  const { epochIndex: epoch, pocStart } = view.stages;
  const behaviour = behaviourAt(actor, view.nextHeight);
  const found = noncesFound(cast, actor, node, epoch);
  const claimed = behaviour === 'fraudulent' ? 3 * found : found;
  if (claimed === 0) return [];
  const batch = (name: string) =>
    packed(MsgSubmitPocBatch, {
      creator: actor.address,
      pocStageStartBlockHeight: pocStart,
      batchId: `${node.id}-${epoch}${name}`,
      nonces: nonces(actor, node, claimed),
      dist: Array.from({ length: claimed }, (_, i) => (i % 16) / 64),
      nodeId: node.id,
    });
  return behaviour === 'repeating' ? [batch(''), batch('-again')] : [batch('')];
}

/** The node's usual number of nonces, up to a tenth more or fewer. */
function noncesFound(cast: Cast, actor: Actor, node: ScenarioNode, epoch: bigint): number {
  const spread = Math.floor(node.nonces / 10);
  const random = seededRandom(`${cast.seed}:nonces:${actor.address}:${node.id}:${epoch}`);
  return node.nonces - spread + Number(random.below(BigInt(2 * spread + 1)));
}

/** Each node searches its own residue class, so that no nonce of a participant is found twice. */
function nonces(actor: Actor, node: ScenarioNode, count: number): bigint[] {
  const place = BigInt(actor.role.nodes.indexOf(node));
  const step = BigInt(actor.role.nodes.length);
  return Array.from({ length: count }, (_, i) => place + BigInt(i) * step);
}
