/** Accounts whose transactions need no signature of theirs, for as long as their node lives. */
export class Impersonation {
  readonly #addresses = new Set<string>();

  /** In the order in which they came. */
  get addresses(): readonly string[] {
    return [...this.#addresses];
  }

  has(address: string): boolean {
    return this.#addresses.has(address);
  }

  begin(address: string): void {
    this.#addresses.add(address);
  }

  clear(): void {
    this.#addresses.clear();
  }

  /** The answer says whether it was impersonated. */
  end(address: string): boolean {
    return this.#addresses.delete(address);
  }
}
