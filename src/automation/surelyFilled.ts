import type { FlowDefinition, ObjectAutomation } from '../access/orgAutomation.js';
import { entryOf } from './flowExpression.js';
import { walkFlow } from './flowWalk.js';
import type { FlowEffect } from './flowWalk.js';

type Written = Extract<FlowEffect, { does: 'write' }>;

/** What the flow writes to a new record before it is saved. */
const writesOfFlow = (flow: FlowDefinition): Written[] => {
  const { start } = flow;
  if (start.timing !== 'beforeSave' || !start.onCreate) return [];
  // What a decision would say is of no interest: only what no decision stands before is sure.
  const { effects } = walkFlow(flow, () => ({ answer: 'undecided', why: [] }), entryOf(flow) === null);
  return effects.flatMap((effect) => (effect.does === 'write' ? [effect] : []));
};

/**
 * Fields that every new record gets from flows before it is saved, whatever is in it; keys. Only a plain value fills a field,
 * and no longer where any flow may write something else to it.
 */
export const surelyFilled = ({ flows }: ObjectAutomation): ReadonlySet<string> => {
  const writes = (flows.known ? flows.value : []).flatMap(({ definition }) =>
    definition.known ? writesOfFlow(definition.value) : [],
  );
  const doubtful = new Set(writes.flatMap(({ fields, filled }) => fields.filter((field) => !filled.includes(field))));
  const sure = writes.flatMap(({ filled, surely }) => (surely ? filled : []));
  return new Set(sure.filter((field) => !doubtful.has(field)));
};
