import { fileURLToPath } from 'node:url';
import { Messages } from '@salesforce/core';
import { expect } from 'chai';
import { metadataFileCodes } from '../../../src/metadata/metadataFileMistake.js';
import { projectFileCodes, projectFileRefusal } from '../../../src/metadata/projectFileRefusal.js';

Messages.importMessagesDirectory(fileURLToPath(new URL('../../../src', import.meta.url)));

describe('sentences about project files', () => {
  const messages = Messages.loadMessages('sf-plugin-integration', 'projectFile');
  const withDetail = new Set<string>([
    ...metadataFileCodes,
    'Unreadable',
    'Unwritable',
    'BadProject',
    'OrgContentUnreadable',
  ]);

  for (const code of projectFileCodes) {
    it(`${code} says where, what, and what to do`, () => {
      const refusal = projectFileRefusal(code, '/a/b.xml:1:2', withDetail.has(code) ? 'DETAIL' : '');
      const error = messages.createError(`error.${code}`, refusal.args.flat());
      expect(error.message).to.include('/a/b.xml:1:2').and.not.include('%s');
      expect(error.message.includes('DETAIL')).to.equal(withDetail.has(code));
      expect(error.actions).to.have.length.above(0);
    });
  }
});
