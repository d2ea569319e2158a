import { Messages } from '@salesforce/core';
import { DefinitionMistake } from '../../../../src/definition/definitionMistake.js';
import type { Mistake } from '../../../../src/definition/definitionMistake.js';
import { mistakeWords } from '../../../../src/cli/mistakeWords.js';
import { validateJson } from '../../../../src/report/validate/validateJson.js';
import { validateText } from '../../../../src/report/validate/validateText.js';
import type { FileContent, ValidatedFile } from '../../../../src/validate/validation.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { wordsOf } from '../support/scenes.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

const toldWith =
  (withOrgCommand: string | null, ...files: ValidatedFile[]) =>
  (view: View): string =>
    validateText(validateJson(files, mistakeWords), files, {
      ...view,
      words: wordsOf('integration.validate'),
      withOrgCommand,
    });

const told =
  (...files: ValidatedFile[]) =>
  (view: View): string =>
    toldWith(null, ...files)(view);

const fine = (file: string, content: FileContent): ValidatedFile => ({
  file,
  kind: content.kind,
  content,
  mistakes: [],
  unknown: [],
  names: null,
});

const at = (file: string, line: number, column: number, mistake: Mistake): DefinitionMistake =>
  new DefinitionMistake(mistake, { file, line, column });

const acme = fine('integrations/acme.yml', { kind: 'definition', id: 'acme', needs: 12, variants: 0 });

const long = 'integrations/of-a-vendor-with-a-long-name/and-several.yml';

golden('validate', {
  'one-fine-file': told(acme),
  'without-an-org': toldWith('sf integration validate integrations/acme.yml -o myorg', acme),
  'fine-files': told(
    acme,
    fine('integrations/sync.yml', { kind: 'definition', id: 'sync', needs: 1, variants: 2 }),
    fine('integration.config.yml', { kind: 'projectFile', integrations: 3 }),
    fine('integration.waivers.yml', { kind: 'waivers', waivers: 2, withoutReason: 1 }),
    fine('plan.json', { kind: 'plan', integration: 'acme', users: 2 }),
    fine('receipt.json', { kind: 'receipt', startedAt: '2026-11-28T10:00:00.000Z' }),
    fine('snapshot.json', { kind: 'snapshot', pluginVersion: '0.1.0' }),
  ),
  mistakes: toldWith(
    'never shown beside mistakes',
    acme,
    {
      file: long,
      kind: 'definition',
      content: null,
      unknown: [],
      names: null,
      mistakes: [
        at(long, 6, 5, {
          code: 'UnknownKey',
          key: 'acess',
          container: 'rule',
          kind: 'object',
          nearest: ['access'],
          known: ['object', 'access', 'minimum'],
        }),
        at(long, 17, 14, {
          code: 'UnknownWord',
          key: 'access',
          word: 'reed',
          nearest: ['read'],
          known: ['read', 'edit'],
        }),
        new DefinitionMistake({ code: 'IdNotFileName', id: 'acme', fileName: 'x.yml' }, { file: long }),
      ],
    },
    {
      file: 'plan.json',
      kind: 'plan',
      content: null,
      unknown: [],
      names: null,
      mistakes: [at('plan.json', 4, 11, { code: 'BrokenJson' })],
    },
    {
      file: 'gone\u001b[31m.json',
      kind: null,
      content: null,
      unknown: [],
      names: null,
      mistakes: [{ bundle: 'failure', code: 'file.missing', args: ['gone\u001b[31m.json'] }],
    },
  ),
});
