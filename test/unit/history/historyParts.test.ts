import { expect } from 'chai';
import type { HistoryChange } from '../../../src/history/historyChange.js';
import { fieldParts, historyPackage, neededComponents, switchParts } from '../../../src/history/historyParts.js';
import type { Definitions } from '../../../src/history/historyParts.js';
import { blocksOf } from '../../../src/metadata/elementText.js';

const change = (action: HistoryChange['action'], ...names: string[]): HistoryChange => ({
  action,
  switches: names.filter((name) => !name.includes('.')),
  fields: names.flatMap((name) => {
    const [sobject = '', field] = name.split('.');
    return field === undefined ? [] : [{ sobject, field, reason: 'requested' as const, dataType: 'picklist' }];
  }),
});

const thing = [
  '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">',
  '<enableHistory>false</enableHistory>',
  '<fields><fullName>State__c</fullName><type>Text</type></fields>',
  '<label>Thing</label>',
  '<nameField><label>Name</label><type>Text</type></nameField>',
  '</CustomObject>',
].join('\n');
const definitions: Definitions = new Map([['thing__c', blocksOf(thing)]]);

describe('the package of switches and fields', () => {
  it('needs the definitions of fields and of custom objects, and none of a standard object', () => {
    expect(
      neededComponents(change('enable', 'Lead', 'Thing__c', 'Lead.Status', 'Thing__c.Name', 'Thing__c.State__c')),
    ).to.deep.equal({
      CustomObject: ['Thing__c'],
      CustomField: ['Lead.Status', 'Thing__c.State__c'],
    });
    expect(neededComponents(change('enable', 'Lead'))).to.deep.equal({});
  });

  const files = (action: HistoryChange['action'], ...names: string[]): Record<string, string> => {
    const wanted = change(action, ...names);
    const { contents, without } = historyPackage([...switchParts(wanted), ...fieldParts(wanted)], definitions, action);
    return {
      ...Object.fromEntries(
        [...contents.files].map(([path, text]) => [
          path,
          text.replace(/.*<CustomObject[^>]*>|<.CustomObject>|\s+(?=<)/gs, '').trim(),
        ]),
      ),
      objects: contents.members['CustomObject']?.join() ?? '',
      fields: contents.members['CustomField']?.join() ?? '',
      without: without.map(({ key }) => key).join(),
    };
  };

  it('holds a custom field of tasks and events once, as the field of Activity that it is (fact C10)', () => {
    const wanted = change('enable', 'Task.Score__c', 'Event.Score__c', 'Task.Status');
    expect(neededComponents(wanted)['CustomField']).to.include('Activity.Score__c');
    const activity = '<CustomObject><fields><fullName>Score__c</fullName><type>Text</type></fields></CustomObject>';
    const { contents, without } = historyPackage(
      fieldParts(wanted),
      new Map([['activity', blocksOf(activity)]]),
      'enable',
    );
    expect(contents.members['CustomField']).to.deep.equal(['Activity.Score__c', 'Task.Status']);
    expect([...contents.files.keys()]).to.deep.equal(['objects/Activity.object', 'objects/Task.object']);
    expect(contents.files.get('objects/Activity.object')?.match(/<fields>/g)).to.have.length(1);
    expect(without).to.deep.equal([]);
  });

  it('holds the switch of a standard object alone', () => {
    expect(files('enable', 'Lead')).to.deep.equal({
      'objects/Lead.object': '<enableHistory>true</enableHistory>',
      objects: 'Lead',
      fields: '',
      without: '',
    });
  });

  it('holds a custom object with its switch, either way', () => {
    const whole = (on: boolean): string =>
      `<enableHistory>${on}</enableHistory><label>Thing</label><nameField><label>Name</label><type>Text</type></nameField>`;
    expect(files('enable', 'Thing__c')['objects/Thing__c.object']).to.equal(whole(true));
    expect(files('disable', 'Thing__c')['objects/Thing__c.object']).to.equal(whole(false));
  });

  for (const [action, flag] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    it(`holds fields and the name of a custom object with their flag, to ${action} them`, () => {
      const { 'objects/Thing__c.object': object, ...rest } = files(
        action,
        'Thing__c.State__c',
        'Thing__c.Name',
        'Lead.Status',
      );
      expect(object).to.equal(
        '<enableHistory>true</enableHistory><label>Thing</label>' +
          `<nameField><label>Name</label><trackHistory>${flag}</trackHistory><type>Text</type></nameField>` +
          `<fields><fullName>State__c</fullName><trackHistory>${flag}</trackHistory><type>Text</type></fields>`,
      );
      expect(rest).to.deep.equal({
        'objects/Lead.object': `<fields><fullName>Status</fullName><trackHistory>${flag}</trackHistory><type>Picklist</type></fields>`,
        objects: 'Thing__c',
        fields: 'Thing__c.State__c,Lead.Status',
        without: '',
      });
    });
  }

  it('leaves out what the org has no definition of, and says so', () => {
    expect(files('enable', 'Other__c', 'Lead.Own__c', 'Thing__c.Gone__c', 'Lead.Status')).to.include({
      objects: '',
      fields: 'Lead.Status',
      without: 'other__c,lead.own__c,thing__c.gone__c',
    });
  });

  it('is told of by the name of the object where the name of a custom object is refused', () => {
    const components = fieldParts(change('enable', 'Thing__c.Name', 'Account.Name')).map(({ component }) => component);
    expect(components).to.deep.equal(['Thing__c', 'Account.Name']);
  });
});
