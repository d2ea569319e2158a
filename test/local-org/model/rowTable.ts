import type { Row } from './orgModel.js';

let lastVersion = 0;

/** The stored rows of an object by id. Every change gives it a new version, so results that depend on it can be kept. */
export class RowTable extends Map<string, Row> {
  #version = 0;
  #rows: { version: number; list: readonly Row[] } | undefined;

  /** Unique: no other table has it, and this table never had it before. */
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

/** The version of a table; for a Map that is no RowTable a new one each time, as its changes are not seen. */
export const versionOf = (table: ReadonlyMap<string, Row> | undefined): number => {
  if (table === undefined) return 0;
  return table instanceof RowTable ? table.version : (lastVersion += 1);
};
