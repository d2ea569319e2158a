import { expect } from 'chai';
import { MetadataFileMistake } from '../../src/metadata/metadataFileMistake.js';
import { OrgFailure } from '../../src/org/failure.js';
import { Refusal } from '../../src/refusal.js';

describe('a refusal', () => {
  it('names the message bundle, the code and the words of the sentence', () => {
    const refusal = new Refusal('failure', 'file.missing', ['a.json', ['x', 'y']], ['z']);
    expect(refusal).to.deep.include({ bundle: 'failure', code: 'file.missing', actionArgs: ['z'], exitCode: 2 });
    expect(refusal.message).to.equal('file.missing: a.json x y');
  });

  it('of the org is one of messages/failure.md, and its code gives the exit code', () => {
    expect(new OrgFailure('REFUSED', ['a', 'b'])).to.deep.include({ bundle: 'failure', args: ['a', 'b'], exitCode: 2 });
    expect(new OrgFailure('INTERRUPTED').exitCode).to.equal(130);
    expect(new OrgFailure('GAVE_UP_WAITING').exitCode).to.equal(69);
    expect(new OrgFailure('REFUSED')).to.be.instanceOf(Refusal);
  });

  it('of a metadata file gets the path of the file', () => {
    const mistake = new MetadataFileMistake('Entity', 'nbsp', { line: 3, column: 7 });
    expect(mistake.in('a.xml')).to.deep.include({ bundle: 'projectFile', code: 'Entity', args: ['a.xml:3:7', 'nbsp'] });
  });
});
