import type { Transport } from '../backend/transport.js';
import type { Cancel, Clock } from '../clock.js';
import { MlNode } from './mlNode.js';
import type { NodeSettings } from './nodeSettings.js';

/** The machine that a node runs on: it begins its process, and anew when it may. */
export class NodeHost {
  #node: MlNode;
  #restart: Cancel | undefined;

  /** @param onEnd told when the process has ended itself and stays away */
  constructor(
    private readonly clock: Clock,
    private readonly transport: Transport,
    private readonly settings: NodeSettings,
    private readonly onEnd: (exitCode: number) => void,
  ) {
    this.#node = this.#make();
  }

  /** The node as it is now. */
  get node(): MlNode {
    return this.#node;
  }

  boot(): void {
    this.#node.boot();
  }

  close(): void {
    this.#restart?.();
    this.#node.close();
  }

  #make(): MlNode {
    return new MlNode(this.clock, this.transport, this.settings, (exitCode) => this.#ended(exitCode));
  }

  #ended(exitCode: number): void {
    const { restartAfter } = this.settings;
    if (restartAfter === undefined) this.onEnd(exitCode);
    else this.#restart = this.clock.after(restartAfter * 1000, () => this.#beginAnew());
  }

  #beginAnew(): void {
    this.#node.close(); // a container takes its orphans with it
    this.#node = this.#make();
    this.#node.boot();
  }
}
