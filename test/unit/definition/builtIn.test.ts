import { expect } from 'chai';
import { describeDefinition } from '../../../src/report/describe/describeDefinition.js';
import { expand } from '../../../src/files/hashDefinition.js';
import { listBuiltIn, loadDefinition } from '../../../src/files/loadDefinition.js';
import { isUserPermission } from '../../../src/platform/labels/namesOfLabels.js';
import type { Authentication, Requirement } from '../../../src/kinds/requirement.js';

const requirements = async (
  reference: string,
  authentication: Authentication = 'oauth',
): Promise<readonly Requirement[]> => expand(await loadDefinition(reference), { authentication }).requirements;

const idsOf = async (reference: string, matching: RegExp, authentication?: Authentication): Promise<string[]> =>
  (await requirements(reference, authentication)).map(({ id }) => id).filter((id) => matching.test(id));

/** Ids and levels of what is not simply required. */
const levelsOf = async (reference: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await requirements(reference)).filter(({ level }) => level !== 'required').map(({ id, level }) => [id, level]),
  );

const everyVariant = async (): Promise<Array<[string, readonly Requirement[]]>> => {
  const all = await listBuiltIn();
  const references = all.flatMap(({ id, variants }) =>
    variants.length === 0 ? [id] : variants.map(({ name }) => `${id}@${name}`),
  );
  return Promise.all(
    references.map(
      async (reference) =>
        [reference, await requirements(reference, 'usernamePassword')] as [string, readonly Requirement[]],
    ),
  );
};

const flat = (all: readonly Requirement[]): Requirement[] =>
  all.flatMap((one) => [one, ...(one.need.kind === 'anyOf' ? one.need.members.flat() : [])]);

describe('built-in definitions', () => {
  it('give a reason for every need, ending in a full stop', async () => {
    for (const [reference, all] of await everyVariant()) {
      for (const { id, because } of flat(all)) {
        expect(because, `${reference} ${id}`).to.not.be.empty;
        for (const why of because) expect(why, `${reference} ${id}`).to.match(/^[A-Z0-9"].*\.$/);
      }
    }
  });

  // Where an org lacks one that is known, a check need not read its describes to find what may be meant.
  it('name user permissions that are known by their labels', async () => {
    const named = (await everyVariant()).flatMap(([, all]) =>
      flat(all).flatMap(({ need }) => (need.kind === 'userPermission' ? [need.name] : [])),
    );
    expect(named).to.include('ApiEnabled');
    expect(named.filter((name) => !isUserPermission(name))).to.deep.equal([]);
  });

  it('name where their needs are published', async () => {
    for (const { id, sources, description } of await listBuiltIn()) {
      expect(sources[0]?.title, id).to.be.a('string');
      expect(description, id).to.be.a('string');
    }
    expect((await loadDefinition('ciro')).sources[0]?.date).to.equal('2025-12-05');
    for (const id of ['ciro', 'hg-insights']) {
      expect((await loadDefinition(id)).sources[0]?.url, id).to.match(/^https:/);
    }
  });

  it('are vendors where they extend a base, which is none', async () => {
    const groups = await Promise.all(
      ['event-log-reader', 'logrhythm', 'panther', 'tarsal'].map(async (id) => (await loadDefinition(id)).group),
    );
    expect(groups).to.deep.equal(['base', 'vendor', 'vendor', 'vendor']);
  });

  it('call only what the vendor states required', async () => {
    for (const [, all] of await everyVariant()) {
      for (const { inferred, level } of all) if (inferred) expect(level).to.not.equal('required');
    }
  });

  it('keep picklist values and automation as recommended', async () => {
    for (const [, all] of await everyVariant()) {
      for (const { need, level } of all) {
        if (need.kind === 'picklistValue' || need.kind === 'automation') expect(level).to.equal('recommended');
      }
    }
  });

  it('require nothing that only a blanket permission gives, unless they name it', async () => {
    // facts B11: writes to users need Manage (Internal) Users, Modify All on activities is Modify All Data; facts C8: never editable
    const never =
      /^object:(User:(create|edit|delete|modifyAllRecords)|(Task|Event):modifyAllRecords|\w+History:(create|edit|delete))$/;
    const readOnly = /^field:\w+\.(Id|CreatedDate|LastModifiedDate):edit$|^field:User\.\w+:edit$/;
    for (const [reference, all] of await everyVariant()) {
      for (const { id } of flat(all)) expect(id, reference).to.not.match(never).and.not.match(readOnly);
    }
  });
});

describe('hg-insights', () => {
  it('asks for two permissions only where it logs in with username and password', async () => {
    expect(await idsOf('hg-insights', /^userPermission/)).to.deep.equal(['userPermission:ApiEnabled']);
    expect(await idsOf('hg-insights@fine-grained', /^userPermission/, 'usernamePassword')).to.deep.equal([
      'userPermission:ApiEnabled',
      'userPermission:ApiUserOnly',
      'userPermission:PasswordNeverExpires',
    ]);
  });

  it('recommended: View All and Modify All on four objects, with the minimum on opportunities', async () => {
    const all = await requirements('hg-insights');
    expect(await idsOf('hg-insights', /^object:\w+:modifyAllRecords/)).to.deep.equal(
      ['Account', 'Contact', 'Lead', 'Opportunity'].map((sobject) => `object:${sobject}:modifyAllRecords`),
    );
    const need = all.find(({ id }) => id === 'object:Opportunity:modifyAllRecords')?.need;
    expect(need).to.deep.include({ minimum: ['read', 'viewAllRecords'] });
    expect(await idsOf('hg-insights', /^object:\w+:create/)).to.deep.equal([
      'object:Contact:create',
      'object:Lead:create',
    ]);
  });

  it('fine-grained: never deletes, and edits only the listed fields and its own', async () => {
    expect(await idsOf('hg-insights@fine-grained', /delete|modifyAll/)).to.deep.equal([]);
    expect(await idsOf('hg-insights@fine-grained', /^field:.*:edit$/)).to.deep.equal(
      [
        ...['AccountId', 'Email', 'FirstName', 'LastName', 'LeadSource', 'mk_*__c', 'Phone', 'Title'].map(
          (f) => `Contact.${f}`,
        ),
        ...['Company', 'Email', 'FirstName', 'LastName', 'LeadSource', 'mk_*__c', 'Phone', 'Title'].map(
          (f) => `Lead.${f}`,
        ),
        'Account.mk_*__c',
        'Opportunity.mk_*__c',
      ]
        .map((f) => `field:${f}:edit`)
        .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    );
  });

  for (const variant of ['recommended', 'fine-grained']) {
    it(`${variant}: reads campaigns where there are any, tasks and history; tracking is recommended`, async () => {
      const all = await requirements(`hg-insights@${variant}`);
      const of = (id: string): Requirement | undefined => all.find((one) => one.id === id);
      for (const sobject of ['Campaign', 'CampaignMember']) {
        expect(of(`object:${sobject}:viewAllRecords`)).to.include({ level: 'required', ifPresent: true });
      }
      for (const id of [
        'object:Task:viewAllRecords',
        'object:LeadHistory:read',
        'object:ContactHistory:read',
        'object:OpportunityHistory:read',
      ]) {
        expect(of(id), id).to.include({ level: 'required' });
      }
      expect(of('object:OpportunityFieldHistory:read')).to.include({ level: 'recommended' });
      const tracking = of('historyTracking:Opportunity');
      expect(tracking).to.include({ level: 'recommended' });
      expect(tracking?.need).to.have.property('suggestedFields').that.is.not.empty;
      expect(of('picklistValue:Lead.LeadSource=HG Insights')).to.not.equal(undefined);
      expect(of('automation:Lead')?.need)
        .to.have.property('onFields')
        .that.includes('LeadSource')
        .and.includes('mk_*__c');
    });
  }
});

describe('hg-insights, as its questions and answers say', () => {
  it('looks at validation rules, loops and logs', async () => {
    const all = await requirements('hg-insights');
    const why = (sobject: string): string =>
      all.find(({ id }) => id === `automation:${sobject}`)?.because.join(' ') ?? '';
    for (const sobject of ['Lead', 'Contact'])
      expect(why(sobject)).to.match(/exempt the profile.*MK Integration.*loops/);
    for (const sobject of ['Account', 'Opportunity']) expect(why(sobject)).to.match(/exempt.*logs.*integration health/);
  });
});

describe('cognism', () => {
  it('requires three permissions and the five imported objects; the rest is inferred', async () => {
    const all = await requirements('cognism');
    expect(all.filter(({ level }) => level === 'required').map(({ id }) => id)).to.deep.equal([
      ...['Account', 'Contact', 'Lead', 'Task', 'User'].map((sobject) => `object:${sobject}:read`),
      ...['CustomizeApplication', 'ViewAllData', 'ViewAllUsers'].map((name) => `userPermission:${name}`),
    ]);
    expect(await levelsOf('cognism')).to.deep.equal({
      'object:Account:edit': 'recommended',
      'object:Contact:edit': 'recommended',
      'object:Lead:edit': 'recommended',
      'userPermission:ApiEnabled': 'recommended',
    });
  });
});

describe('ciro', () => {
  it('is granular unless quick setup is named, and only that is broad', async () => {
    expect(await idsOf('ciro', /AllData/)).to.deep.equal([]);
    expect(await idsOf('ciro@quick-setup', /^userPermission/)).to.deep.equal(
      ['ApiEnabled', 'ModifyAllData', 'RunReports', 'ViewAllData'].map((name) => `userPermission:${name}`),
    );
    expect(await idsOf('ciro', /^userPermission/)).to.deep.equal(
      ['ApiEnabled', 'CanApproveUninstalledApps', 'RunReports', 'TransferAnyEntity', 'TransferAnyLead'].map(
        (name) => `userPermission:${name}`,
      ),
    );
  });

  it('lists every field of the document, with the access that it can have', async () => {
    const listed: Record<string, string> = {
      Account:
        'Id Name Website OwnerId Industry NumberOfEmployees AnnualRevenue BillingCity BillingState BillingCountry CreatedDate',
      Contact:
        'Id FirstName LastName Title Phone MobilePhone Email AccountId OwnerId MailingCity MailingState MailingCountry CreatedDate',
      Lead: 'Id FirstName LastName Title Phone Company Website OwnerId LeadSource City State Country CreatedDate MobilePhone',
      Task: 'Id Subject WhoId CallDisposition Type CreatedDate LastModifiedDate',
      User: 'Id Email Name IsActive',
    };
    const readOnly = /^(Id|CreatedDate|LastModifiedDate)$/;
    const expected = Object.entries(listed).flatMap(([sobject, names]) =>
      names
        .split(' ')
        .map((name) => `field:${sobject}.${name}:${sobject === 'User' || readOnly.test(name) ? 'read' : 'edit'}`),
    );
    expect(await idsOf('ciro', /^field:[^*]+$/)).to.have.members(expected);
    expect(await idsOf('ciro@quick-setup', /^field:[^*]+$/)).to.have.members(expected);
  });

  it('takes transfer permissions or visible users, and asks for the five APIs', async () => {
    const all = await requirements('ciro');
    const need = all.find(({ id }) => id === 'anyOf:transfer-ownership')?.need;
    if (need?.kind !== 'anyOf') throw new Error('no choice');
    expect(need.members.map((member) => member.map(({ id }) => id))).to.deep.equal([
      ['userPermission:TransferAnyEntity', 'userPermission:TransferAnyLead'],
      ['object:User:viewAllRecords'],
    ]);
    expect(await idsOf('ciro', /^api:/)).to.deep.equal([
      'api:bulk2',
      'api:composite',
      'api:metadata',
      'api:search',
      'api:soql',
    ]);
  });
});

describe('6sense', () => {
  it('is a base: the objects named, plain fields as inferred, no variants', async () => {
    const loaded = await loadDefinition('6sense');
    expect(loaded.variants).to.deep.equal([]);
    const { requirements: described } = describeDefinition(loaded, {});
    expect(described.filter(({ level }) => level === 'required').map(({ id }) => id)).to.deep.equal(
      ['Account', 'Contact', 'Lead'].map((sobject) => `object:${sobject}:read`),
    );
    for (const { kind, inferred, access } of described)
      if (kind === 'field') expect([inferred, access]).to.deep.equal([true, 'read']);
  });
});
