import type { GasPrice } from '../app/ante/deductFee.js';
import type { GonkaAppOptions } from '../app/gonkaApp.js';
import type { Backend } from '../store/backend.js';
import type { Ed25519Key } from '../types/comet/ed25519.js';
import type { CodedError } from '../util/errors.js';
import type { TimeSource } from './blockClock.js';
import type { MempoolLimits } from './mempool.js';
import type { ChainOptions } from './openChain.js';
import type { BlockMode, Scheduler } from './producer.js';

/** What a node is opened with. */
export interface NodeOptions extends Omit<ChainOptions, 'backend' | 'ante'> {
  /** A chain's folder: state and blocks in `data`, keys in `config`. Without one everything lives in memory. */
  readonly home?: string | undefined;
  /** In place of the database in `home`. It is the node's from then on, which closes it. */
  readonly backend?: Backend | undefined;
  readonly moniker?: string | undefined;
  /** Consensus keys of the validators that run here, the node's own first; in place of the one in `home`. */
  readonly validatorKeys?: readonly Ed25519Key[] | undefined;
  /** `instant` when left out. */
  readonly mode?: BlockMode | undefined;
  /** Milliseconds between two blocks by the clock; a second when left out. */
  readonly blockTime?: number | undefined;
  /** Nanoseconds between the times of two blocks, whenever they are made; by the clock when left out. */
  readonly timeStep?: bigint | undefined;
  readonly time?: TimeSource | undefined;
  readonly schedule?: Scheduler | undefined;
  readonly minGasPrices?: readonly GasPrice[] | undefined;
  /** In place of the SDK's checks of transactions. */
  readonly ante?: GonkaAppOptions['ante'];
  readonly mempool?: Partial<MempoolLimits> | undefined;
  /** How many blocks are kept: all in a folder, and in memory the last ten thousand, when left out. */
  readonly keepBlocks?: bigint | undefined;
  /** The last height that is made. */
  readonly haltHeight?: bigint | undefined;
  /** Told when blocks stop coming, and why. */
  readonly onHalt?: ((reason: CodedError) => void) | undefined;
}
