import { countTx } from '../../sdk/wasm/module.js';
import { type GasMeter, kvGasConfig } from '../../store/gas.js';
import { plainError } from '../../types/errors.js';
import type { SdkAnteCheck } from './anteCheck.js';

const counterKeyLength = 1;
/** Height and number in the block. */
const counterLength = 12;

/**
 * What modules look at first: wasm counts the block's transactions, circuit refuses messages that are switched off. Where
 * the deployed chain's are not here, their gas is taken all the same (reference, section 14). Cost: O(messages).
 */
export const askModules: SdkAnteCheck = (ctx, { circuit, config }, { messages }, mode) => {
  if (mode !== 'simulate') {
    if (config.modules.has('wasm')) countTx(ctx);
    else if (config.absentModules.has('wasm')) chargeCount(ctx.gas);
  }
  for (const { route } of messages) {
    if (circuit) {
      if (!circuit.isAllowed(route.typeUrl)) throw plainError('tx type not allowed');
    } else if (config.absentModules.has('circuit')) {
      ctx.gas.consume(kvGasConfig.has, 'Has');
    }
  }
};

function chargeCount(gas: GasMeter): void {
  const { readFlat, readPerByte, writeFlat, writePerByte } = kvGasConfig;
  gas.consume(readFlat, 'ReadFlat');
  gas.consume(readPerByte * counterKeyLength, 'ReadPerByte');
  gas.consume(readPerByte * counterLength, 'ReadPerByte');
  gas.consume(writeFlat, 'WriteFlat');
  gas.consume(writePerByte * counterKeyLength, 'WritePerByte');
  gas.consume(writePerByte * counterLength, 'WritePerByte');
}
