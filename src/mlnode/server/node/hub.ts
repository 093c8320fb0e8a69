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
  readonly repositories: Readonly<Record<string, Partial<HubRepository>>>;
  /** Whether repositories that are not listed exist too. */
  readonly others: 'exist' | 'missing';
}

/** The model hub as a node sees it; `state` may change while it runs. */
export class Hub {
  state: 'reachable' | 'unreachable' | 'offline' = 'reachable';

  constructor(private readonly settings: HubSettings) {}

  /** A repository, unless it does not exist. */
  find(repo: string): HubRepository | undefined {
    const { repositories, others } = this.settings;
    const listed = Object.hasOwn(repositories, repo) ? repositories[repo] : undefined;
    if (listed === undefined && (others === 'missing' || repo === '')) return undefined;
    const commit = bytesToHex(sha256(utf8ToBytes(repo))).slice(0, 40);
    return { seconds: 5, sizeGb: 1, commits: [commit], ...listed };
  }
}
