import { expect } from 'chai';
import { evaluate } from '../../../src/check/evaluate.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License } from '../../../src/access/snapshot.js';
import { needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const articles = 'Knowledge__kav';
const column = { name: 'EditKnowledge', label: 'Manage Articles' };

const orgSchema = schema({
  entities: known(new Map([[articles.toLowerCase(), { name: articles }]])),
  permissionableObjects: known(objectList(articles)),
  permissionSetColumns: known(new Map([[column.name.toLowerCase(), column]])),
});

/** What is found of editing articles, for a Knowledge User with these permission sets. */
const found = (...sources: SourceSpec[]): string => {
  const writer = user({ sources, flags: new Map([['knowledgeuser', known(true)]]) });
  const findings = evaluate([requirement(needs.object(articles, 'edit'))], snapshot(writer, orgSchema), writer);
  const { status, code, blockedBy } = findings.find(({ id }) => id === `object:${articles}:edit`) ?? {};
  return [status, code, ...(blockedBy ?? [])].join(' ');
};

describe('writing articles of Knowledge', () => {
  const objects = { [articles]: 'read edit' };
  const permissions = [column.name];
  const waits = { type: 'PermissionSetGroup', stale: true } as const;

  it('takes the object permission and Manage Articles', () => {
    expect(found({ objects, permissions })).to.equal('met GRANTED');
    expect(found({ objects })).to.equal('unmet PERMISSION_BESIDE_MISSING userPermission:EditKnowledge');
    expect(found({ permissions })).to.equal('unmet OBJECT_PERMISSION_MISSING');
  });

  it('is missing where one of them surely is, whatever nobody knows of the other', () => {
    expect(found({ objects, ...waits }, { permissions })).to.equal('unknown GROUP_RECALCULATING');
    expect(found({ objects, ...waits })).to.equal('unmet PERMISSION_BESIDE_MISSING userPermission:EditKnowledge');
    expect(found({ permissions, ...waits })).to.equal('unmet OBJECT_PERMISSION_MISSING');
  });

  it('is not held without Manage Articles, where nobody knows whether the license is in force', () => {
    const license: License = {
      ...{ id: '0PL', name: 'SalesforceAPIIntegrationPsl', label: 'Salesforce API Integration' },
      ...{ objects: null, userPermissions: null },
      standing: { force: gap('NOT_AUTHORISED', 'PermissionSetLicense', ''), seats: known({ total: 1, used: 1 }) },
    };
    const writer = user({
      sources: [{ objects: { [articles]: 'read edit delete' } }],
      flags: new Map([['knowledgeuser', known(true)]]),
      userLicense: 'Salesforce Integration',
      ...{ permissionSetLicenses: known([license]), orgLicenses: known([license]) },
    });
    const rule = requirement(needs.object(articles, 'delete'), { forbid: true });
    const findings = evaluate([rule], snapshot(writer, orgSchema), writer);
    const { status, code } = findings.find(({ id }) => id === `not:object:${articles}:delete`) ?? {};
    expect([status, code]).to.deep.equal(['met', 'NOT_HELD']);
  });
});
