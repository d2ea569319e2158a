import { expect } from 'chai';

import type { Behaviours, Org } from '../model/orgModel.js';
import { adminOf, testOrg, userWith } from '../permissions/testOrg.js';
import { isTracked } from '../schema/fieldHistory.js';
import { customizableObject, readObject } from './customObjectFile.js';
import type { DeployOutcome } from './deploy.js';
import { deployFiles, problems } from './testPackages.js';
import { writeXml } from './metadataXml.js';
import type { XmlOut } from './metadataXml.js';

const field = (fullName: string, trackHistory = true): XmlOut => [
  'fields',
  [
    ['fullName', fullName],
    ['trackHistory', trackHistory],
  ],
];
const enable = (on = true): XmlOut => ['enableHistory', on];

describe('embedded org: deployed field history', () => {
  let org: Org;
  const make = (behaviours: Partial<Behaviours> = {}): Org => {
    const made = testOrg();
    Object.assign(made.behaviours, behaviours);
    return made;
  };
  beforeEach(() => {
    org = make();
  });
  const deployObject = (
    name: string,
    elements: readonly XmlOut[],
    options: Parameters<typeof deployFiles>[4] = {},
  ): DeployOutcome => {
    const fields = elements
      .filter(([tag]) => tag === 'fields')
      .map(([, content]) => `${name}.${String((content as XmlOut[])[0]?.[1])}`);
    const whole = elements.length > fields.length;
    return deployFiles(
      org,
      adminOf(org),
      { ...(whole ? { CustomObject: [name] } : {}), ...(fields.length > 0 ? { CustomField: fields } : {}) },
      { [`objects/${name}.object`]: writeXml('CustomObject', elements) },
      options,
    );
  };
  const read = (name: string, only?: ReadonlySet<string>): XmlOut[] => {
    const schema = customizableObject(org, name);
    return schema === undefined ? [] : readObject(org, schema, only);
  };
  const tracked = (object: string, ...names: string[]): boolean[] => names.map((name) => isTracked(org, object, name));

  it('turns the switch on, then fields (fact F13), and retrieves both (facts F6-F8)', () => {
    expect(problems(deployObject('Opportunity', [enable()]))).to.deep.equal([]);
    const outcome = deployObject('Opportunity', [field('StageName'), field('Amount')]);
    expect(problems(outcome)).to.deep.equal([]);
    expect(
      outcome.successes.slice(0, 2).map(({ componentType, fullName, changed }) => [componentType, fullName, changed]),
    ).to.deep.equal([
      ['CustomField', 'Opportunity.StageName', true],
      ['CustomField', 'Opportunity.Amount', true],
    ]);
    expect(tracked('Opportunity', 'StageName', 'Amount', 'Type')).to.deep.equal([true, true, false]);
    expect(read('Opportunity')).to.deep.include(enable());
    expect(read('Opportunity', new Set(['StageName']))).to.deep.equal([
      [
        'fields',
        [
          ['fullName', 'StageName'],
          ['trackFeedHistory', false],
          ['trackHistory', true],
          ['type', 'Picklist'],
        ],
      ],
    ]);
    expect(
      deployObject('Opportunity', [enable(), field('StageName')]).successes.map(({ changed }) => changed),
    ).to.deep.equal([false, false, true]);
  });

  it('does both in one deploy: the object comes first', () => {
    expect(problems(deployObject('Opportunity', [field('StageName'), enable()]))).to.deep.equal([]);
    expect(tracked('Opportunity', 'StageName')).to.deep.equal([true]);
  });

  it('refuses fields while the switch is off, where they stand (fact F11)', () => {
    const outcome = deployObject('Opportunity', [field('StageName')]);
    // The place after the tag <fields>, as in recorded deploys.
    expect(problems(outcome)).to.deep.equal([
      'Opportunity.StageName: The entity: Opportunity does not have history tracking enabled (3:13)',
    ]);
    expect(org.history.get('Opportunity')?.trackedFields.size).to.equal(0);
  });

  it('or ticks the box and shows nothing, where the org is of that kind (facts F7, F12)', () => {
    org = make({ historyWithoutSwitch: 'silent' });
    expect(deployObject('Opportunity', [field('StageName')]).status).to.equal('Succeeded');
    expect(tracked('Opportunity', 'StageName')).to.deep.equal([false]);
    expect(JSON.stringify(read('Opportunity'))).not.to.include('trackHistory');
    deployObject('Opportunity', [enable()]);
    expect(tracked('Opportunity', 'StageName')).to.deep.equal([true]);
  });

  it('needs no switch where there is none (facts F6, F15)', () => {
    expect(problems(deployObject('Case', [field('Type', false), field('SuppliedEmail')]))).to.deep.equal([]);
    expect(tracked('Case', 'Type', 'SuppliedEmail', 'Status')).to.deep.equal([false, true, true]);
    expect(problems(deployObject('Case', [enable()]))[0]).to.include('does not support enableHistory');
    expect(problems(deployObject('Document', [field('Type')]))).to.deep.equal([
      'Document.Type: The entity: Document does not have history tracking enabled (3:13)',
    ]);
  });

  it('tracks twenty fields and no more (fact F14); untracking makes room in the same deploy', () => {
    deployObject('Account', [enable()]);
    const names = (customizableObject(org, 'Account')?.fields ?? [])
      .filter(
        ({ trackable, custom, compoundFieldName, name }) =>
          trackable && !custom && (compoundFieldName === null || compoundFieldName === name),
      )
      .map(({ name }) => name)
      .filter((name) => JSON.stringify(read('Account')).includes(`"${name}"`));
    expect(names.length).to.be.greaterThan(21);
    expect(
      problems(
        deployObject(
          'Account',
          names.slice(0, 20).map((name) => field(name)),
        ),
      ),
    ).to.deep.equal([]);
    const [first = '', ...rest] = names;
    const next = rest[19] ?? '';
    expect(problems(deployObject('Account', [field(next)]))).to.deep.equal([
      `Account.${next}: exceeded the allowed number of fields to track on a given entity (3:13)`,
    ]);
    expect(problems(deployObject('Account', [field(next), field(first, false)]))).to.deep.equal([]);
    expect(tracked('Account', first, next)).to.deep.equal([false, true]);
  });

  it('undoes all of it when one field fails', () => {
    const outcome = deployObject('Opportunity', [enable(), field('StageName'), field('ExpectedRevenue')]);
    expect(problems(outcome)).to.have.length(1);
    expect(problems(outcome)[0]).to.include('ExpectedRevenue');
    expect(org.history.get('Opportunity')).to.deep.include({ objectSwitch: false });
    expect(tracked('Opportunity', 'StageName')).to.deep.equal([false]);
  });

  it('changes nothing when it only checks, not even the history object of a custom object (fact F3)', () => {
    const file = read('Master__c').map((element): XmlOut => (element[0] === 'enableHistory' ? enable() : element));
    expect(problems(deployObject('Master__c', file, { checkOnly: true }))).to.deep.equal([]);
    expect([org.schema.has('master__history'), org.history.get('Master__c')?.objectSwitch]).to.deep.equal([
      false,
      false,
    ]);
    expect(problems(deployObject('Master__c', file))).to.deep.equal([]);
    expect([org.schema.has('master__history'), org.history.get('Master__c')?.objectSwitch]).to.deep.equal([true, true]);
  });

  it('tracks the name of a custom object by its nameField (fact F10)', () => {
    const withName = (on: boolean): XmlOut[] =>
      read('Master__c').map((element): XmlOut => {
        if (element[0] === 'enableHistory') return enable();
        if (element[0] !== 'nameField' || typeof element[1] !== 'object') return element;
        return ['nameField', [...element[1].filter(([tag]) => tag !== 'trackHistory'), ['trackHistory', on]]];
      });
    expect(problems(deployObject('Master__c', withName(true)))).to.deep.equal([]);
    expect(tracked('Master__c', 'Name')).to.deep.equal([true]);
  });

  describe('custom fields', () => {
    const whole = (name: string): XmlOut[] => {
      const [own] = read('Account', new Set([name]));
      return own !== undefined && typeof own[1] === 'object' ? own[1].filter(([tag]) => tag !== 'trackHistory') : [];
    };
    beforeEach(() => deployObject('Account', [enable()]));

    it('come whole (fact F8)', () => {
      const definition = whole('Key__c');
      expect(problems(deployObject('Account', [['fields', [...definition, ['trackHistory', true]]]]))).to.deep.equal(
        [],
      );
      expect(tracked('Account', 'Key__c')).to.deep.equal([true]);
    });

    const wrong: Array<[string, (definition: XmlOut[]) => XmlOut[], RegExp]> = [
      ['only the name', (all) => all.slice(0, 1), /Must specify a non-empty label for the CustomField \(3:13\)/],
      ['without type', (all) => all.filter(([tag]) => tag !== 'type'), /Required field is missing: type/],
      [
        'with another length',
        (all) => all.map((e): XmlOut => (e[0] === 'length' ? ['length', 99] : e)),
        /not changing the definition of the field Account\.Key__c/,
      ],
      [
        'with an unknown element',
        (all) => [...all, ['nonsense', 1]],
        /nonsense invalid at this location in type CustomField/,
      ],
    ];
    for (const [what, change, problem] of wrong) {
      it(`are refused ${what}`, () => {
        const outcome = deployObject('Account', [['fields', [...change(whole('Key__c')), ['trackHistory', true]]]]);
        expect(problems(outcome)[0]).to.match(problem);
        expect(tracked('Account', 'Key__c')).to.deep.equal([false]);
      });
    }

    it('of activities are not those of Task (fact C10)', () => {
      expect(problems(deployObject('Task', [field('Source__c')]))[0]).to.include(
        'Entity Enumeration Or ID: bad value for restricted picklist field: Task',
      );
    });

    it('are not tracked when they are computed (fact F16)', () => {
      const definition = whole('Score__c');
      const outcome = deployObject('Account', [['fields', [...definition, ['trackHistory', true]]]]);
      expect(problems(outcome)[0]).to.include('History tracking is not supported for the field Score__c');
    });
  });

  it('refuses what is not field history', () => {
    const cases: Array<[string, XmlOut[], RegExp]> = [
      ['Opportunity', [['sharingModel', 'Private']], /not changing the definition of the object Opportunity/],
      ['Opportunity', [['nonsense', 'x']], /nonsense invalid at this location in type CustomObject/],
      ['New__c', [['label', 'New']], /not creating the object New__c/],
      ['Account', [field('New__c')], /not creating the field Account\.New__c/],
      ['Account', [field('Nonsense')], /Could not resolve standard field's name\. \(3:13\)/],
      ['Account', [field('BillingCity')], /Could not resolve standard field's name\./],
      ['Master__c', [enable()], /Must specify a non-empty label for the CustomObject/],
    ];
    for (const [object, elements, problem] of cases) {
      expect(problems(deployObject(object, elements))[0], object).to.match(problem);
    }
  });

  it('needs Customize Application (fact F18)', () => {
    const caller = userWith(org, { permissions: 'ApiEnabled ModifyMetadata ViewSetup' });
    const outcome = deployFiles(
      org,
      caller,
      { CustomObject: ['Opportunity'] },
      { 'objects/Opportunity.object': writeXml('CustomObject', [enable()]) },
    );
    expect(problems(outcome)[0]).to.include('insufficient access rights');
    expect(org.history.get('Opportunity')?.objectSwitch).to.equal(false);
  });
});
