export type { GasMeter } from '../store/gas.js';
