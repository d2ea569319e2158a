import { expect } from 'chai';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { strictly } from '../../../../src/report/check/checkReport.js';
import { lookOf } from '../../../../src/report/monitor/lookOf.js';
import { user } from '../../support/snapshot.js';
import { definition, evaluations, reading, schemaFor } from '../support/scenes.js';

describe('a look', () => {
  it('keeps each source once, as it counts those that are left', () => {
    const sets = [definition(['{ object: CampaignMember, access: [read], because: Members are read. }'])];
    const source = { name: 'Own', objects: { Campaign: 'read', Lead: 'read', Contact: 'read' } };
    const taken = reading(schemaFor(sets), user({ sources: [source] }));
    const [evaluation = expect.fail('no evaluation')] = strictly(evaluations(taken, sets));
    const look = lookOf(evaluation, taken, [], '0.1.0', { texts: findingTexts(), schema: taken.schema });
    const members = look.findings.find(({ id }) => id === 'object:CampaignMember:read');
    expect(members?.grantedBy.map(({ name }) => name)).to.deep.equal(['Own']);
  });
});
