import { expect } from 'chai';
import type { FailOn } from '../../../../src/exitCode.js';
import { checkText } from '../../../../src/report/check/checkText.js';
import type { UserSpec } from '../../support/snapshot.js';
import { user } from '../../support/snapshot.js';
import { ciro, definition, reading, reportOf, schemaFor, textOptions } from '../support/scenes.js';

const text = (
  rules: readonly string[],
  spec: UserSpec,
  { failOn = 'required' as FailOn, width = 200 } = {},
): string => {
  const needs = definition(rules);
  const report = reportOf(reading(schemaFor([needs]), user({ ...ciro, ...spec })), [needs], failOn);
  return checkText(report, textOptions({ width, paint: (_, one) => one }, 'integration.check'));
};

const everything: UserSpec = {
  sources: [{ name: 'Everything', permissions: ['ModifyAllData', 'CustomizeApplication'] }],
};

describe('the text of a check', () => {
  describe('a permission that the user must not have, and has', () => {
    const forbidding = [
      '{ userPermission: [ModifyAllData, CustomizeApplication], forbid: true, because: Reads only. }',
    ];

    it('is FORBIDDEN, with where it comes from, and never MISSING', () => {
      const said = text(forbidding, everything);
      expect(said).to.match(/FORBIDDEN +Modify All Data \(ModifyAllData\)/);
      expect(said).to.include('permission set Everything');
      expect(said)
        .to.not.match(/missing/i)
        .and.not.include('grantedBy');
    });

    it('is counted apart from what is missing', () => {
      expect(text(forbidding, everything)).to.match(/NOT READY +The user has 2 permissions that .* must not have\./);
      const both = text([...forbidding, '{ object: Account }', '{ userPermission: RunReports }'], {
        sources: [{ name: 'Apps', permissions: ['CustomizeApplication'] }],
      });
      expect(both).to.match(/NOT READY .*2 of \d required needs are missing\..* 1 permission /);
    });

    it('is to be taken out where it comes from, which grant cannot do', () => {
      const said = text(forbidding, everything);
      expect(said).to.match(/Take .* out of permission set Everything/);
      expect(said).to.not.include('integration grant');
    });

    it('names what it comes with, where it is implied', () => {
      const said = text(['{ object: Lead, access: delete, forbid: true }'], everything);
      expect(said).to.match(/FORBIDDEN +Delete on Lead/);
      expect(said).to.include('permission set Everything, which has Modify All Data');
    });
  });
});
