import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { objectAccesses } from '../../../src/platform/objectAccess.js';
import {
  mergeEntries,
  parsePermissionSetFile,
  renderPermissionSetFile,
  unionFiles,
} from '../../../src/metadata/permissionSetFile.js';
import type { PermissionSetFile } from '../../../src/metadata/permissionSetFile.js';
import type { XmlNode } from '../../../src/metadata/metadataXml.js';
import { fileWith, retrieved } from '../support/permissionSetFiles.js';
import { roundsNow } from '../../support/largeMatrix.js';

type Random = (below: number) => number;

/** A reproducible source of chance: what fails once fails again. */
const randomFrom = (seed: number): Random => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T;
const several = <T>(random: Random, most: number, make: () => T): T[] => Array.from({ length: random(most) }, make);

const sobjects = ['Account', 'Contact', 'Lead', 'acme__Score__c', 'Zoo__c'];
const fields = ['Industry', 'Website', 'X__c', 'acme__Y__c'];
const permissions = ['ApiEnabled', 'ViewSetup', 'RunReports'];

const anyEntry = (random: Random): Entry => {
  switch (random(3)) {
    case 0:
      return { kind: 'userPermission', name: pick(random, permissions) };
    case 1:
      return { kind: 'object', sobject: pick(random, sobjects), access: pick(random, objectAccesses) };
    default:
      return {
        kind: 'field',
        sobject: pick(random, sobjects),
        field: pick(random, fields),
        access: pick(random, ['read', 'edit'] as const),
      };
  }
};

const flag = (random: Random): string => String(random(2) === 1);

const anyElement = (random: Random): string =>
  pick(random, [
    `<objectPermissions><object>${pick(random, sobjects)}</object><allowRead>${flag(random)}</allowRead><allowEdit>${flag(random)}</allowEdit><viewAllFields>${flag(random)}</viewAllFields></objectPermissions>`,
    `<fieldPermissions><editable>${flag(random)}</editable><field>${pick(random, sobjects)}.${pick(random, fields)}</field><readable>${flag(random)}</readable></fieldPermissions>`,
    `<userPermissions><name>${pick(random, permissions)}</name><enabled>${flag(random)}</enabled></userPermissions>`,
    `<tabSettings><tab>${pick(random, sobjects)}</tab><visibility>${pick(random, ['None', 'Available', 'Visible'])}</visibility></tabSettings>`,
    `<moonAccesses><moon>${pick(random, ['Io', 'Titan'])}</moon><enabled>${flag(random)}</enabled></moonAccesses>`,
    `<stars>${pick(random, ['Sun', 'Vega'])}</stars>`,
  ]);

const anyFile = (random: Random): PermissionSetFile =>
  parsePermissionSetFile(
    random(8) === 0 ? retrieved : fileWith(`<label>L</label>${several(random, 12, () => anyElement(random)).join('')}`),
  );

/** Everything that is allowed, as lines; numbers for what has more than two degrees. */
const allowed = (file: PermissionSetFile): Map<string, number> => {
  const degrees = new Map<string, number>();
  const degree = (text: string): number => (text === 'false' ? 0 : ['None', 'Available', 'Visible'].indexOf(text) + 2);
  const key = ({ children }: XmlNode): string =>
    children
      .filter(({ name }) => /^(object|field|name|tab|moon|apexClass|application)$/.test(name))
      .map(({ text }) => text.toLowerCase())
      .join();
  for (const element of file.elements) {
    if (element.children.length === 0) degrees.set(`${element.name}=${element.text}`, 1);
    for (const { name, text } of element.children)
      degrees.set(`${element.name}[${key(element)}].${name}`, degree(text));
  }
  return degrees;
};

const expectAllOf = (part: PermissionSetFile, whole: PermissionSetFile): void => {
  const held = allowed(whole);
  for (const [what, degree] of allowed(part)) expect(held.get(what), what).to.be.at.least(degree);
};

/** Label, license and the like are those of the first file that has them. */
const withoutHead = (file: PermissionSetFile): PermissionSetFile => ({
  ...file,
  elements: file.elements.filter(({ name }) => !/^(label|description|license|hasActivationRequired)$/.test(name)),
});

const head = { label: 'L', description: '' };

describe('permission set file, with files and entries by chance', () => {
  const rounds = roundsNow(300);
  const each = (what: string, test: (random: Random) => void): void => {
    it(`${what} (${rounds} rounds)`, () => {
      for (let seed = 1; seed <= rounds; seed += 1) test(randomFrom(seed * 7919));
    });
  };

  each('reading back what was written changes nothing', (random) => {
    const file = mergeEntries(
      anyFile(random),
      several(random, 6, () => anyEntry(random)),
      head,
    );
    const xml = renderPermissionSetFile(file);
    expect(renderPermissionSetFile(parsePermissionSetFile(xml))).to.equal(xml);
  });

  each('a merge never removes and never weakens', (random) => {
    const file = anyFile(random);
    expectAllOf(
      file,
      mergeEntries(
        file,
        several(random, 10, () => anyEntry(random)),
        head,
      ),
    );
  });

  each('merging again changes nothing', (random) => {
    const entries = several(random, 10, () => anyEntry(random));
    const once = mergeEntries(anyFile(random), entries, head);
    expect(mergeEntries(once, entries, head)).to.deep.equal(once);
  });

  each('the order of entries does not matter, nor whether they come together', (random) => {
    const file = anyFile(random);
    const entries = several(random, 10, () => anyEntry(random));
    const together = mergeEntries(file, entries, head);
    expect(mergeEntries(file, [...entries].reverse(), head)).to.deep.equal(together);
    expect(entries.reduce((held, entry) => mergeEntries(held, [entry], head), file)).to.deep.equal(together);
  });

  each('a union holds both files, whichever comes first', (random) => {
    const [a, b, c] = [anyFile(random), anyFile(random), anyFile(random)];
    const both = unionFiles(a, b);
    expectAllOf(a, both);
    expectAllOf(withoutHead(b), both);
    expect(withoutHead(unionFiles(b, a))).to.deep.equal(withoutHead(both));
    expect(unionFiles(both, both)).to.deep.equal(both);
    expect(unionFiles(unionFiles(a, b), c)).to.deep.equal(unionFiles(a, unionFiles(b, c)));
  });

  each('a union allows nothing that neither file allows', (random) => {
    const [a, b] = [anyFile(random), anyFile(random)];
    const [inA, inB] = [allowed(a), allowed(b)];
    for (const [what, degree] of allowed(unionFiles(a, b))) {
      expect(Math.max(inA.get(what) ?? 0, inB.get(what) ?? 0), what).to.equal(degree);
    }
  });
});
