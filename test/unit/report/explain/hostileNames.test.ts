/** Names of users, profiles and sets are whatever people of the org have written. */
import { expect } from 'chai';
import { known } from '../../../../src/access/snapshot.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { requirementFor } from '../../../../src/explain/subject.js';
import { whoHolds } from '../../../../src/explain/whoHolds.js';
import { explain } from '../../../../src/explain/explanation.js';
import { explainReport } from '../../../../src/report/explain/explainReport.js';
import { explainText } from '../../../../src/report/explain/explainText.js';
import type { Paint } from '../../../../src/report/check/textStyle.js';
import type { Words } from '../../../../src/report/words.js';
import { whoReport } from '../../../../src/report/explain/whoReport.js';
import { whoText } from '../../../../src/report/explain/whoText.js';
import { schema, snapshot, source, user } from '../../support/snapshot.js';
import type { SourceSpec } from '../../support/snapshot.js';
import { wordsOf } from '../support/scenes.js';

const hostile = 'A\u001b[2J\u202e\r\n::error::owned';

const texts = (): { width: number; paint: Paint; words: Words; plugin: string } => {
  const [own, ofCheck] = [wordsOf('integration.explain'), wordsOf('integration.check')];
  return {
    width: 80,
    paint: (_tone, painted) => painted,
    words: (key, tokens) => (key.startsWith('report.') ? ofCheck : own)(key, tokens),
    plugin: '0.1.0',
  };
};

const expectHarmless = (text: string): void => {
  expect(text).to.include('owned');
  expect(text).to.not.match(/[\u001b\u202e\r]/u);
  expect(text).to.not.match(/^::/mu);
};

describe('explain of hostile names', () => {
  it('keeps every name in the tree, in the ways to get it and in what would be lost', () => {
    const gives = { name: hostile, label: hostile, namespace: null, objects: { Account: 'read' } };
    const sources: SourceSpec[] = [
      { ...gives, type: 'Profile' },
      { ...gives, type: 'PermissionSetGroup', members: { [hostile]: { objects: { Account: 'read' } } } },
      { ...gives, inert: 'expired', expiresAt: '2025-01-01T00:00:00.000+0000' },
    ];
    const person = user({ name: hostile, username: hostile, profile: hostile, userLicense: hostile });
    const all = {
      mode: 'admin' as const,
      ...{
        objectRows: known(true as const),
        fieldRows: known(true as const),
        userPermissionRows: known(true as const),
      },
    };
    const counts = { objects: 1, fields: 2, setup: null };
    const set = { type: 'PermissionSet', id: '0PS5g', ...gives, licenseId: null, orgWide: [hostile], counts } as const;
    const subject = { kind: 'object', sobject: 'Account', access: 'read' } as const;
    for (const own of [sources, []]) {
      const whole = { ...person, evidence: { ...all, sources: known(own.map(source)) } };
      const asked = {
        ...{ subject: requirementFor(subject), requirements: null, without: own.length > 0 ? hostile : null },
        ...{ sets: [set], lookedFor: [subject], ownSet: null },
      };
      const read = snapshot(whole);
      const org = { ...read.org, name: hostile, username: hostile };
      const found = explain(asked, { ...read, org }, whole);
      const report = explainReport({ ...read, org }, found, { apiCalls: 4, seesSets: true }, findingTexts());
      expectHarmless(explainText(report, { ...texts(), contentOf: 'sf', explainThat: (words) => words.join(' ') }));
    }
  });

  it('with --who keeps every name in its line, and shows what a terminal would obey', () => {
    const set = { ...source({ objects: { Account: 'read' } }), name: hostile, label: hostile };
    const person = (id: string, isActive: boolean | null) => ({
      ...{ id, username: hostile, name: hostile, profile: hostile, userLicense: hostile, isActive },
      ...{ flags: new Map(), packages: new Map(), licenses: null, sources: [set], alike: id },
    });
    const evidence = {
      objectRows: known(true as const),
      fieldRows: known(true as const),
      userPermissionRows: known(true as const),
    };
    const subject = requirementFor({ kind: 'object', sobject: 'Account', access: 'read' });
    const holders = { users: [person('005A', true), person(hostile, null)], evidence };
    const who = whoHolds(subject, schema(), holders, true);
    const read = snapshot(user());
    const org = { ...read.org, name: hostile, username: hostile };
    const text = whoText(whoReport(who, { ...read, org }, 1, findingTexts()), texts());
    expect(who.users).to.have.length(1);
    expect(who.unclear).to.have.length(1);
    expectHarmless(text);
  });
});
