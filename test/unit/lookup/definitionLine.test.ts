import { expect } from 'chai';
import { parse as parseYaml } from 'yaml';
import { isKindKey } from '../../../src/definition/definitionSchema.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { ruleKinds } from '../../../src/kinds/kinds.js';
import { ruleKindThings, withObjectOf } from '../../../src/lookup/ruleKindThings.js';
import { definitionLine, thingKinds } from '../../../src/lookup/namedThing.js';
import type { ThingKind } from '../../../src/lookup/namedThing.js';

const names: Readonly<Record<Exclude<ThingKind, 'ruleKind'>, string>> = {
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
    if (kind === 'ruleKind') continue;
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

  it('of a kind of rule is an example of it that this version accepts, about the object that was named', () => {
    const found = ruleKindThings.map((thing) => withObjectOf(thing, 'Lead', () => 'Lead'));
    expect(found.map(({ name }) => name)).to.deep.equal(ruleKinds.filter((kind) => kind !== 'parameter'));
    for (const thing of found) {
      const text = ['schemaVersion: 1', 'id: acme', 'label: Acme', 'requires:', `  ${definitionLine(thing)}`].join(
        '\n',
      );
      const { rules } = parseDefinition(text, { file: 'acme.yml', pluginVersion: '0.1.0' });
      expect(rules[0]?.requirement.need.kind, thing.name).to.equal(thing.name);
      expect(thing.ofKind?.description, thing.name).to.match(/\w+ .*\.$/s);
    }
    const spoken = found.filter((thing) => definitionLine(thing)?.includes('Lead'));
    expect(spoken.map(({ name }) => name)).to.include.members(['object', 'historyTracking', 'automation']);
  });

  it('keeps a name that YAML would take for something else', () => {
    for (const name of ['yes', '7', 'a: b', "it's", '- x', 'Null', '#1']) {
      const line = definitionLine({ kind: 'userPermission', name, label: null }) ?? '';
      expect(parseYaml(line)).to.deep.equal([{ userPermission: name }]);
    }
  });
});
