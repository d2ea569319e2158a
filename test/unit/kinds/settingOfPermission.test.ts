import { expect } from 'chai';
import { settingOfPermission } from '../../../src/platform/settingsOfPermissions.js';

describe('what has to be turned on before an org has a user permission (fact C12)', () => {
  const table: [string, string | undefined][] = [
    ['UpdateWithInactiveOwner', 'auditFields'],
    ['createauditfields', 'auditFields'],
    ['UseAnyApiClient', 'apiAccessControl'],
    ['ApiEnabled', undefined],
    ['constructor', undefined],
  ];
  for (const [name, setting] of table) {
    it(`${name}: ${setting ?? 'nothing'}`, () => expect(settingOfPermission(name)).to.equal(setting));
  }
});
