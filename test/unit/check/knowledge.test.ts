import { expect } from 'chai';
import { evaluate } from '../../../src/check/evaluate.js';
import { known } from '../../../src/access/snapshot.js';
import { needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const articles = 'Knowledge__kav';
const column = { name: 'EditKnowledge', label: 'Manage Articles' };

/** What is found of editing articles, for a Knowledge User with these permission sets. */
const found = (...sources: SourceSpec[]): string => {
  const orgSchema = schema({
    entities: known(new Map([[articles.toLowerCase(), { name: articles }]])),
    permissionableObjects: known(objectList(articles)),
    permissionSetColumns: known(new Map([[column.name.toLowerCase(), column]])),
  });
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
});
