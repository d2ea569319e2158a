import type { ObjectAutomation } from '../access/orgAutomation.js';
import { entryOf } from './flowExpression.js';
import { walkFlow } from './flowWalk.js';

/** Fields that every new record gets from flows before it is saved, whatever is in it; keys. */
export const surelyFilled = ({ flows }: ObjectAutomation): ReadonlySet<string> =>
  new Set(
    (flows.known ? flows.value : []).flatMap(({ definition }) => {
      if (!definition.known) return [];
      const { start } = definition.value;
      if (start.timing !== 'beforeSave' || !start.onCreate || entryOf(definition.value) !== null) return [];
      // What a decision would say is of no interest: only what no decision stands before.
      const { effects } = walkFlow(definition.value, () => ({ answer: 'undecided', why: [] }), true);
      return effects.flatMap((effect) => (effect.does === 'write' && effect.surely ? effect.fields : []));
    }),
  );
