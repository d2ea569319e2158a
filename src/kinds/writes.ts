/** What an integration writes, by object, as its definition says. */
import { keyOf } from '../platform/names.js';
import type { Requirement } from './requirement.js';

export type ObjectWrites = {
  readonly creates: boolean;
  readonly edits: boolean;
  /** Whether a rule is about the automation of the object. */
  readonly hasAutomationRule: boolean;
  /** Names and patterns of fields. */
  readonly fields: readonly string[];
};

/**
 * What is written of each object, by its key.
 * @param every requirement, taken out of alternatives already
 */
export const writesIn = (every: readonly Requirement[]): ReadonlyMap<string, ObjectWrites> => {
  type Writes = { creates: boolean; edits: boolean; hasAutomationRule: boolean; fields: string[] };
  const writes = new Map<string, Writes>();
  let last: { readonly sobject: string; readonly writes: Writes } | undefined;
  const of = (sobject: string): Writes => {
    // Most needs are about the object of the one before: no key is made for them.
    if (last?.sobject === sobject) return last.writes;
    const key = keyOf(sobject);
    const own = writes.get(key) ?? { creates: false, edits: false, hasAutomationRule: false, fields: [] };
    writes.set(key, own);
    last = { sobject, writes: own };
    return own;
  };
  for (const { need, forbid } of every) {
    if (forbid) continue;
    if (need.kind === 'object' && need.access === 'create') of(need.sobject).creates = true;
    if (need.kind === 'object' && need.access === 'edit') of(need.sobject).edits = true;
    if (need.kind === 'field' && need.access === 'edit') of(need.sobject).fields.push(need.field);
    if (need.kind === 'automation') {
      of(need.sobject).hasAutomationRule = true;
      of(need.sobject).fields.push(...need.onFields);
    }
  }
  return writes;
};
