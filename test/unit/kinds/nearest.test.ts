import { expect } from 'chai';
import { nearest } from '../../../src/kinds/nearest.js';

describe('names that may have been meant', () => {
  const long = 'A'.repeat(81);
  const cases: [title: string, word: string, candidates: string[], expected: string[]][] = [
    ['one letter replaced', 'Acount__c', ['Account__c', 'Discount__c'], ['Account__c', 'Discount__c']],
    ['two neighbours swapped are one edit', 'red', ['erd'], ['erd']],
    ['one letter more, one letter less', 'edit', ['edits', 'dit'], ['dit', 'edits']],
    ['another first letter', 'Website', ['Kebsite', 'Vebsite'], ['Kebsite', 'Vebsite']],
    ['two edits in six letters', 'Statuz', ['Statxy', 'Xxatuz'], ['Statxy', 'Xxatuz']],
    ['three edits in six letters are too many', 'Statuz', ['Staxyw', 'Yxxtuz'], []],
    ['never more than three edits, however long', 'AccountTeamMemberRole', ['AccountTeamMemberXxxx'], []],
    ['two letters allow no edit', 'ab', ['ac'], []],
    ['case does not count', 'EDIT', ['edit'], ['edit']],
    ['what it begins, from two letters on', 'Ac', ['Account', 'Back'], ['Account']],
    ['one letter begins too much', 'A', ['Account'], []],
    ['what it is part of, from three letters on', 'cou', ['Account'], ['Account']],
    ['an edit is nearer than a part', 'Stat', ['Status', 'Stab', 'XStat'], ['Stab', 'XStat', 'Status']],
    ['of equals the first in the order of characters', 'Lead', ['Leaf', 'Leab', 'Lead'], ['Lead', 'Leab', 'Leaf']],
    ['three at most', 'Name', ['Named', 'Namee', 'Namef', 'Nameg'], ['Named', 'Namee', 'Namef']],
    ['the same words in another order', 'ApiOnlyUser', ['ApiUserOnly', 'ApiEnabled'], ['ApiUserOnly']],
    ['such words with blanks', 'User Standard', ['Standard User', 'Standard'], ['Standard User']],
    ['each once', 'Name', ['Named', 'Named'], ['Named']],
    ['nothing is near to nothing', '', ['a', ''], []],
    ['no candidate', 'Name', [], []],
    ['nothing near', 'Website', ['Industry'], []],
    [
      'its first words, misspelt',
      'Minimum Acess',
      ['Minimum Access - Salesforce', 'Standard User'],
      ['Minimum Access - Salesforce'],
    ],
    ['its first part, misspelt', 'Gnog_Sync', ['Gong_Sync_Users', 'Sync_Other'], ['Gong_Sync_Users']],
    ['a word too long to compare', long, [long], []],
    ['a candidate too long to compare', 'AAAA', [long, 'AAAAA'], ['AAAAA']],
    ['words of the longest length', 'B'.repeat(80), ['B'.repeat(80)], ['B'.repeat(80)]],
  ];
  for (const [title, word, candidates, expected] of cases) {
    it(title, () => expect(nearest(word, candidates)).to.deep.equal(expected));
  }
});
