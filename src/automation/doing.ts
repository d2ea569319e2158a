/** What the integration does with records of one object, and what else is set in the same save. */
import type { ObjectAutomation } from '../access/orgAutomation.js';
import type { Write } from './formula/facts.js';
import { setAfterCreate, setByAutomation, together } from './setByAutomation.js';

/** As a definition says it: patterns are resolved. */
export type Doing = {
  readonly sobject: string;
  readonly creates: boolean;
  readonly edits: boolean;
  /** Fields that it writes; keys. */
  readonly fields: ReadonlySet<string>;
};

/**
 * The writes of the integration, one for each operation; and, where it creates records, what automation of the org then writes
 * to them: a save of its own, which is an update (fact V11).
 */
export const writesOf = (doing: Doing, automation: ObjectAutomation): Write[] => {
  const own = (['create', 'edit'] as const)
    .filter((operation) => (operation === 'create' ? doing.creates : doing.edits))
    .map((operation): Write => ({ operation, fields: doing.fields, others: setByAutomation(automation, operation) }));
  const after = doing.creates ? setAfterCreate(automation) : undefined;
  if (after === undefined) return own;
  const others = together(after, setByAutomation(automation, 'edit'));
  return [...own, { operation: 'edit', fields: new Set(), others, after: { fields: doing.fields } }];
};
