import { checkDocument } from '../../../../src/report/document/checkDocument.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { gap, known } from '../../../../src/access/snapshot.js';
import { goldenFiles } from '../../../support/golden.js';
import { reportFilesOf } from '../../../support/reportFiles.js';
import { user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import {
  ciro,
  definition,
  reading,
  reportOf,
  schemaFor,
  textOptions,
  withoutAutomation,
  wordsOf,
} from '../support/scenes.js';

const documentOf = (rules: readonly string[], users: readonly UserSpec[]): ReportDocument => {
  const sets = [definition(rules)];
  const schema = schemaFor(sets, {
    extra: ['Lead.Phone'],
    more: {
      automation: new Map([
        [
          'lead',
          {
            ...withoutAutomation,
            validationRules: known([{ id: '03d1', name: 'Nobody', namespace: null, formula: known('TRUE') }]),
          },
        ],
      ]),
    },
  });
  const report = reportOf(reading(schema, ...users.map(user)), sets);
  const options = textOptions({ width: 80, paint: (_, text) => text }, 'integration.check');
  return checkDocument(report, options, { said: wordsOf('document'), version: '0.1.0' });
};

/** One of each: met, missing, in part, not readable, refused by automation, not needed here. */
const ordinary = (): ReportDocument =>
  documentOf(
    [
      '{ userPermission: ApiEnabled, because: Calls the APIs. }',
      '{ object: Lead, access: [read, edit], because: Leads are read and updated. }',
      '{ object: Opportunity, access: [read, viewAllRecords], minimum: [read], because: Deals are scored. }',
      '{ field: [Lead.Phone, Lead.mk_*__c], access: edit, because: Phones are filled in. }',
      '{ field: Account.Website, level: recommended, because: Accounts are matched by it. }',
      '{ object: Nothing__c, ifPresent: true, level: optional, because: Only with the package. }',
      '{ automation: Lead, onFields: [Phone], level: recommended, because: Leads are written. }',
    ],
    [
      {
        ...ciro,
        isFrozen: gap('NOT_AUTHORISED', 'UserLogin', 'INVALID_TYPE'),
        sources: [
          {
            name: 'Base',
            permissions: ['ApiEnabled'],
            objects: { Lead: 'read', Opportunity: 'read' },
            expiresAt: '2027-01-31T00:00:00.000Z',
          },
        ],
      },
      { username: 'second@example.com', name: 'Second' },
    ],
  );

const evil =
  '=cmd|"/c calc"!A1 <img src=x onerror=alert(1)> @everyone #1 [x](https://evil.example) `|` ::error::x ##[error]x';

/** What somebody may have put into names. */
const hostile = (): ReportDocument =>
  documentOf(
    [
      `{ object: Account, because: ${JSON.stringify(evil)} }`,
      '{ field: Account.Website, because: "-- a b --" }',
      '{ userPermission: ApiEnabled, because: "1. not a list" }',
    ],
    [
      {
        username: '@admin+x@example.com',
        name: `${evil}\u202e\u001b[31m\u0000`,
        profile: '</details><!-- |',
        sources: [{ name: '=Set|`<b>', permissions: ['ApiEnabled'] }],
      },
    ],
  );

goldenFiles('reports', { ...reportFilesOf('ordinary', ordinary), ...reportFilesOf('hostile', hostile) });
