/** What the embedded org itself lets a user do, to compare findings with: a second, independent evaluation. */
import { expect } from 'chai';
import type { FindingResult, OneCheck } from '../../src/report/check/checkResult.js';
import { effectiveAccess } from '../local-org/permissions/effectiveAccess.js';
import type { EffectiveAccess, ObjectAccess, Org } from '../local-org/model/orgModel.js';

/** Whether the org gives what a finding is about; undefined for findings that are about something else. */
const givenBy = (access: EffectiveAccess, { kind, id }: FindingResult): boolean | undefined => {
  const forbidden = id.startsWith('not:');
  const [, subject = '', word = ''] = (forbidden ? id.slice('not:'.length) : id).split(':');
  const given = (): boolean | undefined => {
    switch (kind) {
      case 'userPermission':
        return access.userPermission(subject);
      case 'object':
        return access.object(subject)[word as ObjectAccess];
      case 'field': {
        const [sobject = '', field = ''] = subject.split('.');
        return access.field(sobject, field)[word === 'edit' ? 'edit' : 'read'];
      }
      default:
        return undefined;
    }
  };
  const value = given();
  return value === undefined || !forbidden ? value : !value;
};

/** A permission that a check calls unknown: neither right nor wrong. */
export type Agreement = { readonly compared: number; readonly unknown: readonly string[] };

/** Each permission that a check calls met is one that the org gives, and each that it calls missing is not. */
export const expectAgreement = (org: Org, check: OneCheck): Agreement => {
  const access = effectiveAccess(org, check.user.id);
  const permissions = check.findings.flatMap((finding) => {
    const given = finding.status === 'notApplicable' ? undefined : givenBy(access, finding);
    return given === undefined ? [] : [{ id: finding.id, code: finding.code, given, status: finding.status }];
  });
  const told = permissions.filter(({ status }) => status !== 'unknown');
  // Own rows, and a part of the rows, are access that the org gives.
  const isThere = ({ status, code }: (typeof told)[number]): boolean =>
    status === 'met' || /^(OWN|SOME)_ROWS/.test(code);
  const wrong = told.filter((one) => one.given !== isThere(one));
  expect(wrong, `${check.integration} for ${check.user.username}`).to.deep.equal([]);
  return {
    compared: told.length,
    unknown: permissions.filter(({ status }) => status === 'unknown').map(({ id }) => id),
  };
};
