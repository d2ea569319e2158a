import type { Row } from './orgModel.js';

let lastVersion = 0;

/** The rows of a table that have the same value in a column. */
export type RowGroup = {
  /** Changes whenever one of these rows does. */
  readonly version: number;
  readonly rows: ReadonlyMap<string, Row>;
};

type OpenGroup = { version: number; rows: Map<string, Row> };

/** The stored rows of an object by id. Every change gives it a new version, so results that depend on it can be kept. */
export class RowTable extends Map<string, Row> {
  #version = 0;
  #rows: { version: number; list: readonly Row[] } | undefined;
  /** By column, then by value. Only columns that were asked for. */
  readonly #groups = new Map<string, Map<unknown, OpenGroup>>();

  /** Unique: no other table has it, and this table never had it before. */
  public get version(): number {
    return this.#version;
  }

  public override set(id: string, row: Row): this {
    this.#ungroup(id);
    super.set(id, row);
    for (const [column, groups] of this.#groups) addTo(groups, row[column], id, row);
    this.#version = lastVersion += 1;
    return this;
  }

  public override delete(id: string): boolean {
    this.#version = lastVersion += 1;
    this.#ungroup(id);
    return super.delete(id);
  }

  public override clear(): void {
    this.#version = lastVersion += 1;
    this.#groups.clear();
    super.clear();
  }

  /** The rows with this value in the column; undefined where there is none and was none. */
  public group(column: string, value: unknown): RowGroup | undefined {
    let groups = this.#groups.get(column);
    if (groups === undefined) {
      groups = new Map();
      for (const [id, row] of this) addTo(groups, row[column], id, row);
      this.#groups.set(column, groups);
    }
    return groups.get(value);
  }

  /** All rows, in the order in which they were stored. */
  public list(): readonly Row[] {
    if (this.#rows?.version !== this.#version) this.#rows = { version: this.#version, list: [...this.values()] };
    return this.#rows.list;
  }

  #ungroup(id: string): void {
    for (const [column, groups] of this.#groups) {
      const before = this.get(id);
      const group = before === undefined ? undefined : groups.get(before[column]);
      if (group === undefined) continue;
      group.rows.delete(id);
      group.version = lastVersion += 1;
    }
  }
}

const addTo = (groups: Map<unknown, OpenGroup>, value: unknown, id: string, row: Row): void => {
  const group = groups.get(value) ?? { version: 0, rows: new Map<string, Row>() };
  groups.set(value, group);
  group.rows.set(id, row);
  group.version = lastVersion += 1;
};

/** The version of a table; for a Map that is no RowTable a new one each time, as its changes are not seen. */
export const versionOf = (table: ReadonlyMap<string, Row> | undefined): number => {
  if (table === undefined) return 0;
  return table instanceof RowTable ? table.version : (lastVersion += 1);
};
