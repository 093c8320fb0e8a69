import type { EpochGroupData, ValidationWeight } from '../gen/inference/inference/epoch_group_data.js';
import type { EpochStages } from '../gen/inference/inference/epoch_stages.js';
import type { HardwareNode } from '../gen/inference/inference/hardware_node.js';
import type { Params } from '../gen/inference/inference/params.js';
import type { Participant } from '../gen/inference/inference/participant.js';
import { type PoCBatchesWithParticipants, QueryDefinition } from '../gen/inference/inference/query.js';
import type { SettleAmount } from '../gen/inference/inference/settle_amount.js';
import { CodedError } from '../util/errors.js';
import type { ChainClient, QueryMethod } from './chainClient.js';

const { methods, fullName } = QueryDefinition;

/**
 * The chain as the actors see it while the next block is made: every question is asked at most once a block.
 *
 * A view holds nothing that outlives its block, so a run that is resumed goes on exactly as one that never stopped.
 */
export class ChainView {
  readonly #answers = new Map<string, unknown>();

  /** Height of the block that is being made. */
  readonly nextHeight: bigint;

  constructor(readonly client: ChainClient) {
    this.nextHeight = client.height + 1n;
  }

  get params(): Params {
    return this.#once('params', () => this.#ask(methods.params, {}).params!);
  }

  /** Stages of the epoch that the next block belongs to. */
  get stages(): EpochStages {
    return this.#once('stages', () => this.#ask(methods.epochStages, { height: this.nextHeight }).stages!);
  }

  get effectiveEpoch(): bigint {
    return this.#once('epoch', () => this.#ask(methods.getCurrentEpoch, {}).epoch);
  }

  /** Group record of an epoch: the root group, or the sub-group of a model; undefined when there is none. */
  group(epochIndex: bigint, modelId = ''): EpochGroupData | undefined {
    return this.#once(`group ${epochIndex} ${modelId}`, () =>
      this.find(() => this.#ask(methods.epochGroupData, { epochIndex, modelId }).epochGroupData),
    );
  }

  /** The effective epoch's members with their total weights. */
  get members(): readonly ValidationWeight[] {
    return this.group(this.effectiveEpoch)?.validationWeights ?? [];
  }

  /** The effective epoch's sub-groups, in the order in which they were made. */
  get subGroups(): readonly EpochGroupData[] {
    const models = this.group(this.effectiveEpoch)?.subGroupModels ?? [];
    return models.map((model) => this.group(this.effectiveEpoch, model)).filter((group) => group !== undefined);
  }

  participant(address: string): Participant | undefined {
    return this.#once(`participant ${address}`, () =>
      this.find(() => this.#ask(methods.participant, { index: address }).participant),
    );
  }

  /** Ids of the models that governance knows now. */
  get governanceModels(): ReadonlySet<string> {
    return this.#once('models', () => {
      const { model } = this.#ask(methods.modelsAll, { pagination: undefined });
      return new Set(model.map(({ id }) => id));
    });
  }

  hardwareNodes(participant: string): readonly HardwareNode[] {
    return this.#once(
      `hardware ${participant}`,
      () => this.#ask(methods.hardwareNodes, { participant }).nodes?.hardwareNodes ?? [],
    );
  }

  batches(pocStart: bigint): readonly PoCBatchesWithParticipants[] {
    return this.#once(
      `batches ${pocStart}`,
      () => this.#ask(methods.pocBatchesForStage, { blockHeight: pocStart }).pocBatch,
    );
  }

  settleAmount(participant: string): SettleAmount | undefined {
    return this.#once(`settle ${participant}`, () =>
      this.find(() => this.#ask(methods.settleAmount, { participant }).settleAmount),
    );
  }

  /** What a validator needs to decide which of these inferences he has to check. */
  validationParameters(ids: readonly string[], requester: string) {
    return this.find(() => this.#ask(methods.getInferenceValidationParameters, { ids, requester }));
  }

  #ask<Req, Res>(method: QueryMethod<Req, Res>, request: Req): Res {
    return this.client.query(fullName, method, request);
  }

  /** What an answer holds, or undefined when the chain has no such thing. */
  find<T>(ask: () => T): T | undefined {
    try {
      return ask();
    } catch (error) {
      if (error instanceof CodedError && error.codespace === 'grpc' && error.code === 5) return undefined;
      throw error;
    }
  }

  #once<T>(key: string, ask: () => T): T {
    if (!this.#answers.has(key)) this.#answers.set(key, ask());
    return this.#answers.get(key) as T;
  }
}
