import { expect } from 'chai';
import { OrgFailure } from '../../src/org/failure.js';

/** The failure with which a call ends. @throws Error where it does not fail */
export const failureOf = async (call: Promise<unknown>): Promise<OrgFailure> => {
  try {
    await call;
  } catch (error) {
    expect(error).to.be.instanceOf(OrgFailure);
    return error as OrgFailure;
  }
  throw new Error('it did not fail');
};
