import type {
  TxDecodeAminoRequest,
  TxDecodeRequest,
  TxDecodeResponse,
  TxEncodeAminoRequest,
  TxEncodeRequest,
  TxEncodeResponse,
} from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { AuthInfo, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { decodeTx } from '../../app/decodeTx.js';
import { proto } from '../../types/codec.js';
import { plainError, sdkErrors } from '../../types/errors.js';
import { internal, invalidArgument, unimplemented } from '../../types/queryStatus.js';
import { bytesToHex } from '../../util/bytes.js';
import { CodedError } from '../../util/errors.js';
import type { Node } from '../node.js';
import { toTx } from './txResponse.js';

/** Reads a transaction as strictly as the chain does. */
export function readTxBytes({ app }: Node, { txBytes }: TxDecodeRequest): TxDecodeResponse {
  if (txBytes.length === 0) throw invalidArgument('invalid empty tx bytes');
  try {
    decodeTx(txBytes, app.machine.routes);
  } catch (error) {
    throw error instanceof CodedError ? once(error) : error;
  }
  return { tx: toTx(txBytes) };
}

/** Transactions on their way into a block have what is wrong with them said twice over. */
function once(error: CodedError): CodedError {
  const { txDecode } = sdkErrors;
  const twice = `: ${txDecode.text}: ${txDecode.text}`;
  return error.message.endsWith(twice) ? new CodedError(txDecode, error.message.slice(0, -twice.length)) : error;
}

/** The bytes of a transaction, as it is signed and sent. */
export function writeTxBytes({ tx }: TxEncodeRequest): TxEncodeResponse {
  if (tx === undefined) throw invalidArgument('invalid empty tx');
  const { body, authInfo, signatures } = tx;
  // Go's program runs into these.
  if (!body || !authInfo) throw internal('runtime error: invalid memory address or nil pointer dereference');
  const [bodyBytes, authInfoBytes] = [proto(TxBody).encode(body), proto(AuthInfo).encode(authInfo)];
  return { txBytes: proto(TxRaw).encode({ bodyBytes, authInfoBytes, signatures }) };
}

/** How amino's own encoding of a whole transaction begins. */
const stdTxPrefix = '282816A9';

/** Whole transactions in amino's binary form have not been sent for years; only what is none of them is told apart. */
const noAminoBinary = () => unimplemented('transactions in amino-binary form are not served');

export function readAminoTx({ aminoBinary }: TxDecodeAminoRequest): never {
  if (aminoBinary.length === 0) throw invalidArgument('invalid empty tx bytes');
  const got = bytesToHex(aminoBinary.subarray(0, 4)).toUpperCase();
  if (got === stdTxPrefix) throw noAminoBinary();
  const what = `expected to read prefix bytes ${stdTxPrefix} (since it is registered concrete) but got ${got}`;
  throw plainError(`UnmarshalBinaryBare ${what}`);
}

export function writeAminoTx({ aminoJson }: TxEncodeAminoRequest): never {
  if (aminoJson === '') throw invalidArgument('invalid empty tx json');
  if (!/"type"\s*:\s*"[^"]/.test(aminoJson))
    throw plainError('JSON encoding of interfaces require non-empty type field.');
  throw noAminoBinary();
}
