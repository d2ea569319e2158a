import { expect } from 'chai';
import type { AccessRule } from '../../../../src/platform/derivedObjects/accessRule.js';
import { derivedObject, derivedObjectNames, partsOf } from '../../../../src/platform/derivedObjects/derivedObject.js';

/** What somebody has, by the keys of `atomOf`. */
type Holdings = ReadonlySet<string>;
type Truth = 'yes' | 'no' | 'unknown';

/** What a rule looks at, as a key; undefined for rules that are made of others, or look at nothing that one can have. */
const atomOf = (rule: AccessRule): string | undefined => {
  switch (rule.rule) {
    case 'userPermission':
      return rule.name;
    case 'userFlag':
      return `flag ${rule.name}`;
    case 'object':
      return `${rule.sobject} ${rule.access}`;
    case 'opened':
      return `opened ${rule.sobject}`;
    default:
      return undefined;
  }
};

/** View All Data and View All Records of an object include its Read (facts K4, B9). */
const withImplied = (atoms: readonly string[], held: ReadonlySet<string>): Holdings => {
  const has = new Set(held);
  if (has.has('ModifyAllData')) has.add('ViewAllData');
  for (const atom of atoms) {
    const [sobject, word] = atom.split(' ');
    const all =
      has.has(`${sobject} viewAllRecords`) || has.has(`${sobject} modifyAllRecords`) || has.has('ViewAllData');
    if (all && (word === 'read' || (word === 'viewAllRecords' && has.has('ViewAllData')))) has.add(atom);
  }
  return has;
};

/** Whether the rule holds; own rows and a part of the rows count as reading. */
const holds = (rule: AccessRule, has: Holdings, word: 'read' | 'viewAllRecords'): Truth => {
  const each = (rules: readonly AccessRule[]): Truth[] => rules.map((one) => holds(one, has, word));
  const every = (truths: readonly Truth[]): Truth =>
    truths.includes('no') ? 'no' : truths.includes('unknown') ? 'unknown' : 'yes';
  const some = (truths: readonly Truth[]): Truth =>
    truths.includes('yes') ? 'yes' : truths.includes('unknown') ? 'unknown' : 'no';
  switch (rule.rule) {
    case 'always':
      return 'yes';
    case 'never':
      return 'no';
    case 'unpublished':
    case 'parentRow':
      return 'unknown';
    case 'all':
      return every(each(rule.of));
    case 'any':
      return some(each(rule.of));
    case 'rowsOf':
      return word === 'read' ? some(each(rule.of)) : every(each(rule.of));
    case 'ownRows':
      return word === 'read' ? 'yes' : holds(rule.others, has, word);
    case 'byPermissions':
      return holds(has.has(`takes ${rule.sobject}`) ? rule.taken : rule.otherwise, has, word);
    case 'contested':
      return holds(rule.strict, has, word) === 'yes' ? 'yes' : holds(rule.mild, has, word) === 'no' ? 'no' : 'unknown';
    default:
      return has.has(atomOf(rule) ?? '') ? 'yes' : 'no';
  }
};

/** Every way of having some of these and not the others. */
const subsets = (atoms: readonly string[]): Set<string>[] =>
  Array.from({ length: 2 ** atoms.length }, (_, bits) => new Set(atoms.filter((__, at) => (bits >> at) & 1)));

describe('objects without object permissions', () => {
  it('whoever sees the rows of everybody can read', () => {
    const byName = ['AccountFeed', 'AccountShare', 'LeadChangeEvent', 'Thing__History', 'Thing__Share', 'Thing__Feed'];
    const wrong = [...derivedObjectNames(), ...byName].flatMap((name) => {
      const rules = derivedObject(name)?.rules;
      if (!rules) return [];
      const parts = [rules.read, rules.viewAllRecords].flatMap(partsOf);
      const atoms = [
        ...new Set(
          parts.flatMap((part) => atomOf(part) ?? (part.rule === 'byPermissions' ? `takes ${part.sobject}` : [])),
        ),
      ];
      expect(atoms.length, name).to.be.below(13);
      const found = subsets(atoms)
        .map((held) => withImplied(atoms, held))
        .find(
          (has) =>
            holds(rules.viewAllRecords, has, 'viewAllRecords') === 'yes' && holds(rules.read, has, 'read') === 'no',
        );
      return found ? [`${name}: ${[...found].join(', ')}`] : [];
    });
    expect(wrong).to.deep.equal([]);
  });
});
