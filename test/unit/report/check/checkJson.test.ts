import { expect } from 'chai';
import { checkJson, findingJson } from '../../../../src/report/check/checkJson.js';
import type { ReportFinding } from '../../../../src/report/check/checkReport.js';
import { user } from '../../support/snapshot.js';
import { definition, reading, reportOf, schemaFor } from '../support/scenes.js';

describe('a check as data', () => {
  const report = (permissions: string[], asWhom: string | null = null) => {
    const sets = [definition(['{ userPermission: RunReports, because: Reports are read. }'])];
    return reportOf(
      reading(schemaFor(sets), user({ requestedUsername: asWhom, sources: [{ name: 'Own', permissions }] })),
      sets,
    );
  };

  it('names each source once, however many parts of what is needed it gives', () => {
    const sets = [definition(['{ object: CampaignMember, access: [read], because: Members are read. }'])];
    const source = { name: 'Own', objects: { Campaign: 'read', Lead: 'read', Contact: 'read' } };
    const [check] = checkJson(reportOf(reading(schemaFor(sets), user({ sources: [source] })), sets)).checks;
    const members = check?.findings.find(({ id }) => id === 'object:CampaignMember:read');
    expect(members?.status).to.equal('met');
    expect(members?.grantedBy.map(({ name }) => name)).to.deep.equal(['Own']);
  });

  it('names org, user, definition and findings', () => {
    const { checks, ...head } = checkJson(report([]));
    expect(head).to.deep.equal({
      schemaVersion: 1,
      org: {
        id: '00D000000000001EAA',
        username: 'admin@example.com',
        instanceUrl: 'https://example.my.salesforce.com',
        apiVersion: '68.0',
      },
      checkedAt: '2026-11-22T00:00:00.000Z',
      ready: false,
      apiCalls: 7,
    });
    expect(checks).to.have.length(1);
    const [{ findings, summary, ...one } = expect.fail('no check')] = checks;
    expect(one).to.deep.equal({
      integration: 'acme',
      variant: null,
      definitionHash: 'sha256:0',
      user: {
        id: '005000000000001AAA',
        username: 'ann@example.com',
        name: 'Ann',
        profile: 'Standard User',
        userLicense: 'Salesforce',
      },
      mode: 'admin',
      ready: false,
    });
    expect(findings.map(({ id }) => id)).to.include('userPermission:RunReports');
    expect(Object.values(summary).reduce((sum, count) => sum + count)).to.equal(findings.length);
  });

  it('is ready where nothing is missing, and names the user who was asked for where it is another', () => {
    const json = checkJson(report(['RunReports', 'ApiEnabled'], 'ann@example.com.dev'));
    expect(json.ready).to.equal(true);
    expect(json.checks.map(({ ready, user: { requestedUsername } }) => [ready, requestedUsername])).to.deep.equal([
      [true, 'ann@example.com.dev'],
    ]);
  });

  it('tells of a finding what it is, what to do and who gives it, and leaves out what does not apply', () => {
    const found = missingPermission();
    const grantedBy = { type: 'Profile', name: 'Standard', namespace: null, label: 'Standard User' } as const;
    const finding: ReportFinding = {
      ...found,
      message: 'Says it.',
      hintTexts: ['Look here.'],
      actions: ['Do that.'],
      because: ['Reports are read.'],
      blockedBy: ['object:Lead:read'],
      grantedBy: [
        grantedBy,
        { ...grantedBy, through: ['Member'], via: 'ViewAllData', expiresAt: '2026-12-01T00:00:00.000Z' },
      ],
    };
    const plain = {
      id: 'userPermission:RunReports',
      kind: 'userPermission',
      level: 'required',
      status: 'unmet',
      code: 'USER_PERMISSION_MISSING',
      message: 'Says it.',
      actions: ['Look here.', 'Do that.'],
      because: ['Reports are read.'],
      grantedBy: [
        grantedBy,
        { ...grantedBy, through: ['Member'], via: 'ViewAllData', expiresAt: '2026-12-01T00:00:00.000Z' },
      ],
    };
    expect(findingJson(finding, 'https://acme.my.salesforce.com')).to.deep.equal({
      ...plain,
      blockedBy: ['object:Lead:read'],
    });
    expect(findingJson({ ...finding, blockedBy: [] }, 'https://acme.my.salesforce.com')).to.deep.equal(plain);
  });

  const missingPermission = (): ReportFinding => {
    const found = report([])
      .checks.flatMap(({ findings }) => findings)
      .find(({ id }) => id === 'userPermission:RunReports');
    if (!found) throw new Error('no finding');
    return found;
  };
});
