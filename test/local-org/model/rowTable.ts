import type { Row } from './orgModel.js';

let lastVersion = 0;

/** The stored rows of an object by id. Its version is new after every change, so that what was worked out from it can be kept. */
export class RowTable extends Map<string, Row> {
  #version = 0;
  #rows: { version: number; list: readonly Row[] } | undefined;

  /** No other table, and this one at no other time, has had this version. */
  public get version(): number {
    return this.#version;
  }

  public override set(id: string, row: Row): this {
    super.set(id, row);
    this.#version = lastVersion += 1;
    return this;
  }

  public override delete(id: string): boolean {
    this.#version = lastVersion += 1;
    return super.delete(id);
  }

  public override clear(): void {
    this.#version = lastVersion += 1;
    super.clear();
  }

  /** All rows, in the order in which they were stored. */
  public list(): readonly Row[] {
    if (this.#rows?.version !== this.#version) this.#rows = { version: this.#version, list: [...this.values()] };
    return this.#rows.list;
  }
}

/** The version of a table; of one that is none of ours never the same twice. */
export const versionOf = (table: ReadonlyMap<string, Row> | undefined): number => {
  if (table === undefined) return 0;
  return table instanceof RowTable ? table.version : (lastVersion += 1);
};
