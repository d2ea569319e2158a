import { findingTexts } from '../../../../src/cli/presentation.js';
import type { FoundHoldings } from '../../../../src/generate/generatedDefinition.js';
import { builtInVocabulary } from '../../../../src/generate/pageVocabulary.js';
import { readVendorPage } from '../../../../src/generate/vendorPage.js';
import { generateText, madeText, pageText } from '../../../../src/report/generate/generateReport.js';
import type { GeneratedFile, GenerateTextOptions } from '../../../../src/report/generate/generateReport.js';
import { gapLines } from '../../../../src/report/generate/pageDraft.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { wordsOf } from '../support/scenes.js';
import { group, much, permissionSet, profile, userWithLogs, userWithoutLogs } from './support/found.js';
import { page } from './support/pages.js';

const words = wordsOf('integration.generate.definition');

const options = ({ width }: View, more: Partial<GenerateTextOptions> = {}): GenerateTextOptions => ({
  width,
  words,
  texts: findingTexts(),
  checkCommand: 'sf integration check -o admin@example.com -u sync@example.com -i integrations/acme-sync.yml',
  lookupCommand: 'sf integration lookup LABEL -o admin@example.com',
  validateCommand: 'sf integration validate integrations/acme-sync.yml -o admin@example.com',
  ...more,
});

const written: GeneratedFile = {
  id: 'acme-sync',
  label: 'Acme Sync',
  text: 'id: acme-sync\n',
  file: 'integrations/acme\u200Bsync.yml',
  written: true,
};
const shown: GeneratedFile = { ...written, file: null, written: false };
const withoutFile = { checkCommand: null, validateCommand: null };

const found =
  (make: () => FoundHoldings, file: GeneratedFile, more: Partial<GenerateTextOptions> = {}) =>
  (view: View): string =>
    generateText(make(), file, options(view, more));

const gaps = (): string[] => gapLines(readVendorPage(page, builtInVocabulary).gaps, words);

golden('generate', {
  'permission-set': found(permissionSet, written),
  'group-unchanged': found(group, { ...written, written: false }),
  'profile-not-written': found(profile, shown, withoutFile),
  'user-with-logs': found(userWithLogs, written),
  'user-without-logs': found(userWithoutLogs, written),
  much: found(much, written),
  'extension-written': (view) =>
    madeText(
      written,
      'the definition acme (Acme), which it extends',
      ['Needs that it inherits: 7.'],
      [],
      options(view),
    ),
  'extension-unchanged': (view) =>
    madeText({ ...written, written: false }, 'the definition acme (Acme), which it extends', [], [], options(view)),
  'extension-shown': (view) =>
    madeText(shown, 'the definition acme (Acme), which it extends', [], [], options(view, withoutFile)),
  'page-written': (view) =>
    pageText(
      written,
      'the text in acme.txt',
      ['Needs that it asks for: 14. '.repeat(4).trim(), 'The page has one more line.'],
      gaps(),
      options(view),
    ),
  'page-many-gaps': (view) => pageText(written, 'the text in acme.txt', [], [...gaps(), ...gaps()], options(view)),
  'page-without-gaps': (view) => pageText(written, 'the text in acme.txt', [], [], options(view)),
  'page-shown': (view) => pageText(shown, 'the text in acme.txt', [], gaps(), options(view, withoutFile)),
  'page-shown-without-gaps': (view) => pageText(shown, 'the text in acme.txt', [], [], options(view, withoutFile)),
});
