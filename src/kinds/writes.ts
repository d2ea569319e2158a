/** What an integration writes, by object, as its definition says. */
import { keyOf } from '../platform/names.js';
import type { Requirement } from './requirement.js';

export type ObjectWrites = {
  readonly creates: boolean;
  readonly edits: boolean;
  /** Whether a rule asks about the automation of the object. */
  readonly asksAutomation: boolean;
  /** Names and patterns of fields. */
  readonly fields: readonly string[];
};

/** The rules that count: those of alternatives too, as any of them may be what is used. */
const leaves = (requirements: readonly Requirement[]): Requirement[] =>
  requirements.flatMap((requirement) => {
    const { need, forbid } = requirement;
    if (forbid) return [];
    return need.kind === 'anyOf' ? need.members.flatMap(leaves) : [requirement];
  });

/** What is written of each object, by its key. */
export const writesIn = (requirements: readonly Requirement[]): ReadonlyMap<string, ObjectWrites> => {
  type Writes = { creates: boolean; edits: boolean; asksAutomation: boolean; fields: string[] };
  const writes = new Map<string, Writes>();
  const of = (sobject: string): Writes => {
    const known = writes.get(keyOf(sobject)) ?? { creates: false, edits: false, asksAutomation: false, fields: [] };
    writes.set(keyOf(sobject), known);
    return known;
  };
  for (const { need } of leaves(requirements)) {
    if (need.kind === 'object' && need.access === 'create') of(need.sobject).creates = true;
    if (need.kind === 'object' && need.access === 'edit') of(need.sobject).edits = true;
    if (need.kind === 'field' && need.access === 'edit') of(need.sobject).fields.push(need.field);
    if (need.kind === 'automation') {
      of(need.sobject).asksAutomation = true;
      of(need.sobject).fields.push(...need.onFields);
    }
  }
  return writes;
};
