/**
 * A transaction for examples: on a fresh chain `gonka-sim-1`, the second account of the default mnemonic sends 5ngonka to the
 * third one. Base64, as `broadcast_tx_sync` takes it.
 */
export const exampleTx =
  'CowBCokBChwvY29zbW9zLmJhbmsudjFiZXRhMS5Nc2dTZW5kEmkKLGdvbmthMXpzY251M2h5ZHM4Z3I4ODIyM2FnbnprOGwwM3pxbHRqdWplaHAzEixn' +
  'b25rYTFyYXh5MHc5Z3Fuc3JnOTNyazk2Zmg4Z2Nkc2szbWQ2aHZoejM3cBoLCgZuZ29ua2ESATUSVgpOCkYKHy9jb3Ntb3MuY3J5cHRvLnNlY3AyNTZr' +
  'MS5QdWJLZXkSIwohAwsAbUPTdHpJN1P4RnJ72jDm0Dm+5fS36L+mgkyv+PDkEgQKAggBEgQQwJoMGkAzqMhYV3aFKFDM3BJT6wHmQQepLis5lDEeJerk' +
  'QU7GCG6DUwAk08XRtxsa0PMAAlz3/sF5zhebVFA47wW47UX7';

export const exampleTxHash = 'BA52135545CDB0252151B5F00252B7881348E233E7AE19B057A4C93CD4E2DD91';

/** The call that sends it. */
export const sendExampleTx = ['broadcast_tx_sync', { tx: exampleTx }] as const;

/** Its sender and its receiver. */
export const exampleSender = 'gonka1zscnu3hyds8gr88223agnzk8l03zqltjujehp3';
export const exampleReceiver = 'gonka1raxy0w9gqnsrg93rk96fh8gcdsk3md6hvhz37p';
