import { expect } from 'chai';
import { platformCode } from '../../../src/platform/platformCode.js';
import { isAboutRecord, isDuplicate, isGoneAlready, isNameTaken } from '../../../src/platform/refusals.js';

describe('what a refusal of the platform is about (facts A19, H8, H9, I10)', () => {
  /** About this record alone, there already, of a name that is taken, gone. */
  const codes: Record<string, [boolean, boolean, boolean, boolean]> = {
    FIELD_INTEGRITY_EXCEPTION: [true, false, false, false],
    DUPLICATE_VALUE: [true, true, true, false],
    DUPLICATE_DEVELOPER_NAME: [true, false, true, false],
    ENTITY_IS_DELETED: [true, false, false, true],
    INVALID_CROSS_REFERENCE_KEY: [true, false, false, true],
    NOT_FOUND: [true, false, false, true],
    UNABLE_TO_LOCK_ROW: [false, false, false, false],
    INVALID_SESSION_ID: [false, false, false, false],
    INSUFFICIENT_ACCESS_OR_READONLY: [false, false, false, false],
    REQUEST_LIMIT_EXCEEDED: [false, false, false, false],
  };
  for (const [code, expected] of Object.entries(codes)) {
    it(code, () =>
      expect([isAboutRecord(code), isDuplicate(code), isNameTaken(code), isGoneAlready(code)]).to.deep.equal(expected),
    );
  }

  it('has a code, be it that none was told', () => {
    expect(['NOT_FOUND', '', undefined].map(platformCode)).to.deep.equal(['NOT_FOUND', 'UNKNOWN', 'UNKNOWN']);
  });
});
