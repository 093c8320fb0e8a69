import { formatTime } from '../sdk/time.js';
import { toSafeNumber } from '../util/int.js';
import type { GonkaApp } from './openChain.js';

/**
 * The state after a height, the last one unless told otherwise, as the text of a genesis file that a chain goes on from.
 *
 * @throws gonka-sim/14 when the height is not kept
 */
export function exportedGenesisText(app: GonkaApp, height?: bigint): string {
  const { chainId, time, initialHeight, consensusParams, appState } = app.exportGenesis(height);
  const file = {
    app_name: 'gonka-sim',
    genesis_time: formatTime(time),
    chain_id: chainId,
    initial_height: toSafeNumber(initialHeight, 'initial height'),
    app_hash: null,
    app_state: appState,
    consensus: { params: consensusParams ?? null },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}
