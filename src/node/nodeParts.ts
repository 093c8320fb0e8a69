import type { GasPrice } from '../app/ante/deductFee.js';
import type { BugListener } from '../app/failure.js';
import type { GonkaApp } from '../app/gonkaApp.js';
import type { ChainProfile } from '../module/chainProfile.js';
import type { CodedError } from '../util/errors.js';
import type { BlockClock } from './blockClock.js';
import type { BlockMaker } from './blockMaker.js';
import type { BlockStore } from './blockStore.js';
import type { GenesisFile } from './genesisFile.js';
import type { Impersonation } from './impersonation.js';
import type { MempoolLimits } from './mempool.js';
import type { OwnValidator } from './nodeStatus.js';
import type { BlockMode, Scheduler } from './producer.js';
import type { Signers } from './signers.js';
import type { TxIndex } from './txIndex.js';

/** What a node is put together from; `openNode` does it. */
export interface NodeParts {
  readonly app: GonkaApp;
  readonly genesis: GenesisFile;
  readonly maker: BlockMaker;
  readonly blocks: BlockStore;
  readonly txs: TxIndex;
  readonly clock: BlockClock;
  readonly signers: Signers;
  readonly impersonation: Impersonation;
  readonly moniker: string;
  readonly nodeId: string;
  /** The validator that runs here. */
  readonly validator: OwnValidator;
  readonly mempoolLimits: Partial<MempoolLimits> | undefined;
  readonly mode: BlockMode;
  /** Milliseconds. */
  readonly blockTime: number;
  readonly schedule: Scheduler;
  /** What this node wants at least for a unit of gas. */
  readonly minGasPrices: readonly GasPrice[];
  /** The last height that is made. */
  readonly haltHeight: bigint | undefined;
  /** Told when blocks stop coming, and why. */
  readonly onHalt: ((reason: CodedError) => void) | undefined;
  readonly onBug: BugListener | undefined;
  readonly profile: ChainProfile;
  close(): Promise<void>;
}
