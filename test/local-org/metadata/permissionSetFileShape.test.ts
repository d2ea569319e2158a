import { expect } from 'chai';

import type { Org } from '../model/orgModel.js';
import { adminOf, testOrg, userOn } from '../permissions/testOrg.js';
import { insertRow } from '../permissions/dml.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import type { DeployOutcome } from './deploy.js';
import { deploySet, problems, setFile } from './testPackages.js';
import type { SetText } from './testPackages.js';
import { retrievedSet, storedSet, succeeded } from './deployedSets.js';

describe('embedded org: files and licenses of deployed permission sets', () => {
  let org: Org;
  beforeEach(() => {
    org = testOrg();
  });
  const deployed = (file: SetText | string, options: Parameters<typeof deploySet>[3] = {}): DeployOutcome =>
    deploySet(org, adminOf(org), file, options);

  describe('files that are not in shape', () => {
    const place = (text: string, before: string): string => {
      const lines = text.slice(0, text.lastIndexOf(before) + before.length).split('\n');
      return `(${lines.length}:${(lines.at(-1)?.length ?? 0) + 1})`;
    };
    const split = setFile({ fields: { 'Account.Website': 'read' }, objects: { Account: 'read' } }).replace(
      '</PermissionSet>',
      `${setFile({ fields: { 'Account.Industry': 'read' } })
        .split('\n')
        .slice(2, 7)
        .join('\n')}\n</PermissionSet>`,
    );
    const cases: Array<[string, string, RegExp, string]> = [
      [
        'tags that do not stand together (fact H5)',
        split,
        /^Error parsing file: Element fieldPermissions is duplicated at this location in type PermissionSet/,
        '<fieldPermissions>',
      ],
      [
        'a second label',
        setFile().replace('</label>', '</label><label>B</label>'),
        /Element label is duplicated at this location in type PermissionSet/,
        '<label>',
      ],
      [
        'an unknown element',
        setFile().replace('<label>', '<default>x</default><label>'),
        /Element \{http:\/\/soap\.sforce\.com\/2006\/04\/metadata\}default invalid at this location in type PermissionSet/,
        '<default>',
      ],
      ['no label', setFile().replace(/<label>.*<\/label>/, ''), /Required field is missing: label/, 'metadata">'],
      [
        'a flag that is none',
        setFile({ permissions: ['ApiEnabled'] }).replace('true', 'maybe'),
        /'maybe' is not a valid value/,
        '<enabled>',
      ],
      ['text before the file', `oops${setFile()}`, /Content is not allowed in prolog\. \(1:1\)/, ''],
      ['half a file', setFile().slice(0, -6), /^Error parsing file: /, ''],
      ['another type', '<Profile/>', /root element is Profile instead of PermissionSet/, ''],
    ];
    for (const [what, text, problem, before] of cases) {
      it(`says where: ${what}`, () => {
        const [message = ''] = problems(deployed(text));
        expect(message.replace('Acme: ', '')).to.match(problem);
        if (before !== '') expect(message.endsWith(place(text, before)), message).to.equal(true);
        expect(storedSet(org)).to.equal(undefined);
      });
    }
  });

  describe('licenses', () => {
    const license = (name: string): string =>
      idOf(rowsOf(org, 'PermissionSetLicense').find((row) => row['DeveloperName'] === name) ?? {});

    it('takes a permission set license by developer name, a user license by label (fact A11)', () => {
      succeeded(deployed({ license: 'SalesforceAPIIntegrationPsl', objects: { Account: 'read' } }));
      expect(storedSet(org)?.['LicenseId']).to.equal(license('SalesforceAPIIntegrationPsl'));
      expect(retrievedSet(org)).to.include('<license>SalesforceAPIIntegrationPsl</license>');
      succeeded(deployed({ license: 'Salesforce' }, { name: 'Full' }));
      expect(retrievedSet(org, 'Full')).to.include('<license>Salesforce</license>');
    });

    it('refuses what the license does not allow (fact A17)', () => {
      expect(problems(deployed({ license: 'Salesforce Integration', objects: { Account: 'read' } }))).to.deep.equal([
        "Acme: The user license doesn't allow the permission: Read Account",
      ]);
    });

    it('does not change the license of a set that exists (fact A11)', () => {
      succeeded(deployed({ objects: { Account: 'read' } }));
      const outcome = deployed({ license: 'SalesforceAPIIntegrationPsl', objects: { Account: 'read' } });
      expect(problems(outcome)[0]).to.include("You can't change the license");
      succeeded(deployed({ license: 'SalesforceAPIIntegrationPsl' }, { name: 'Psl' }));
      succeeded(deployed({ label: 'No word about it' }, { name: 'Psl' }));
      expect(storedSet(org, 'Psl')?.['LicenseId']).to.equal(license('SalesforceAPIIntegrationPsl'));
    });

    it('refuses what the licenses of an assigned user do not allow (fact A16)', () => {
      succeeded(deployed({}));
      const user = userOn(org, 'Minimum Access - API Only Integrations');
      insertRow(org, adminOf(org), 'PermissionSetAssignment', {
        AssigneeId: user.userId,
        PermissionSetId: storedSet(org)?.['Id'] ?? null,
      });
      expect(problems(deployed({ objects: { Account: 'read' } }))).to.deep.equal([
        "Acme: Can't save permission set Acme, which is assigned to a user with user license Salesforce Integration. " +
          "The user license doesn't allow the permission: Read Account",
      ]);
      insertRow(org, adminOf(org), 'PermissionSetLicenseAssign', {
        AssigneeId: user.userId,
        PermissionSetLicenseId: license('SalesforceAPIIntegrationPsl'),
      });
      succeeded(deployed({ objects: { Account: 'read' } }));
    });
  });
});
