import { expect } from 'chai';
import { anyAnswer, hintsOf, no, unknown, via, yes } from '../../../src/access/answer.js';
import type { Answer, Hint } from '../../../src/access/answer.js';
import { gap } from '../../../src/access/snapshot.js';
import type { GrantedBy } from '../../../src/access/snapshot.js';

const by = (name: string, more: Partial<GrantedBy> = {}): GrantedBy => ({
  type: 'PermissionSet',
  name,
  namespace: null,
  label: name,
  ...more,
});
const expired = (source: string): Hint => ({ kind: 'expired', source });
const unread = (part: string): Answer => unknown(gap('NOT_AUTHORISED', part, '').gap);
const nowhere: Answer = { answer: 'no', why: { reason: 'noSuchPermission' } };
const onProfiles: Answer = { answer: 'no', why: { reason: 'profileOnly' } };

describe('answers', () => {
  const a = unread('A');
  const incomplete = unknown(gap('INCOMPLETE_ROWS', 'PermissionSet', '').gap);
  const cases: [title: string, answers: Answer[], expected: Answer][] = [
    ['one yes is enough', [no(), a, yes([by('X')])], yes([by('X')])],
    ['all sources are named', [yes([by('X')]), no(), yes([by('Y'), by('Z')])], yes([by('X'), by('Y'), by('Z')])],
    ['a yes without sources is one', [yes([]), no()], yes([])],
    ['unknown beats no; the first is told', [no(), a, unread('B'), nowhere], a],
    ['but what an answer lacked before, as that leaves open what can be given', [a, incomplete, no()], incomplete],
    ['no, with the hints of all', [no([expired('X')]), no(), no([expired('Y')])], no([expired('X'), expired('Y')])],
    ['the first no gives the reason', [onProfiles, no([expired('X')])], onProfiles],
    ['another reason behind the first says nothing', [no([expired('X')]), nowhere], no([expired('X')])],
    ['one alone is itself', [nowhere], nowhere],
  ];
  for (const [title, answers, expected] of cases) {
    it(`of several: ${title}`, () => expect(anyAnswer(answers)).to.deep.equal(expected));
  }

  it('hint at something only where nothing grants it', () => {
    const all = [no([expired('X')]), no(), onProfiles, nowhere, yes([by('X')]), a];
    expect(all.map(hintsOf)).to.deep.equal([[expired('X')], [], [], [], [], []]);
  });

  it('through another permission: every source says so, but for those that come through a third one', () => {
    expect(via(yes([by('X'), by('Y', { via: 'ViewAllData' })]), 'viewAllFields')).to.deep.equal(
      yes([by('X', { via: 'viewAllFields' }), by('Y', { via: 'ViewAllData' })]),
    );
    for (const other of [no([expired('X')]), nowhere, a]) expect(via(other, 'ViewAllData')).to.equal(other);
  });
});
