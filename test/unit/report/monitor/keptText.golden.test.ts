/** What was kept of looks, for a terminal. */
import type { KeptReport } from '../../../../src/report/monitor/keptStates.js';
import { keptText } from '../../../../src/report/monitor/keptText.js';
import type { CommandOfKept } from '../../../../src/report/monitor/keptText.js';
import { golden } from '../../../support/golden.js';

import { keptOfAll, keptWith } from './kept.js';
import { at, keptLook, keptState, monitorWords as words } from './looks.js';

const commandFor: CommandOfKept = ({ org }, { reference }) =>
  reference === 'elsewhere.yml' ? null : `sf integration check -i ${reference} -o ${org.shortName}`;

const long = 'integration-user-of-a-very-long-name@subsidiary.of.a.company.example.com';

const scenes: Record<string, () => KeptReport> = {
  everything: keptOfAll,
  'long-names': () =>
    keptWith([
      keptState([keptLook([], { user: { id: '1', username: long, name: 'x' }, reference: 'hg-insights@all' })]),
    ]),
  many: () =>
    keptWith([keptState(Array.from({ length: 7 }, (_, number) => keptLook([], { reference: `i${number}` })))]),
  nothing: () => keptWith([]),
  'without-command': () => keptWith([keptState([keptLook([], { reference: 'elsewhere.yml', at })])]),
};

golden(
  'monitor-kept',
  Object.fromEntries(
    Object.entries(scenes).map(([name, report]) => [
      name,
      (view) => keptText(report(), { ...view, words, verbose: false }, commandFor),
    ]),
  ),
);
