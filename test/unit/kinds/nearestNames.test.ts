import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { FindingCode } from '../../../src/kinds/findingCodes.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { nearestNames } from '../../../src/kinds/nearestNames.js';
import { keyOf } from '../../../src/platform/names.js';
import { history, historyField, needs, schema } from '../support/snapshot.js';

const entities = ['Account', 'Event', 'LeadHistory', 'Opportunity', 'Task', 'WorkOrderHistory'];

const org = schema({
  entities: known(new Map(entities.map((name) => [keyOf(name), { name }]))),
  history: new Map([['opportunity', history(known(true), [historyField('StageName', false)])]]),
  permissionSets: known(
    new Map([
      ['reader', { type: 'PermissionSet', id: '0PS1', name: 'Integration_Reader', namespace: null, label: 'Reader' }],
    ]),
  ),
});

describe('names that may have been meant', () => {
  const cases: readonly (readonly [string, Need, FindingCode, readonly string[]])[] = [
    ['a user permission', needs.permission('ApiEnable'), 'NO_SUCH_USER_PERMISSION', ['ApiEnabled']],
    ['the column of SOQL', needs.permission('PermissionsApiEnabled'), 'NO_SUCH_USER_PERMISSION', ['ApiEnabled']],
    ['the same words in another order', needs.permission('EnabledApi'), 'NO_SUCH_USER_PERMISSION', ['ApiEnabled']],
    ['a label', needs.permission('ViewSetupAndConfiguration'), 'NO_SUCH_USER_PERMISSION', ['ViewSetup']],
    ['an object', needs.object('Acount', 'read'), 'NO_SUCH_OBJECT', ['Account']],
    ['an object without permissions of its own', needs.object('Tsak', 'read'), 'NO_SUCH_OBJECT', ['Task']],
    ['a history object', needs.object('LeadHistry', 'read'), 'NO_SUCH_OBJECT', ['LeadHistory']],
    [
      'an object that the org does not have is not meant',
      needs.object('ContentVersionComent', 'read'),
      'NO_SUCH_OBJECT',
      [],
    ],
    ['the exact name of a standard object', needs.object('WorkOrder', 'read'), 'NO_SUCH_OBJECT', []],
    ['the object of a field', needs.field('Evnt', 'Subject'), 'NO_SUCH_OBJECT', ['Event']],
    ['a field', needs.field('Account', 'Websit'), 'NO_SUCH_FIELD', ['Account.Website']],
    ['the object of field history', needs.history('Opportunty'), 'NO_SUCH_OBJECT', ['Opportunity']],
    ['a field to be tracked', needs.history('Opportunity', 'StageNam'), 'NO_SUCH_FIELD', ['Opportunity.StageName']],
    [
      'a permission set',
      { kind: 'permissionSetAssigned', name: 'Integration_raeder' },
      'NO_SUCH_PERMISSION_SET',
      ['Integration_Reader'],
    ],
    ['nothing where the name is there', needs.object('Account', 'read'), 'OBJECT_PERMISSION_MISSING', []],
    ['nothing where the field is there', needs.field('Account', 'Website'), 'FIELD_PERMISSION_MISSING', []],
  ];
  for (const [of, need, code, expected] of cases) {
    it(of, () => expect(nearestNames({ code, need }, org).slice(0, expected.length || 1)).to.deep.equal(expected));
  }
});
