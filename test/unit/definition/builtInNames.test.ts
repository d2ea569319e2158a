import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expand } from '../../../src/files/hashDefinition.js';
import { listBuiltIn } from '../../../src/files/loadDefinition.js';
import type { LoadedDefinition } from '../../../src/files/loadDefinition.js';
import { phases } from '../../../src/kinds/requirement.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { labeledObjects } from '../../../src/platform/labels/objectLabels.js';
import { loadScenario } from '../../local-org/scenarios/loadScenario.js';
import { featureOf, userPermissionsFor } from '../../local-org/permissions/userPermissions.js';
import { findField, findObject } from '../../local-org/schema/schemaLookup.js';

const namesIn = (file: string): ReadonlySet<string> =>
  new Set(
    readFileSync(fileURLToPath(new URL(`../../fixtures/platformNames/${file}`, import.meta.url)), 'utf8').split('\n'),
  );

/** Objects and fields of packages without a namespace, and fields that customers have made. */
const withoutNamespace: Readonly<Record<string, RegExp>> = {
  ciro: /^Account\.\*Status\*__c$/,
  fin: /^Case\.Fin\w+__c$/,
  'hg-insights': /^\w+\.mk_\*__c$/,
  'support-manager': /^Knowledge__kav$/,
  pendula: /^Message(_Event|_Recipient)?__c$/,
};

/** `ns__Name__c`, or a pattern `ns__*`. */
const isOfPackage = (name: string): boolean => /^[A-Za-z]\w*?__(\w+__\w+|\*)$/.test(name);

const requirementsOf = (definition: LoadedDefinition): Requirement[] => {
  const variants = definition.variants.length === 0 ? [null] : definition.variants.map(({ name }) => name);
  const features = definition.features.map(({ name }) => name);
  const all = variants.flatMap(
    (variant) => expand(definition, { variant, features, phases, authentication: 'usernamePassword' }).requirements,
  );
  return all.flatMap((one) => [one, ...(one.need.kind === 'anyOf' ? one.need.members.flat() : [])]);
};

describe('names in built-in definitions', () => {
  const takePermissions = namesIn('ObjectPermissions.SobjectType.txt');
  const ofFields = namesIn('FieldPermissions.Field.txt');
  const org = loadScenario('vendors');
  const permissions = new Set(userPermissionsFor(new Set(Object.values(featureOf))).map(({ name }) => name));

  const isObject = (name: string): boolean =>
    takePermissions.has(name) || findObject(org, name)?.name === name || isOfPackage(name);
  const isField = (subject: string): boolean => {
    const [sobject = '', name = ''] = subject.split('.');
    if (isOfPackage(name)) return isObject(sobject);
    if (name === '*') return isObject(sobject);
    const schema = findObject(org, sobject);
    return ofFields.has(subject) || (schema !== undefined && findField(schema, name)?.name === name);
  };

  it('are those of the platform, as it spells them, or of a package', async () => {
    const unknown: string[] = [];
    for (const definition of await listBuiltIn()) {
      const own = withoutNamespace[definition.id];
      const say = (name: string, isKnown: boolean): void => {
        if (!isKnown && own?.test(name) !== true) unknown.push(`${definition.id}: ${name}`);
      };
      for (const { need } of requirementsOf(definition)) {
        if (need.kind === 'userPermission') say(need.name, permissions.has(need.name));
        if (need.kind === 'object') say(need.sobject, need.sobject === '*' || isObject(need.sobject));
        if (need.kind === 'field') say(`${need.sobject}.${need.field}`, isField(`${need.sobject}.${need.field}`));
        if (need.kind === 'picklistValue')
          say(`${need.sobject}.${need.field}`, isField(`${need.sobject}.${need.field}`));
        if (need.kind === 'historyTracking' || need.kind === 'automation') say(need.sobject, isObject(need.sobject));
      }
    }
    expect(unknown).to.deep.equal([]);
  });

  it('would be found out, were they wrong', () => {
    expect([
      isObject('Acount'),
      isField('Account.Websit'),
      isField('Leed.Email'),
      isField('Lead.Score__c'),
    ]).to.deep.equal([false, false, false, false]);
    expect([isObject('account'), isField('Account.website'), permissions.has('ApiEnable')]).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it('are found by labels that the embedded org shows, whose describes come from real orgs', () => {
    const wrong = labeledObjects.flatMap(({ name, label, fields }) => {
      const schema = findObject(org, name);
      if (schema?.name !== name || schema.label !== label) return [name];
      return Object.entries(fields).flatMap(([field, said]) => {
        const found = findField(schema, field);
        return found?.name === field && found.label === said ? [] : [`${name}.${field}: ${said}`];
      });
    });
    expect(wrong).to.deep.equal([]);
  });
});
