import { expect } from 'chai';
import { no, unknown } from '../../../src/access/answer.js';
import { gap } from '../../../src/access/snapshot.js';
import { clear, everyOf } from '../../../src/kinds/object/ruleOutcome.js';
import type { RuleOutcome } from '../../../src/kinds/object/ruleOutcome.js';

const hidden = gap('NOT_AUTHORISED', 'ObjectPermissions', '').gap;
const incomplete = gap('INCOMPLETE_ROWS', 'ObjectPermissions', '').gap;

/** Parts of a rule: one that is missing and can be given, one that nobody may see, and one of which rows lacked what tells. */
const missing: RuleOutcome = { ...clear, answer: no() };
const unseen: RuleOutcome = { ...clear, answer: unknown(hidden) };
const lacking: RuleOutcome = { ...clear, answer: unknown(incomplete), barred: incomplete };

describe('all of several parts of a rule', () => {
  it('that are not known are unknown for the reason that leaves open as well whether they can be given, whichever comes first', () => {
    for (const parts of [
      [unseen, lacking],
      [lacking, unseen],
    ])
      expect(everyOf(parts).answer).to.deep.equal(unknown(incomplete));
    expect(everyOf([unseen, unseen]).answer).to.deep.equal(unknown(hidden));
  });

  it('may be impossible where one of them is made of others of which any may be', () => {
    for (const parts of [
      [unseen, lacking],
      [lacking, unseen],
    ])
      expect(everyOf([missing, everyOf(parts)]).barred).to.deep.equal(incomplete);
    expect(everyOf([missing, everyOf([unseen, unseen])]).barred).to.equal(false);
  });
});
