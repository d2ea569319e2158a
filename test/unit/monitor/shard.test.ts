import { expect } from 'chai';
import fc from 'fast-check';
import { parseShard, shardFolder, shardOf, shardOfFolder } from '../../../src/monitor/shard.js';
import { toLongId } from '../../local-org/permissions/orgTables.js';

const ids = Array.from({ length: 3000 }, (_, at) => toLongId(`00D5g0${String(at).padStart(9, '0')}`).slice(0, 15));

describe('monitor: parts of many orgs', () => {
  it('puts each org into one part that there is, evenly, whatever its id', () => {
    for (const parts of [1, 2, 4, 7, 16]) {
      const counts = Array.from({ length: parts }, () => 0);
      for (const id of ids) counts[shardOf(id, parts) - 1] = (counts[shardOf(id, parts) - 1] ?? 0) + 1;
      expect(counts.reduce((sum, one) => sum + one, 0)).to.equal(ids.length);
      const even = ids.length / parts;
      for (const one of counts) expect(Math.abs(one - even), `${parts}`).to.be.lessThan(6 * Math.sqrt(even));
    }
  });

  it('moves with one part more only those that the new part gets', () => {
    for (const parts of [1, 3, 4, 9]) {
      const moved = ids.filter((id) => shardOf(id, parts) !== shardOf(id, parts + 1));
      expect(moved.every((id) => shardOf(id, parts + 1) === parts + 1)).to.equal(true);
      expect(moved.length).to.be.lessThan((ids.length / (parts + 1)) * 1.3);
    }
  });

  const read: Record<string, [text: string, env: Record<string, string>, expected: string]> = {
    'one of several': ['2/4', {}, '2/4'],
    'the only one': ['1/1', {}, '1/1'],
    'a job of GitLab': ['auto', { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '5' }, '3/5'],
    'the first pod of Kubernetes': ['auto/4', { JOB_COMPLETION_INDEX: '0' }, '1/4'],
    'the last one': ['AUTO/4', { JOB_COMPLETION_INDEX: '3' }, '4/4'],
    'with how many in a variable': ['auto', { JOB_COMPLETION_INDEX: '1', JOB_COMPLETIONS: '3' }, '2/3'],
    'a pod of which nobody says how many': ['auto', { JOB_COMPLETION_INDEX: '1' }, 'range'],
    'a pod too many': ['auto/2', { JOB_COMPLETION_INDEX: '2' }, 'range'],
    'no job at all': ['auto', {}, 'notThere'],
    'none of them': ['0/4', {}, 'range'],
    'more than there are': ['5/4', {}, 'range'],
    'too many': ['1/1001', {}, 'range'],
    'a number alone': ['2', {}, 'form'],
    'no number': ['a/b', {}, 'form'],
    'less than none': ['-1/4', {}, 'form'],
  };
  for (const [name, [text, env, expected]] of Object.entries(read))
    it(`${name}: ${text}`, () => {
      const shard = parseShard(text, env);
      expect('problem' in shard ? shard.problem : `${shard.index}/${shard.of}`).to.equal(expected);
    });

  it('finds the part by the name of its folder', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (a, b) => {
        const shard = { index: Math.min(a, b), of: Math.max(a, b) };
        expect(shardOfFolder(shardFolder(shard))).to.deep.equal(shard);
      }),
    );
    for (const name of ['shard-0-of-2', 'shard-3-of-2', 'shard-1-of-2x', 'looks'])
      expect(shardOfFolder(name)).to.equal(null);
  });
});
