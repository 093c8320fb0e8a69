import type { Profile } from '../types/strategies.js';
import type { Conduct } from './conduct.js';

/** What a keeper is opened with: the rules of epochs, and what the handlers of messages do differently between profiles. */
export interface KeeperProfile extends Profile {
  readonly conduct: Conduct;
}
