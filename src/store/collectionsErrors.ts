import { CodedError, defineErrors } from '../util/errors.js';

/**
 * Errors of collections. They have no number of their own on the chain, so a client sees code 1 of codespace
 * "undefined", with the text in front and not behind.
 */
export const collectionsErrors = defineErrors('undefined', {
  notFound: [1, 'collections: not found'],
  encoding: [1, 'collections: encoding error'],
  invalidIterator: [1, 'collections: invalid iterator'],
  invalidPrefix: [1, 'invalid integer prefix value: must be between 0 and 255'],
});

const detailed = (kind: (typeof collectionsErrors)[keyof typeof collectionsErrors], detail: string): CodedError =>
  new CodedError({ ...kind, text: `${kind.text}: ${detail}` });

export const encodingError = (detail: string): CodedError => detailed(collectionsErrors.encoding, detail);

/** `key` as its codec describes it; `typeName` is that of the value. */
export const notFoundError = (key: string, typeName: string): CodedError =>
  detailed(collectionsErrors.notFound, `key '${key}' of type ${typeName}`);
