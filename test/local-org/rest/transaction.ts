import type { HistoryState, Org, Row } from '../model/types.js';

/**
 * Remembers all rows and returns what puts them back. Tables are refilled, not replaced, because others hold on to
 * them.
 */
export function takeSnapshot(org: Org): () => void {
  const tables = new Map([...org.tables].map(([name, rows]) => [name, copyRows(rows)] as const));
  const history = new Map([...org.history].map(([name, state]) => [name, copyHistory(state)] as const));
  return () => {
    for (const [name, live] of org.tables) refill(live, tables.get(name) ?? new Map());
    refill(org.history, history);
  };
}

function copyRows(rows: ReadonlyMap<string, Row>): Map<string, Row> {
  return new Map([...rows].map(([id, row]) => [id, { ...row }] as const));
}

function copyHistory(state: HistoryState): HistoryState {
  return { objectSwitch: state.objectSwitch, trackedFields: new Set(state.trackedFields) };
}

function refill<T>(target: Map<string, T>, source: ReadonlyMap<string, T>): void {
  target.clear();
  for (const [key, value] of source) target.set(key, value);
}
