import { expect } from 'chai';
import { parse as parseYaml } from 'yaml';
import { isKindKey } from '../../../src/definition/definitionSchema.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { definitionLine, thingKinds } from '../../../src/lookup/namedThing.js';
import type { ThingKind } from '../../../src/lookup/namedThing.js';

const names: Readonly<Record<ThingKind, string>> = {
  userPermission: 'ApiEnabled',
  object: 'Invoice__c',
  field: 'Lead.Email',
  permissionSet: 'gong__Sync',
  permissionSetGroup: 'Sales_Team',
  permissionSetLicense: 'SalesforceAPIIntegrationPsl',
  userLicense: 'Salesforce Integration',
  package: 'gong',
  customPermission: 'gong__Skip_Rules',
  apexClass: 'OrderRouter',
  connectedApp: 'Acme Sync',
  userFlag: 'MarketingUser',
  profile: 'Minimum Access - Salesforce',
};

describe('the line that asks for a thing', () => {
  for (const kind of thingKinds) {
    it(`${kind}: is a rule that this version accepts, or there is none`, () => {
      const line = definitionLine({ kind, name: names[kind], label: null });
      if (line === null) {
        expect(isKindKey(kind)).to.equal(false);
        return;
      }
      const text = ['schemaVersion: 1', 'id: acme', 'label: Acme', 'requires:', `  ${line}`].join('\n');
      const { rules } = parseDefinition(text, { file: 'acme.yml', pluginVersion: '0.1.0' });
      expect(rules).to.have.length(1);
      expect(JSON.stringify(rules[0]?.requirement.need)).to.include(names[kind].split('.').at(-1));
    });
  }

  it('keeps a name that YAML would take for something else', () => {
    for (const name of ['yes', '7', 'a: b', "it's", '- x', 'Null', '#1']) {
      const line = definitionLine({ kind: 'userPermission', name, label: null }) ?? '';
      expect(parseYaml(line)).to.deep.equal([{ userPermission: name }]);
    }
  });
});
