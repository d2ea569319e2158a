import { expect } from 'chai';
import type { DuplicateContent, ObjectAutomation, ReadFact } from '../../../../src/access/orgAutomation.js';
import { emptyScope } from '../../../../src/access/readingScope.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { Entity, Reading } from '../../../../src/access/snapshot.js';
import type { GlobalReference } from '../../../../src/automation/formula/facts.js';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import type { Assignment } from '../../../../src/org/read/assignments.js';
import { profileRulesIn } from '../../../../src/org/read/automation/automationDetails.js';
import { readDataLists } from '../../../../src/org/read/automation/dataLists.js';
import { ruleListsIn } from '../../../../src/org/read/automation/ruleLists.js';
import { factHolders } from '../../../../src/org/read/automation/factHolders.js';
import { readNamedFacts } from '../../../../src/org/read/automation/namedFacts.js';
import type { FactsOf } from '../../../../src/org/read/automation/namedFacts.js';
import { readAutomation } from '../../../../src/org/read/automation/readAutomation.js';
import { readSchema } from '../../../../src/org/read/readSchema.js';
import type { User } from '../../../../src/org/read/users.js';
import type { Reply } from '../../../../src/org/reply.js';
import type { Subrequest } from '../../../../src/org/restApi.js';

type Record_ = Readonly<Record<string, unknown>>;

/** What an org has: rows by object, metadata by id, components by full name; and what it refuses to be asked. */
type Held = {
  readonly rows?: Readonly<Record<string, readonly Record_[]>>;
  readonly metadata?: Readonly<Record<string, Record_>>;
  readonly components?: readonly Record_[];
  /** The error code with which a statement is refused. */
  readonly refuses?: (soql: string) => string | undefined;
};

/** The value that a path of a statement leads to in a row; what a row does not have is null. */
const nested = (row: Record_, paths: readonly string[]): Record_ => {
  const shown: Record<string, unknown> = {};
  for (const name of new Set(paths.map((path) => path.split('.')[0] ?? ''))) {
    const below = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    const value = row[name] ?? null;
    shown[name] = below.length > 0 && value !== null ? nested(value as Record_, below) : value;
  }
  return shown;
};

/** Whether a row meets `column IN (…)` and `column = '…'`, joined by AND; conditions with OR or LIKE let every row pass. */
const meets = (row: Record_, soql: string): boolean =>
  / OR | LIKE /.test(soql) ||
  [...soql.matchAll(/([\w.]+) (?:IN \(([^)]*)\)|= ('[^']*'))/g)].every(([, column = '', list = '', one = '']) => {
    const value = column.split('.').reduce<unknown>((at, name) => (at as Record_ | null)?.[name] ?? null, row);
    return `${list},${one}`.split(',').includes(`'${String(value)}'`);
  });

/** An org that holds this, and how often it was called. */
const orgOf = ({ rows = {}, metadata = {}, components = [], refuses = () => undefined }: Held) => {
  const sent: string[] = [];
  const calls = { count: 0 };
  const answer = ({ path }: Subrequest): Reply => {
    const [, soql] = /\/query\?q=(.*)/.exec(decodeURIComponent(path.replaceAll('+', ' '))) ?? [];
    if (soql === undefined) {
      const found = metadata[path.split('/').at(-1) ?? ''];
      return found ? { ok: true, body: { Metadata: found } } : { ok: false, errorCode: 'NOT_FOUND', message: '' };
    }
    sent.push(soql);
    const errorCode = refuses(soql);
    if (errorCode !== undefined) return { ok: false, errorCode, message: `refused: ${soql}` };
    const [, columns = '', from = ''] = /SELECT (.*) FROM (\w+)/.exec(soql) ?? [];
    const records = (rows[from] ?? []).filter((row) => meets(row, soql)).map((row) => nested(row, columns.split(', ')));
    return { ok: true, body: { totalSize: records.length, done: true, records } };
  };
  const client = {
    orgId: '00D000000000001EAA',
    composite: (subrequests: readonly Subrequest[]) => {
      calls.count += 1;
      return Promise.resolve(new Map(subrequests.map((one) => [one.ref, answer(one)])));
    },
    readMetadata: (): Promise<Reply> => Promise.resolve({ ok: true, body: components }),
  } as unknown as OrgClient;
  return { client, sent, calls };
};

const summary = (reading: Reading<unknown>): unknown =>
  reading.known ? reading.value : `${reading.gap.code} ${reading.gap.part} ${reading.gap.detail}`;

const scope = { ...emptyScope, automationSobjects: ['Lead'] };
const noEntities = () => Promise.resolve(known(new Map<string, Entity>()));

/** What is read of the automation of these objects, by key. */
const automationOfAll = async (
  held: Held,
  automationSobjects: readonly string[],
  { seesSetup = true, entities = new Map<string, Entity>() },
): Promise<ReadonlyMap<string, ObjectAutomation>> => {
  const { client } = orgOf(held);
  const wanted = { ...scope, automationSobjects };
  const data = await readDataLists(client, wanted, noEntities);
  const rowsOf = (from: string) => known({ from, rows: held.rows?.[from] ?? [], lacks: new Set<string>() });
  const rules = ruleListsIn(rowsOf('ValidationRule'), rowsOf('WorkflowRule'));
  const schema = { entities: known(entities), fields: new Map() };
  return (await readAutomation(client, wanted, { data, rules, seesSetup }, schema, [])).automation;
};

/** What is read of the automation of Lead. */
const automationOf = async (held: Held, seesSetup = true): Promise<ObjectAutomation> => {
  const lead = (await automationOfAll(held, ['Lead'], { seesSetup })).get('lead');
  if (!lead) throw new Error('nothing was read of Lead');
  return lead;
};

describe('lists of automation that come back empty', () => {
  const parts = [
    ['validationRules', 'ValidationRule'],
    ['flows', 'FlowDefinitionView'],
    ['processes', 'FlowDefinitionView'],
    ['workflowRules', 'WorkflowRule'],
    ['triggers', 'ApexTrigger'],
    ['duplicateRules', 'DuplicateRule'],
    ['approvals', 'ProcessDefinition'],
  ] as const;
  for (const [part, from] of parts) {
    it(`${part}: unknown to a runner of whom View Setup is not known`, async () => {
      expect(summary((await automationOf({}, false))[part])).to.equal(`NOT_AUTHORISED ${from} ViewSetup`);
      expect(summary((await automationOf({}))[part])).to.deep.equal([]);
    });
  }
});

describe('lists of automation that have rows of one object alone', () => {
  const named = { NamespacePrefix: null };
  const of = (sobject: string): Record_ => ({ EntityDefinition: { QualifiedApiName: sobject } });
  const usages = { UsageBeforeInsert: true, UsageAfterInsert: false, UsageBeforeUpdate: true, UsageAfterUpdate: false };
  const rows = {
    ValidationRule: [{ Id: '03d1', ValidationName: 'Rule', Active: true, ...named, ...of('Lead') }],
    WorkflowRule: [{ Id: '01Q1', Name: 'Rule', TableEnumOrId: 'Lead', ...named }],
    ApexTrigger: [{ Id: '01q1', Name: 'Rule', Status: 'Active', ...named, ...of('Lead'), ...usages }],
    DuplicateRule: [{ Id: '0Bm1', DeveloperName: 'Rule', SobjectType: 'Lead', IsActive: true, ...named }],
    ProcessDefinition: [
      {
        Id: '04a1',
        DeveloperName: 'Rule',
        TableEnumOrId: 'Lead',
        Type: 'Approval',
        LockType: 'Total',
        State: 'Active',
      },
    ],
    FlowDefinitionView: [
      {
        DurableId: 'Rule',
        ApiName: 'Rule',
        ProcessType: 'AutoLaunchedFlow',
        TriggerObjectOrEventId: 'Lead',
        ActiveVersionId: '3011',
        TriggerType: 'RecordAfterSave',
        Label: 'Rule',
        ...named,
      },
    ],
  };
  const parts = ['validationRules', 'workflowRules', 'triggers', 'duplicateRules', 'approvals', 'flows'] as const;
  for (const part of parts) {
    it(`${part}: nobody can say that another object has none, unless the runner is known to see all`, async () => {
      const both = ['Lead', 'Case'];
      const blind = await automationOfAll({ rows }, both, { seesSetup: false });
      const seeing = await automationOfAll({ rows }, both, {});
      const names = (read: ReadonlyMap<string, ObjectAutomation>, key: string): unknown => {
        const list = read.get(key)?.[part];
        return list?.known === true ? list.value.map(({ name }) => name) : list?.gap.detail;
      };
      expect([names(blind, 'lead'), names(blind, 'case')]).to.deep.equal([['Rule'], 'ViewSetup']);
      expect([names(seeing, 'lead'), names(seeing, 'case')]).to.deep.equal([['Rule'], []]);
    });
  }
});

describe('what a duplicate rule does', () => {
  const row = { Id: '0Bm1', DeveloperName: 'Same', SobjectType: 'Lead', NamespacePrefix: null, IsActive: true };
  const actionsOf = (content: Reading<DuplicateContent>): unknown =>
    content.known ? { onInsert: content.value.onInsert, onUpdate: content.value.onUpdate } : summary(content);
  const actions = async (told: Record_): Promise<unknown> => {
    const held = { rows: { DuplicateRule: [row] }, components: [{ fullName: 'Lead.Same', ...told }] };
    const { duplicateRules } = await automationOf(held);
    return duplicateRules.known ? duplicateRules.value.map((rule) => actionsOf(rule.content)) : 'no list';
  };
  const allow = { actionOnInsert: 'Allow', actionOnUpdate: 'Allow' };
  it('is told by both of its actions', async () => {
    expect(await actions(allow)).to.deep.equal([{ onInsert: 'pass', onUpdate: 'pass' }]);
    const told = { ...allow, actionOnUpdate: 'Block', operationsOnInsert: ['Alert'] };
    expect(await actions(told)).to.deep.equal([{ onInsert: 'alert', onUpdate: 'block' }]);
  });
  for (const [title, told] of [
    ['neither is told', {}],
    ['one is not told', { actionOnInsert: 'Allow' }],
    ['one is nothing that is known', { ...allow, actionOnUpdate: 'Refuse' }],
  ] as const) {
    it(`is unknown where ${title}`, async () => {
      expect(String(await actions(told))).to.match(/^NOT_ANSWERED DuplicateRule/);
    });
  }
});

describe('what the field updates of workflow rules write', () => {
  const rule = '01Q000000000001';
  const update = (name: string, field: string, target = 'Lead'): Record_ => ({
    Id: `04Y${name}`,
    Name: name,
    EntityDefinition: { QualifiedApiName: 'Lead' },
    FieldDefinition: { QualifiedApiName: field, EntityDefinition: { QualifiedApiName: target } },
  });
  const writes = async (updates: readonly Record_[], refuses?: Held['refuses']): Promise<unknown> => {
    const { workflowRules } = await automationOf({
      rows: {
        WorkflowRule: [{ Id: rule, Name: 'Rate', NamespacePrefix: null, TableEnumOrId: 'Lead' }],
        WorkflowFieldUpdate: updates,
      },
      metadata: { [rule]: { active: true, actions: [{ type: 'FieldUpdate', name: 'Set_Rating' }] } },
      ...(refuses ? { refuses } : {}),
    });
    const [content] = workflowRules.known ? workflowRules.value.map((one) => one.content) : [];
    return content?.known === true ? content.value.writes : 'not known';
  };
  it('is found by the name of the update, or by what it is labelled', async () => {
    expect(await writes([update('Set_Rating', 'Rating')])).to.deep.equal(['Rating']);
    expect(await writes([update('Set Rating', 'Rating'), update('Set-Rating', 'Rating')])).to.deep.equal(['Rating']);
  });
  it('is not told where two updates of other fields could be meant', async () => {
    expect(await writes([update('Set Rating', 'Rating'), update('Set-Rating', 'Status')])).to.equal(null);
    expect(await writes([update('Set-Rating', 'Status'), update('Set Rating', 'Rating')])).to.equal(null);
  });
  it('is nothing of this object where the field is of another', async () => {
    expect(await writes([update('Set_Rating', 'Rating', 'Account')])).to.deep.equal([]);
    expect(await writes([update('Set Rating', 'Rating', 'Account'), update('Set-Rating', 'Rating')])).to.equal(null);
  });
  it('is told where an org does not follow the field to its object', async () => {
    const refuses = (soql: string): string | undefined =>
      soql.includes('FieldDefinition.EntityDefinition') ? 'INVALID_FIELD' : undefined;
    expect(await writes([update('Set_Rating', 'Rating')], refuses)).to.deep.equal(['Rating']);
  });
});

describe('the record types that permission sets open', () => {
  const id = '005000000000001';
  const component = (fullName: string, ...visible: string[]): Record_ => ({
    fullName,
    recordTypeVisibilities: visible.map((recordType) => ({ recordType, visible: true })),
  });
  const types = (...values: string[]): Record_ => ({
    fullName: 'Lead.Business',
    picklistValues: [{ picklist: 'LeadSource', values: values.map((fullName) => ({ fullName })) }],
  });
  const rows = {
    RecordType: [{ Id: '0121', DeveloperName: 'Business', SobjectType: 'Lead', NamespacePrefix: null, IsActive: true }],
    PicklistValueInfo: ['Web', 'Phone'].map((Value) => ({
      EntityParticleId: 'Lead.LeadSource',
      Value,
      IsActive: true,
    })),
  };
  const told = async (
    components: readonly Record_[],
    sets: FactsOf['sets'],
  ): Promise<{ told: unknown; asked: string[] }> => {
    const { client } = orgOf({ rows, components });
    const asked: string[] = [];
    const spy = {
      ...client,
      readMetadata: (type: string, names: readonly string[]) => {
        asked.push(`${type} ${names.join()}`);
        return Promise.resolve({ ok: true as const, body: components });
      },
    } as unknown as OrgClient;
    const wanted = { ...emptyScope, picklists: [{ sobject: 'Lead', field: 'LeadSource' }] };
    const data = await readDataLists(spy, wanted, noEntities);
    const schema = { entities: known(new Map()), fields: new Map() };
    const user = { id, profileId: '', permissionSetIds: [], mayHoldMore: false, sets };
    const read = await readAutomation(spy, wanted, { data, rules: null, seesSetup: true }, schema, [user]);
    const own = read.recordTypesOfSets.get(id);
    return { told: own && (own.known ? [...own.value] : own.gap.code), asked };
  };

  it('are read where a record type closes a value, all sets in one call', async () => {
    const { told: own, asked } = await told(
      [types('Web'), component('Sales', 'Lead.Business'), component('pkg__More')],
      known(['Sales', 'pkg__More']),
    );
    expect(own).to.deep.equal(['lead.business']);
    expect(asked).to.deep.equal(['RecordType Lead.Business', 'PermissionSet Sales,pkg__More']);
  });
  it('are not asked for where no record type closes a value', async () => {
    const { told: own, asked } = await told([types('Web', 'Phone')], known(['Sales']));
    expect([own, asked]).to.deep.equal([undefined, ['RecordType Lead.Business']]);
  });
  it('are not known where a set was not told, or where others may count as well', async () => {
    expect((await told([types('Web'), component('Sales')], known(['Sales', 'Gone']))).told).to.equal('NOT_ANSWERED');
    const many = known(Array.from({ length: 11 }, (_, i) => `Set_${i}`));
    expect((await told([types('Web')], many)).told).to.equal('NOT_ANSWERED');
    const unsure = gap('NOT_ANSWERED', 'PermissionSetAssignment', '');
    expect((await told([types('Web')], unsure)).told).to.equal('NOT_ANSWERED');
  });
});

describe('a workflow rule', () => {
  const listed = async (active: unknown): Promise<string[]> => {
    const rule = '01Q000000000001';
    const { workflowRules } = await automationOf({
      rows: { WorkflowRule: [{ Id: rule, Name: 'Rate', NamespacePrefix: null, TableEnumOrId: 'Lead' }] },
      metadata: { [rule]: { actions: [], ...(active === undefined ? {} : { active }) } },
    });
    return workflowRules.known ? workflowRules.value.map(({ name }) => name) : ['not known'];
  };
  it('is left out only where it says that it is not active', async () => {
    expect(await Promise.all([true, 'true', undefined, null].map(listed))).to.deep.equal([
      ['Rate'],
      ['Rate'],
      ['Rate'],
      ['Rate'],
    ]);
    expect(await Promise.all([false, 'false'].map(listed))).to.deep.equal([[], []]);
  });
});

describe('whose facts are read', () => {
  const ann = { id: '005000000000001', profileId: known('00e000000000001') } as unknown as User;
  const set = (permissionSetId: string, status?: string | null, isOwnedByProfile = false): Assignment =>
    ({
      userId: ann.id,
      permissionSetId,
      set: { isOwnedByProfile },
      group: status === undefined ? null : { id: '0PG', status },
      isSessionBased: false,
      expiresAt: null,
      isRevoked: false,
      isActive: true,
    }) as unknown as Assignment;
  const holder = (all: readonly Assignment[], doubts: Record_ = {}): unknown => {
    const assignments = { all, doubt: null, groupDoubt: null, statusUntold: null, ...doubts };
    const [one] = factHolders([ann], known(assignments), 0);
    return one && { sets: one.permissionSetIds, more: one.mayHoldMore };
  };
  it('takes the aggregate of a group for held only where the group is up to date', () => {
    expect(holder([set('a'), set('b', 'Updated')])).to.deep.equal({ sets: ['a', 'b'], more: false });
    expect(holder([set('a'), set('b', 'Outdated')])).to.deep.equal({ sets: ['a'], more: true });
    expect(holder([set('a'), set('b', null)])).to.deep.equal({ sets: ['a'], more: true });
  });
  it('names the sets that may open record types, unless a group or what nobody can say counts as well', () => {
    const named = (name: string, namespace: string | null, more: Record_ = {}): Assignment =>
      ({ ...set(name), set: { name, namespace, isOwnedByProfile: false }, ...more }) as unknown as Assignment;
    const sets = (all: readonly Assignment[], doubts: Record_ = {}): unknown => {
      const assignments = { all, doubt: null, groupDoubt: null, statusUntold: null, ...doubts };
      const [one] = factHolders([ann], known(assignments), 0);
      return one?.sets.known === true ? one.sets.value : 'not known';
    };
    const two = [set('p', undefined, true), named('Sales', null), named('More', 'pkg')];
    expect(sets(two)).to.deep.equal(['Sales', 'pkg__More']);
    expect(sets([...two, set('g', 'Updated')])).to.equal('not known');
    expect(sets([...two, named('Later', null, { isSessionBased: true })])).to.equal('not known');
    expect(sets(two, { doubt: { code: 'NOT_ANSWERED', part: '', detail: '' } })).to.equal('not known');
  });
  it('takes nothing but the profile for held where nobody can say what is in force', () => {
    const doubt = { code: 'NOT_ANSWERED', part: 'PermissionSetAssignment', detail: '' };
    const all = [set('p', undefined, true), set('a'), set('b', 'Updated')];
    expect(holder(all, { doubt })).to.deep.equal({ sets: ['p'], more: true });
    expect(holder(all, { groupDoubt: doubt })).to.deep.equal({ sets: ['p', 'a'], more: true });
  });
});

describe('what conditions name of a user', () => {
  const id = '005000000000001AAA';
  const reference = (text: string): GlobalReference => {
    const [global = '', ...path] = text.split('.');
    return { kind: 'global', global, path } as GlobalReference;
  };
  const factsOf = async (
    row: Record_,
    named: readonly string[],
    refuses?: Held['refuses'],
  ): Promise<{ facts: Record<string, ReadFact | undefined>; calls: number }> => {
    const { client, calls } = orgOf({ rows: { User: [{ Id: id, ...row }] }, ...(refuses ? { refuses } : {}) });
    const user = {
      id,
      profileId: '',
      permissionSetIds: [],
      mayHoldMore: false,
      sets: known([]),
      isCustomProfile: true,
    };
    const read = await readNamedFacts(client, named.map(reference), [user], client.orgId);
    const own = read.get(id);
    return {
      facts: Object.fromEntries(named.map((one) => [one, own?.get(one.toLowerCase())])),
      calls: calls.count,
    };
  };
  const value = (one: unknown): unknown => ({ state: 'known', value: one });

  it('takes a value for an id by its checksum, whatever the column is called', async () => {
    const { facts } = await factsOf({ Boss__c: '0055g00000AbCdEAAV', Code__c: '0055g00000AbCdEAAA' }, [
      '$User.Boss__c',
      '$User.Code__c',
    ]);
    expect(facts['$User.Boss__c']).to.deep.equal(value({ kind: 'id', id: '0055g00000AbCdEAAV' }));
    expect(facts['$User.Code__c']).to.deep.equal(value('0055g00000AbCdEAAA'));
  });

  it('takes a record above for missing only where its id is empty', async () => {
    const named = ['$UserRole.Name', '$User.Manager.Title', '$User.Buddy__r.Title'];
    const hidden = { UserRoleId: '00E1', ManagerId: '0051', Buddy__c: '0051' };
    const { facts } = await factsOf(hidden, named);
    for (const one of named) expect(facts[one], one).to.deep.equal({ state: 'unreadable' });
    const empty = await factsOf({}, named);
    for (const one of named) expect(empty.facts[one], one).to.deep.equal(value(null));
    const shown = await factsOf({ UserRoleId: '00E1', UserRole: { Name: 'Sales' } }, named);
    expect(shown.facts['$UserRole.Name']).to.deep.equal(value('Sales'));
  });

  it('loses no more than the columns that are hidden', async () => {
    const fields = Array.from({ length: 7 }, (_, i) => `Off_${i}__c`);
    const named = [...fields.map((field) => `$User.${field}`), '$User.Gone', '$Profile.Name'];
    const row = {
      ...Object.fromEntries(fields.map((field) => [field, true])),
      ProfileId: '00e1',
      Profile: { Name: 'Sync' },
    };
    const refuses = (soql: string): string | undefined =>
      /\bOff_3__c\b|\bGone\b/.test(soql) ? 'INVALID_FIELD' : undefined;
    const { facts, calls } = await factsOf(row, named, refuses);
    const lost = named.filter((one) => facts[one]?.state !== 'known');
    expect(lost).to.deep.equal(['$User.Off_3__c', '$User.Gone']);
    expect(facts['$Profile.Name']).to.deep.equal(value('Sync'));
    // All columns; the groups; what is left of the two groups that were refused.
    expect(calls).to.be.at.most(4);
  });
});

describe('lists of an org that refuses LIKE and OR', () => {
  const id = '01I5g00000AbCdE';
  const entities = known(new Map([['thing__c', { name: 'Thing__c', durableId: id }]]));
  const flow = (name: string, object: string | null, type: string): Record_ => ({
    DurableId: name,
    ApiName: name,
    ProcessType: type,
    TriggerObjectOrEventId: object,
    ActiveVersionId: `301${name}`,
    NamespacePrefix: null,
    TriggerType: 'RecordAfterSave',
    Label: name,
  });
  const rows = {
    FlowDefinitionView: [
      flow('A', 'Lead', 'AutoLaunchedFlow'),
      flow('B', id, 'AutoLaunchedFlow'),
      flow('C', null, 'Workflow'),
      flow('D', 'Case', 'AutoLaunchedFlow'),
    ],
    ProcessDefinition: [
      {
        Id: '04a1',
        DeveloperName: 'P',
        TableEnumOrId: `${id}EAV`,
        Type: 'Approval',
        LockType: 'Total',
        State: 'Active',
      },
    ],
  };
  for (const errorCode of ['MALFORMED_QUERY', 'INVALID_FIELD', 'INVALID_QUERY_FILTER_OPERATOR']) {
    it(`reads them by plain lists of names and ids after ${errorCode}`, async () => {
      const refuses = (soql: string): string | undefined => (/ LIKE | OR /.test(soql) ? errorCode : undefined);
      const { client } = orgOf({ rows, refuses });
      const both = { ...scope, automationSobjects: ['Lead', 'Thing__c'] };
      const told = await readDataLists(client, both, () => Promise.resolve(entities));
      const names = (list: Reading<ReadonlyArray<{ readonly name: string }>>): unknown =>
        list.known ? list.value.map(({ name }) => name).sort() : summary(list);
      expect(names(told.flows)).to.deep.equal(['A', 'B', 'C']);
      expect(names(told.approvals)).to.deep.equal(['P']);
    });
  }
  it('leaves them unknown where the id of a custom object was not told', async () => {
    const refuses = (soql: string): string | undefined => (/ LIKE | OR /.test(soql) ? 'MALFORMED_QUERY' : undefined);
    const { client } = orgOf({ rows, refuses });
    const told = await readDataLists(client, { ...scope, automationSobjects: ['Thing__c'] }, () =>
      Promise.resolve(known(new Map([['thing__c', { name: 'Thing__c' }]]))),
    );
    expect(told.flows.known).to.equal(false);
    expect(told.approvals.known).to.equal(false);
  });
});

describe('rules and triggers of an org that refuses LIKE and OR', () => {
  const id = '01I5g00000AbCdE';
  const entity = (name: string, durableId: string): Record_ => ({ QualifiedApiName: name, DurableId: durableId });
  const trigger = (name: string, object: string): Record_ => ({
    Id: `01q${name}`,
    Name: name,
    NamespacePrefix: null,
    Status: 'Active',
    TableEnumOrId: object,
    UsageBeforeInsert: true,
    UsageAfterInsert: false,
    UsageBeforeUpdate: false,
    UsageAfterUpdate: false,
  });
  const rule = (name: string, object: string): Record_ => ({
    Id: `01Q${name}`,
    Name: name,
    NamespacePrefix: null,
    TableEnumOrId: object,
  });
  const rows = {
    EntityDefinition: [entity('Lead', 'Lead'), entity('Thing__c', id)],
    ApexTrigger: [trigger('A', 'Lead'), trigger('B', `${id}EAV`), trigger('C', 'Case')],
    WorkflowRule: [rule('A', 'Lead'), rule('B', id), rule('C', 'Case')],
  };
  const both = ['Lead', 'Thing__c'];
  const entities = new Map([
    ['lead', { name: 'Lead', durableId: 'Lead' }],
    ['thing__c', { name: 'Thing__c', durableId: id }],
  ]);
  const names = (list: Reading<ReadonlyArray<{ readonly name: string }>> | undefined): unknown =>
    list?.known === true ? list.value.map(({ name }) => name) : list && summary(list);

  it('reads triggers by plain lists of names and ids where it does not follow them to their object either', async () => {
    const refuses = (soql: string): string | undefined =>
      / LIKE | OR /.test(soql) || / FROM ApexTrigger WHERE EntityDefinition/.test(soql) ? 'INVALID_FIELD' : undefined;
    const read = await automationOfAll({ rows, refuses }, both, { entities });
    expect(names(read.get('lead')?.triggers)).to.deep.equal(['A']);
    expect(names(read.get('thing__c')?.triggers)).to.deep.equal(['B']);
  });

  it('leaves triggers unknown where it refuses those lists as well', async () => {
    const refuses = (soql: string): string | undefined => (soql.includes('ApexTrigger') ? 'INVALID_FIELD' : undefined);
    const read = await automationOfAll({ rows, refuses }, both, { entities });
    expect(read.get('lead')?.triggers.known).to.equal(false);
  });

  for (const [title, refuses, expected] of [
    ['by plain lists', (soql) => (/ LIKE | OR /.test(soql) ? 'MALFORMED_QUERY' : undefined), ['A', 'B']],
    ['in no way', (soql) => (soql.includes('WorkflowRule') ? 'MALFORMED_QUERY' : undefined), undefined],
  ] satisfies Array<[string, Held['refuses'], string[] | undefined]>) {
    it(`reads workflow rules ${title}`, async () => {
      const { client } = orgOf({ rows, refuses });
      const wanted = { ...scope, sobjects: both, automationSobjects: both };
      const { beside } = await readSchema(
        { ...client, newestApiVersion: () => Promise.resolve(null) } as OrgClient,
        wanted,
      );
      const told = beside.rules?.workflow;
      expect(told?.known === true ? told.value.map(({ name }) => name).sort() : undefined).to.deep.equal(expected);
    });
  }
});

describe('what the metadata of a profile says of logins', () => {
  const range = { startAddress: '10.0.0.1', endAddress: '10.0.0.9' };
  const ranges = (loginIpRanges: unknown): unknown => {
    const rules = profileRulesIn(known({ loginIpRanges }));
    return rules.known ? rules.value.ipRanges : 'not known';
  };
  it('is one range where one is told alone', () => {
    const one = [{ from: '10.0.0.1', to: '10.0.0.9' }];
    expect(ranges([range])).to.deep.equal(one);
    expect(ranges(range)).to.deep.equal(one);
  });
  it('is not known where it is nothing that can be read', () => {
    expect(ranges([])).to.deep.equal([]);
    expect(ranges(null)).to.deep.equal([]);
    expect(ranges('10.0.0.1')).to.equal('not known');
  });
});

describe('a flow whose active version is named otherwise than by an id', () => {
  it('is not told, and no right would help', async () => {
    const { flows } = await automationOf({
      rows: {
        FlowDefinitionView: [
          {
            DurableId: 'pkg__Tidy',
            ApiName: 'Tidy',
            ProcessType: 'AutoLaunchedFlow',
            TriggerObjectOrEventId: 'Lead',
            ActiveVersionId: 'pkg__Tidy-3',
            NamespacePrefix: 'pkg',
            TriggerType: 'RecordAfterSave',
            Label: 'Tidy',
          },
        ],
      },
    });
    const [flow] = flows.known ? flows.value : [];
    expect(flow && summary(flow.definition)).to.equal('NOT_ANSWERED Flow pkg__Tidy-3');
  });
});
