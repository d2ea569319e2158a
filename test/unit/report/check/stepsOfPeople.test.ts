import type { ApexTrigger } from '../../../../src/access/orgAutomation.js';
import { known } from '../../../../src/access/snapshot.js';
import { checkSteps } from '../../../../src/report/check/nextSteps.js';
import { field } from '../../support/snapshot.js';
import { withoutAutomation } from '../support/scenes.js';
import { tellsSteps } from './stepScenes.js';
import type { StepCase, StepScene } from './stepScenes.js';
import { share, check, again, repeat, only, seeToIt, deedsDone, usualDeedsDone } from './stepTexts.js';

/** Records of these objects are created, and fields that they must have are not written; triggers may fill them. */
const requiredFields = (sobjects: readonly string[], triggers: readonly ApexTrigger[] = []): StepScene => ({
  rules: sobjects.flatMap((name) => [`{ object: ${name}, access: [create] }`, `{ automation: ${name} }`]),
  org: {
    more: {
      automation: new Map(
        sobjects.map((name) => [name.toLowerCase(), { ...withoutAutomation, triggers: known(triggers) }]),
      ),
      fields: new Map(
        sobjects.map((name) => [
          name.toLowerCase(),
          known(
            new Map(
              ['LastName', 'Company'].map((one) => [
                one.toLowerCase(),
                field(one, { required: true, hasDefault: false }),
              ]),
            ),
          ),
        ]),
      ),
    },
  },
  user: { sources: [{ objects: Object.fromEntries(sobjects.map((name) => [name, 'read create'])) }] },
});
const waivers = (added: number | null, path = 'config/waivers.yml'): StepScene => ({
  rules: [share],
  check: { waivers: path },
  report: {
    waivers: [
      { path: 'other.yml', uses: [], added: 1, soonDays: 14 },
      { path, uses: [], added, soonDays: 14 },
    ],
  },
});
const project = (file: string, ...keys: readonly string[]): StepScene => ({
  rules: [share],
  report: { project: { file, settings: keys.map((key) => ({ key, value: 'some' })), elsewhere: [] } },
});
const mapFields =
  'Have the vendor map Contact.Company, Contact.LastName, Lead.Company, Lead.LastName, give the fields a default value, or let them be empty (Setup > Object Manager > Contact, Lead > Fields & Relationships).';
const nameFields = 'report.step.nameFields [Contact, Lead | integrations/acme.yml]';
const fieldsRule = '- { field: [Contact.Company, Contact.LastName, Lead.Company, Lead.LastName], access: [edit] }';
const tellsAll = (cases: readonly StepCase[]): void =>
  tellsSteps(cases, (_, { check: one, report, options }) => checkSteps(one, report, options));

describe('what is done by hand', () => {
  const told = (scene: StepScene, step: string): readonly [StepScene, readonly string[]] => [
    scene,
    [seeToIt, step, again],
  ];
  tellsAll([
    ['has an entry made for it in the usual file', ...told({ rules: [share] }, usualDeedsDone)],
    [
      'has it made by the command that was run where there is none for one user',
      ...told({ rules: [share], isWithoutCommandFor: true }, usualDeedsDone.replace(check, 'sf again')),
    ],
    [
      'has it made in the file of the check',
      ...told(waivers(null), deedsDone('config/waivers.yml', 'config/waivers.yml')),
    ],
    [
      'has its reason written where the entry is there',
      ...told(waivers(0), 'report.step.deedsReason [config/waivers.yml]'),
    ],
    [
      'has nothing to do with the file of another check',
      ...told({ ...waivers(1), check: { waivers: null } }, usualDeedsDone),
    ],
    [
      'has it made in the file that the project file names',
      ...told(
        { rules: [share], options: { namedWaivers: 'team/waivers.yml' } },
        `report.step.deedsDone.named [team/waivers.yml] > ${check} --update-waivers`,
      ),
    ],
    [
      'has it made in the file of the check rather than in the one that the project file names',
      ...told(
        { ...waivers(null), options: { namedWaivers: 'team/waivers.yml' } },
        `report.step.deedsDone.named [config/waivers.yml] > ${check} --update-waivers`,
      ),
    ],
    [
      'has the file named in the project file',
      ...told(
        project('sf-integration.yml', 'org'),
        `report.step.deedsDone.project [integration.waivers.yml | sf-integration.yml | integration.waivers.yml] > ${check} --update-waivers`,
      ),
    ],
    [
      'has it made without a flag where the project file names it already',
      ...told(
        project('sf-integration.yml', 'org', 'waivers'),
        `report.step.deedsDone.named [integration.waivers.yml] > ${check} --update-waivers`,
      ),
    ],
    [
      'has the file given by a flag where the project file is elsewhere',
      ...told(project('../sf-integration.yml', 'org'), usualDeedsDone),
    ],
    [
      'has no entry made where there is no command',
      { rules: [share], options: { command: '', commandFor: () => '' } },
      [seeToIt],
    ],
  ]);
});

describe('fields that every new record must have', () => {
  const both = (): StepScene => requiredFields(['Lead', 'Contact']);
  const ownFile = { ownFile: 'integrations/acme.yml' };
  tellsAll([
    [
      'are named in the own file by a rule to be copied',
      () => ({ ...both(), check: ownFile }),
      [only(mapFields), `${only(nameFields)} > ${fieldsRule}`, repeat],
    ],
    [
      'are named so where what is recommended counts',
      () => ({ ...both(), check: ownFile, failOn: 'recommended' }),
      [mapFields, `${nameFields} > ${fieldsRule}`, again],
    ],
    [
      'are named so where a flow may fill them',
      () => ({
        ...requiredFields(['Lead'], [{ id: '01q1', name: 'Fill', namespace: null, onInsert: true, onUpdate: false }]),
        check: ownFile,
      }),
      [
        'Setup > Object Manager > Lead > Triggers > Fill: have a developer look whether it can refuse or change what the integration writes, and if so let it pass the integration user.',
        only(
          'Look whether automation fills Lead.Company, Lead.LastName of every new record; else have the vendor map them.',
        ),
        `${only('report.step.nameFields [Lead | integrations/acme.yml]')} > - { field: [Lead.Company, Lead.LastName], access: [edit] }`,
        repeat,
      ],
    ],
    ['are not named so in a built-in definition', both, [only(mapFields), repeat]],
  ]);
});
