import { expect } from 'chai';
import { kindsSpokenOf } from '../../../src/generate/pageKinds.js';

describe('kinds of rules that a line of a page may be about', () => {
  const table: ReadonlyArray<[text: string, kinds: string[]]> = [
    ['Exempt the user from validation rules', ['automation']],
    ['Use the Minimum Access profile', ['profile']],
    ['Assign the Acme permission set', ['permissionSetAssigned']],
    ['Assign a permission set license', ['permissionSetLicense']],
    ['Install the managed package and admit the connected app', ['connectedApp', 'package']],
    ['Keep the history of stages', ['historyTracking']],
    ['Sharing settings of accounts', ['recordVisibility']],
    ['sharing must not hide accounts', ['recordVisibility']],
    ['Full access', []],
  ];
  for (const [text, kinds] of table) it(text, () => expect(kindsSpokenOf(text)).to.deep.equal(kinds));
});
