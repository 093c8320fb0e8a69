import { bytesToHex, utf8ToBytes } from '../../../util/bytes.js';
import { sha256 } from '../../../util/sha256.js';

/** A repository at the hub. */
export interface HubRepository {
  /** Seconds that its files take to come. */
  readonly seconds: number;
  readonly sizeGb: number;
  /** Its revisions, the latest first. */
  readonly commits: readonly string[];
}

export interface HubSettings {
  readonly repositories: Readonly<
    Record<string, { readonly [K in keyof HubRepository]?: HubRepository[K] | undefined }>
  >;
  /** Whether repositories that are not listed exist too. */
  readonly others: 'exist' | 'missing';
  /** At the beginning. */
  readonly state: HubState;
}

/** `offline` is the node's own choice (HF_HUB_OFFLINE). */
export type HubState = 'reachable' | 'unreachable' | 'offline';

/** The model hub as a node sees it; `state` may change while it runs. */
export class Hub {
  state: HubState;

  constructor(private readonly settings: HubSettings) {
    this.state = settings.state;
  }

  /** A repository, unless it does not exist. */
  find(repo: string): HubRepository | undefined {
    const { repositories, others } = this.settings;
    const listed = Object.hasOwn(repositories, repo) ? repositories[repo] : undefined;
    if (listed === undefined && (others === 'missing' || repo === '')) return undefined;
    const commit = bytesToHex(sha256(utf8ToBytes(repo))).slice(0, 40);
    const { seconds = 5, sizeGb = 1, commits = [commit] } = listed ?? {};
    return { seconds, sizeGb, commits };
  }
}
