/** Errors that others throw, as this plugin tells them. */
import { expect } from 'chai';
import { fromAnything } from '../../../src/cli/runError.js';

describe('an error that is not ours', () => {
  it('shows no tab as an escape: sf sets off with one what is wrong with the org that was named', () => {
    const error = new Error('Parsing --target-org \n\tNo authorization information found for nosuch.');
    error.name = 'NamedOrgNotFoundError';
    const told = fromAnything(error, false);
    expect(told.message).to.equal('Parsing --target-org \n  No authorization information found for nosuch.');
    expect(told).to.include({ name: 'NamedOrgNotFoundError', exitCode: 2 });
  });
});
