import { readVendorPage } from '../../../../src/generate/vendorPage.js';
import { builtInVocabulary } from '../../../../src/generate/pageVocabulary.js';
import type { FoundHoldings } from '../../../../src/generate/generatedDefinition.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { definitionYaml } from '../../../../src/report/generate/definitionYaml.js';
import { extensionDraft } from '../../../../src/report/generate/extensionDraft.js';
import { pageDraft } from '../../../../src/report/generate/pageDraft.js';
import { draftOf } from '../../../../src/report/generate/sourceComments.js';
import { goldenFiles } from '../../../support/golden.js';
import { parse } from '../../definition/helpers.js';
import { wordsOf } from '../support/scenes.js';
import { group, much, permissionSet, profile, userWithLogs, userWithoutLogs } from './support/found.js';
import { page } from './support/pages.js';

const words = wordsOf('integration.generate.definition');

const written = (make: () => FoundHoldings) => (): string =>
  definitionYaml(draftOf(make(), { id: 'acme-sync', label: 'Acme: Sync' }, words, findingTexts()));

const base = [
  'schemaVersion: 1',
  'id: acme',
  'label: Acme',
  'requires:',
  '  - userPermission: ApiEnabled',
  '  - object: Account',
  '  - { field: [Account.Website, Account.Industry], access: [edit] }',
  '  - connectedApp: "Acme: Sync, whose name goes on for longer than the eighty columns that a line of YAML has"',
  'variants:',
  '  small: { default: true }',
  '  large: { requires: [{ object: Contact, access: [edit] }] }',
  'features:',
  '  notes: { requires: [{ object: Note }] }',
  '  leads: { default: true, requires: [{ object: Lead }] }',
].join('\n');

const extension = (variant: string | null, features: readonly string[]) => (): string =>
  definitionYaml(
    extensionDraft(parse(base), { reference: './acme.yml', variant, features, id: 'acme-own', label: 'Acme' }, words),
  );

goldenFiles('generate-definition', {
  'permission-set.yml': written(permissionSet),
  'group.yml': written(group),
  'profile.yml': written(profile),
  'user-with-logs.yml': written(userWithLogs),
  'user-without-logs.yml': written(userWithoutLogs),
  'much.yml': written(much),
  'extension.yml': extension(null, []),
  'extension-of-a-variant.yml': extension('large', ['notes', 'leads']),
  'page.yml': () =>
    definitionYaml(
      pageDraft(
        readVendorPage(page, builtInVocabulary),
        { id: 'acme-sync', label: 'Acme Sync', file: 'acme.txt' },
        words,
      ),
    ),
});
