/**
 * What each of a row of consecutive versions left behind, oldest first: new ones come at the end, old ones go in front.
 *
 * A Map would do as well, but for the garbage: a table that a Map has outgrown points to the next one. Once such a table
 * is in the old generation, everything that stood in later ones survives until a full collection.
 */
export class VersionRow<T> {
  #oldest = 0;
  readonly #values: T[] = [];

  static of<T>(version: number, value: T): VersionRow<T> {
    const row = new VersionRow<T>();
    row.push(version, value);
    return row;
  }

  has(version: number): boolean {
    return version >= this.#oldest && version < this.#oldest + this.#values.length;
  }

  get(version: number): T | undefined {
    return this.#values[version - this.#oldest];
  }

  /** The versions that are there, oldest first. */
  get versions(): number[] {
    return this.#values.map((_, i) => this.#oldest + i);
  }

  /** `version` must be the one after the latest; it can be any when nothing is there. */
  push(version: number, value: T): void {
    if (this.#values.length === 0) this.#oldest = version;
    this.#values.push(value);
  }

  /** Drops the versions up to and with this one. */
  dropTo(version: number): void {
    while (this.#values.length > 0 && this.#oldest <= version) {
      this.#values.shift();
      this.#oldest += 1;
    }
  }

  /** Drops the versions after this one. */
  dropAfter(version: number): void {
    while (this.#values.length > 0 && this.#oldest + this.#values.length - 1 > version) this.#values.pop();
  }
}
