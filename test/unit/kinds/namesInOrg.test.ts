import { expect } from 'chai';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { gap, known } from '../../../src/access/snapshot.js';
import { derivedObjectNames } from '../../../src/platform/derivedObjects/derivedObject.js';
import { kindOf } from '../../../src/kinds/kinds.js';
import type { LookedUp } from '../../../src/kinds/namesInOrg.js';
import { keyOf } from '../../../src/platform/names.js';
import { needs, objectList, schema } from '../support/snapshot.js';

/** What is told of an object that the org has, where only Lead takes object permissions. */
const ofObject = (
  sobject: string,
  objects: OrgSchema['permissionableObjects'] = known(objectList('Lead')),
): LookedUp | undefined => {
  const entities = known(new Map([[keyOf(sobject), { name: sobject }]]));
  const need = needs.object(sobject, 'read');
  const [name] = kindOf(need).namesInOrg?.(need) ?? [];
  return name?.lookUp(schema({ entities, permissionableObjects: objects }));
};

describe('names that an org has', () => {
  it('of an object that takes no object permissions and of which no rule is known, are not fit for an object rule', () => {
    expect(ofObject('Lead')).to.deep.equal({ found: 'yes' });
    expect(ofObject('NobodyKnowsThis')).to.deep.equal({ found: 'unfit', why: 'noObjectPermissions' });
    const unread = gap('NOT_AUTHORISED', 'ObjectPermissions', '');
    expect(ofObject('NobodyKnowsThis', unread)).to.deep.equal({ found: 'yes' });
  });

  it('are fit where a rule of Salesforce says what else gives access to the object', () => {
    const unfit = derivedObjectNames().filter((name) => ofObject(name)?.found !== 'yes');
    expect(unfit).to.deep.equal([]);
    expect(ofObject('LeadHistory')).to.deep.equal({ found: 'yes' });
  });
});
