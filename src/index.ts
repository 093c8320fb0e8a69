export { CodedError, type ErrorKind } from './util/errors.js';
