import { expect } from 'chai';
import { directNeedsIn } from '../../../src/access/dependencies.js';
import type { Edge } from '../../../src/access/dependencies.js';
import { entryId } from '../../../src/access/entry.js';
import type { Entry } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import { refusedClaims } from '../../../src/grant/orgClaims.js';
import { planContextOf, spelledEntry } from '../../../src/grant/planInput.js';
import type { PlanContext } from '../../../src/grant/planInput.js';
import { entryOf, planInput } from '../support/plans.js';
import { notRead, user } from '../support/snapshot.js';
import { namedSet, readSets } from './support/namedSets.js';

/** What an org says about dependencies, as `what it is about > what it is said to need`. */
const edgesOf = (...claims: string[]): Edge[] =>
  claims.map((claim) => {
    const [from = '', to = ''] = claim.split(' > ');
    return { from: entryOf(from), to: entryOf(to) };
  });
const [account, power, website] = ['object:Account:read', 'userPermission:ManageRoles', 'field:Account.Website:read'];
const everything = 'object:Lead:modifyAllRecords';

describe('what an org says about dependencies and is not followed', () => {
  type Said = { claims: string[]; named?: string[]; allowed?: string[]; lacks?: string };
  const refused = ({ claims, named = [], allowed = [], lacks }: Said): string[] => {
    const edges = edgesOf(...claims);
    const exists = (entry: Entry): boolean => entryId(entry) !== lacks;
    const input = { edges, directNeeds: directNeedsIn(edges), exists, named: named.map(entryOf), allowed };
    return refusedClaims(input).map(
      ({ edge: { from, to }, brings }) =>
        `${entryId(from)} > ${entryId(to)}: ${brings.map(entryId).toSorted().join(' ')}`,
    );
  };
  const bringsPower = `${account} > ${power}`;
  const bringsAll = `${account} > ${everything}`;
  const toldPower = `${bringsPower}: ${power}`;
  const toldAll = `${bringsAll}: ${everything}`;
  const cases: [title: string, said: Said, expected: string[]][] = [
    ['nothing, where it says nothing', { claims: [] }, []],
    [
      'nothing that brings no power',
      { claims: [`${account} > userPermission:RunReports`, `${website} > ${account}`] },
      [],
    ],
    ['what brings power over the whole org', { claims: [bringsPower] }, [toldPower]],
    ['what brings power over all records of an object', { claims: [bringsAll] }, [toldAll]],
    ['not what lets somebody see all records', { claims: [`${account} > object:Account:viewAllRecords`] }, []],
    ['not what brings a thing that the org does not have', { claims: [bringsPower], lacks: power }, []],
    ['not what a rule names', { claims: [bringsPower, bringsAll], named: [power, everything] }, []],
    [
      'what a rule names the field of, and not the power',
      { claims: [bringsPower, bringsAll], named: [website] },
      [toldPower, toldAll],
    ],
    ['not what is allowed by name, in any spelling', { claims: [bringsPower], allowed: [' manageROLES '] }, []],
    ['not what is allowed by id', { claims: [bringsPower, bringsAll], allowed: [power, everything] }, []],
    ['of two, what is not allowed', { claims: [bringsPower, bringsAll], allowed: ['ManageRoles'] }, [toldAll]],
    [
      'what brings power by what else it says, with that',
      { claims: [`${website} > userPermission:RunReports`, `userPermission:RunReports > ${power}`] },
      [`${website} > userPermission:RunReports: ${power}`, `userPermission:RunReports > ${power}: ${power}`],
    ],
    [
      'not what the rules of the platform say as well',
      { claims: ['userPermission:ModifyAllData > userPermission:ViewAllData'] },
      [],
    ],
    [
      'not what leads back to what it is about',
      { claims: [`${power} > userPermission:RunReports`, `userPermission:RunReports > ${power}`] },
      [`userPermission:RunReports > ${power}: ${power}`],
    ],
  ];
  for (const [title, said, expected] of cases) it(title, () => expect(refused(said)).to.deep.equal(expected));
});

describe('what a plan is made from', () => {
  const contextIn = (schema: Parameters<typeof planInput>[0]['schema'] = {}, edges: Edge[] = []): PlanContext =>
    planContextOf(planInput({ schema, edges }, []));

  it('follows what the org says, but for what it would bring', () => {
    const { directNeeds, refusedClaims: claims } = contextIn(
      {},
      edgesOf(`${website} > userPermission:RunReports`, `${website} > userPermission:ManageUsers`),
    );
    expect(directNeeds(entryOf(website)).map(entryId))
      .to.include('userPermission:RunReports')
      .and.not.include('userPermission:ManageUsers');
    expect(claims.map(({ edge }) => entryId(edge.to))).to.deep.equal(['userPermission:ManageUsers']);
  });

  it('has nobody else, no named sets and no licenses of which anything was asked, unless they are told', () => {
    const { others, namedSets, limitsRead } = contextIn();
    expect({ others, namedSets, limitsRead: limitsRead.sobjects }).to.deep.equal({
      others: { groups: [], scope: { userPermissions: [], sobjects: [] }, unread: null },
      namedSets: new Map(),
      limitsRead: [],
    });
    const scope = { userPermissions: [], sobjects: ['Lead'] };
    const given = {
      others: { groups: [{ usernames: ['eve@example.com'], as: user() }], scope, unread: null },
      namedSets: readSets([namedSet('A')]),
      licensed: { users: [], scope },
    };
    const told = planContextOf({ ...planInput({}, []), ...given });
    expect([told.others, told.namedSets, told.limitsRead]).to.deep.equal([given.others, given.namedSets, scope]);
  });

  const offeredFields = known(new Map([['account', new Set(['website', 'owner'])]]));
  const there: [id: string, schema: Parameters<typeof contextIn>[0], there: boolean][] = [
    ['userPermission:RUNreports', {}, true],
    ['userPermission:NoSuch', {}, false],
    ['userPermission:RunReports', { permissionSetColumns: notRead }, false],
    ['object:account:read', {}, true],
    ['object:Task:read', {}, false],
    ['object:Task:read', { permissionableObjects: notRead }, true],
    ['field:Account.Website:edit', { offeredFields }, true],
    ['field:Account.OwnerId:read', { offeredFields }, true],
    ['field:Account.Industry:read', { offeredFields }, false],
    ['field:Contact.Email:read', { offeredFields }, true],
    ['field:Account.Industry:read', {}, true],
    ['apexClass:NoSuch', {}, false],
  ];
  for (const [id, schema, expected] of there)
    it(`${id} is ${expected ? 'there' : 'not there'}${schema && Object.keys(schema).length > 0 ? `, by ${Object.keys(schema).join()}` : ''}`, () =>
      expect(contextIn(schema).exists(entryOf(id))).to.equal(expected));

  const spelled: [id: string, schema: Parameters<typeof contextIn>[0], spelled: string][] = [
    ['userPermission:runREPORTS', {}, 'userPermission:RunReports'],
    ['userPermission:noSuch', {}, 'userPermission:noSuch'],
    ['userPermission:runREPORTS', { permissionSetColumns: notRead }, 'userPermission:runREPORTS'],
    ['object:ACCOUNT:read', {}, 'object:Account:read'],
    ['object:nosuch__c:read', {}, 'object:nosuch__c:read'],
    ['object:ACCOUNT:read', { entities: notRead }, 'object:ACCOUNT:read'],
    ['field:account.Website:edit', {}, 'field:Account.Website:edit'],
    ['apexClass:account', {}, 'apexClass:account'],
    ['customPermission:runREPORTS', {}, 'customPermission:runREPORTS'],
  ];
  for (const [id, schema, expected] of spelled)
    it(`${id} is spelled ${expected}`, () =>
      expect(entryId(spelledEntry(contextIn(schema), entryOf(id)))).to.equal(expected));
  it('an entry that is spelled as the org does stays the same', () => {
    for (const id of ['userPermission:RunReports', 'object:Account:read', 'apexClass:SyncApi']) {
      const entry = entryOf(id);
      expect(spelledEntry(contextIn(), entry), id).to.equal(entry);
    }
  });
});
