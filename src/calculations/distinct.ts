/** Names in the order of their first mention. */
export const distinct = (names: readonly string[]): readonly string[] =>
  names.length < 2 ? names : [...new Set(names)];
