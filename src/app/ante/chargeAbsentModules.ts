import { kvGasConfig } from '../../store/gas.js';
import type { SdkAnteCheck } from './anteCheck.js';

const counterKeyLength = 1n;
/** Height and number in the block. */
const counterLength = 12n;

/**
 * Takes the gas that two modules of the deployed chain take first, where they are not here: wasm reads and writes its count
 * of the block's transactions, circuit asks for each message whether it is switched off (reference, section 14). Cost:
 * O(messages).
 */
export const chargeAbsentModules: SdkAnteCheck = ({ gas }, { config }, { messages }, mode) => {
  const { readFlat, readPerByte, writeFlat, writePerByte, has } = kvGasConfig;
  const { absentModules } = config;
  if (mode !== 'simulate' && absentModules.has('wasm')) {
    gas.consume(readFlat, 'ReadFlat');
    gas.consume(readPerByte * counterKeyLength, 'ReadPerByte');
    gas.consume(readPerByte * counterLength, 'ReadPerByte');
    gas.consume(writeFlat, 'WriteFlat');
    gas.consume(writePerByte * counterKeyLength, 'WritePerByte');
    gas.consume(writePerByte * counterLength, 'WritePerByte');
  }
  if (absentModules.has('circuit')) for (const _message of messages) gas.consume(has, 'Has');
};
