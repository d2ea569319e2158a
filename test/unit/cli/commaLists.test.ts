import { expect } from 'chai';
import { withoutCommaLists } from '../../../src/cli/commaLists.js';

const flags = {
  integration: { char: 'i', delimiter: ',' },
  allow: { delimiter: ',' },
  set: {},
  'target-org': { char: 'o' },
};

describe('lists with commas on a command line', () => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['--allow A,B -o org', '--allow A B -o org'],
    ['--allow=A,B', '--allow=A --allow=B'],
    ['-i a,b c', '-i a b c'],
    ['-ia,b', '-ia -ib'],
    ['--set name=A,B --allow C', '--set name=A,B --allow C'],
    ['-i a --set name=A,B', '-i a --set name=A,B'],
    ['-o a,b', '-o a,b'],
    ['one,file -i a,b -- c,d', 'one,file -i a b -- c,d'],
    [String.raw`--allow A\,B,C`, '--allow A,B C'],
    ['', ''],
  ];
  for (const [typed, read] of cases) {
    it(`reads ${typed === '' ? 'nothing' : typed}`, () => {
      expect(withoutCommaLists(typed.split(' '), flags).join(' ')).to.equal(read);
    });
  }

  it('drops the blanks and quotes around a value', () => {
    expect(withoutCommaLists(['--allow', 'A, "B C" ,\'D\''], flags)).to.deep.equal(['--allow', 'A', 'B C', 'D']);
  });
});
