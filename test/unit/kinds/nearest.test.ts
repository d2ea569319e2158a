import { expect } from 'chai';
import { hasSameWords, namesMeant, nearest } from '../../../src/kinds/nearest.js';

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
    ['a word too long to compare, beside one that is not', long, ['A'.repeat(80)], []],
    ['a candidate too long to compare', 'AAAA', [long, 'AAAAA'], ['AAAAA']],
    ['two letters that are the same in both, and no more', 'abc', ['bad', 'cba'], []],
    ['a swap at the end', 'Statsu', ['Status'], ['Status']],
    ['a swap and a letter more', 'Acocunts', ['Account'], ['Account']],
    ['no swap of letters that are apart', 'abcdef', ['fbcdea'], ['fbcdea']],
    ['no swap where one of the letters is another', 'abc', ['bxc', 'xac'], []],
    ['a letter in front', 'XLead', ['Lead'], ['Lead']],
    ['a letter less in front', 'ead', ['Lead'], ['Lead']],
    ['three edits at the end of nine letters', 'Longnames', ['Longnaxyz'], ['Longnaxyz']],
    ['three edits in front of nine letters', 'Longnames', ['xyzgnames'], ['xyzgnames']],
    ['three edits in the middle of nine letters', 'Longnames', ['Lonxyzmes'], ['Lonxyzmes']],
    ['four edits', 'Longnames', ['wxyznames', 'Longnwxyz'], []],
    ['digits', 'Field1__c', ['Field2__c', 'Field9__c', 'Field0__c'], ['Field0__c', 'Field2__c', 'Field9__c']],
    ['digits that are all others', 'A12345678', ['A90123456', 'A12345690'], ['A12345690']],
    ['other signs between the same letters', 'A-B-C-D-E', ['A.B.C.D.E', 'A_B_C-D-E'], ['A.B.C.D.E', 'A_B_C-D-E']],
    ['names that begin and end with the first and the last letter', 'azure', ['zzure', 'azura'], ['azura', 'zzure']],
    [
      'words of other capitals in another order',
      'APIUserOnly',
      ['OnlyAPIUser', 'OnlyApiUser'],
      ['OnlyAPIUser', 'OnlyApiUser'],
    ],
    [
      'words with several signs between, and some at the ends',
      'User -- Standard',
      ['Standard User.'],
      ['Standard User.'],
    ],
    ['words in another order, with four signs more', 'User Standard', ['Standard     User'], ['Standard     User']],
    ['words in another order, with five signs more', 'User Standard', ['Standard      User'], []],
    ['other words of the same letters', 'Ta Be Co', ['At Eb Oc Co Be'], []],
    ['some of the words', 'One Two Three', ['Three Two Four One'], []],
    ['one word more than once', 'Data Data Area', ['Area Area Data'], []],
    ['a misspelt beginning of six letters', 'Minmum', ['Minimum Access'], ['Minimum Access']],
    ['a misspelt beginning of five letters', 'Minxm', ['Minim Access'], []],
    ['a misspelt beginning that ends inside of a word', 'Standrd Us', ['Standard Users'], []],
    ['a misspelt beginning as long as the name', 'Gnog Syn', ['Gong Syz'], ['Gong Syz']],
    ['a misspelt beginning with several signs behind it', 'Gnog_Sync', ['Gong_Sync - Users'], ['Gong_Sync - Users']],
    ['a misspelt beginning with three edits', 'Minimum Acc', ['Minixyz Acc - Users'], ['Minixyz Acc - Users']],
    ['no beginning where a whole name is near', 'Gong_Sync', ['Gong_Synx', 'Gong_Snyc_Users'], ['Gong_Synx']],
    [
      'a beginning where no whole name is near, and a part',
      'Gong_Sync',
      ['Your_Gong_Sync', 'Gong_Snyc_Users'],
      ['Your_Gong_Sync', 'Gong_Snyc_Users'],
    ],
    ['words of the longest length', 'B'.repeat(80), ['B'.repeat(80)], ['B'.repeat(80)]],
  ];
  for (const [title, word, candidates, expected] of cases) {
    it(title, () => expect(nearest(word, candidates)).to.deep.equal(expected));
  }
});

describe('names that have the same words', () => {
  const cases: [a: string, b: string, least: number, expected: boolean][] = [
    ['ApiOnlyUser', 'UserOnlyApi', 3, true],
    ['ApiOnlyUser', 'user_only-api', 3, true],
    ['ApiOnlyUser', 'UserOnlyApi', 4, false],
    ['ApiOnlyUser', 'ApiOnlyUsers', 2, false],
    ['ApiOnly', 'OnlyApi', 2, true],
    ['ApiOnly', 'OnlyApi', 3, false],
    ['Api', 'Only', 2, false],
    ['HTTPHost', 'Host HTTP', 2, true],
    ['A1B', 'B A1', 2, true],
  ];
  for (const [a, b, least, expected] of cases)
    it(`${a}, ${b}, at least ${least}: ${expected}`, () => expect(hasSameWords(a, b, least)).to.equal(expected));
});

describe('names that may have been meant, by labels', () => {
  const cases: [title: string, name: string, candidates: string[], called: string[] | undefined, expected: string[]][] =
    [
      [
        'the name with that label, and none that is near',
        'Stage',
        ['Stages', 'StageName'],
        ['stagename'],
        ['StageName'],
      ],
      ['each once, in the order of the labels', 'Stage', ['A', 'B', 'b'], ['b', 'B', 'A'], ['B', 'A']],
      ['what is near, where the org has none of them', 'Stage', ['Stages'], ['StageName'], ['Stages']],
      ['what is near, where no label is so', 'Stage', ['Stages', 'Stryker was here'], undefined, ['Stages']],
    ];
  for (const [title, name, candidates, called, expected] of cases)
    it(title, () => expect(namesMeant(name, candidates, called)).to.deep.equal(expected));
});
