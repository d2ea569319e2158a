import { expect } from 'chai';
import { isOwnSetName, isPermissionSetName } from '../../../src/platform/permissionSetNames.js';

describe('names of permission sets (fact H4)', () => {
  /** Of a set of the org itself, and of any. */
  const names: Record<string, [own: boolean, any: boolean]> = {
    A: [true, true],
    Acme_CRM_Reader2: [true, true],
    ['A'.repeat(80)]: [true, true],
    ['A'.repeat(81)]: [false, true],
    ['A'.repeat(97)]: [false, true],
    ['A'.repeat(98)]: [false, false],
    acme__Reader: [false, true],
    Reader_: [false, true],
    _Reader: [false, false],
    '2Reader': [false, false],
    'Acme Reader': [false, false],
    'Reader\n': [false, false],
    '../Reader': [false, false],
    Größe: [false, false],
    '': [false, false],
  };
  for (const [name, expected] of Object.entries(names)) {
    it(`${JSON.stringify(name)}: ${expected.join(', ')}`, () =>
      expect([isOwnSetName(name), isPermissionSetName(name)]).to.deep.equal(expected));
  }
});
