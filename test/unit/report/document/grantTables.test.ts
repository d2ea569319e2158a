/** The tables of a planned grant: what is given, to whom, why, and what is to be known before. */
import { expect } from 'chai';
import { findingTexts } from '../../../../src/cli/presentation.js';
import type { PlannedUser } from '../../../../src/grant/grantPlan.js';
import type { TextOptions } from '../../../../src/report/check/textStyle.js';
import type { Place } from '../../../../src/report/document/grantPlace.js';
import {
  fieldTable,
  isInFront,
  leftOutTable,
  noteTables,
  objectTable,
  permissionTable,
  setupTables,
  userTable,
} from '../../../../src/report/document/grantTables.js';
import type { DocumentTable } from '../../../../src/report/document/reportDocument.js';
import type { PlanReport, ToldEntry } from '../../../../src/report/grant/planReport.js';
import { entryOf, existingSet, planFor } from '../../support/plans.js';
import { schema, snapshot, user } from '../../support/snapshot.js';
import { ciro, definition, reading, reportOf, schemaFor, textOptions } from '../support/scenes.js';
import { frame } from '../support/wholeDocument.js';

type Planned = { readonly plan?: Partial<PlanReport['plan']>; readonly options?: Partial<TextOptions> } & Partial<
  Omit<PlanReport, 'plan'>
>;

/** A plan of which nothing is to be told but what is given. */
const placeOf = ({ plan: ofPlan = {}, options = {}, ...more }: Planned): Place => {
  const plan = { ...planFor('Integration_acme', []), ...ofPlan };
  const taken = snapshot(user());
  return {
    report: {
      ...{ plan, reference: 'acme', org: taken.org, plannedAt: taken.takenAt },
      vocabulary: { texts: findingTexts(), schema: schema() },
      ...{ entries: [], covered: [], besides: { alone: [], there: [] }, licenses: new Map(), named: [], orgWide: [] },
      ...{ platformAccess: [], notFollowed: [], allowNames: [], manual: [], unclear: [], waived: [] },
      leftOut: { recommended: [], optional: [], degraded: [], byHand: [] },
      closing: { required: 0, recommended: 0, optional: 0 },
      ...more,
    },
    run: {
      mode: 'dryRun',
      plan,
      before: [],
      snapshot: taken,
      outcomes: [],
      interrupted: false,
      receipt: null,
      after: null,
    },
    ...{ after: null, planHash: null, exitCode: 0, json: null },
    command: {
      ...{ program: 'sf', savedAs: undefined, receiptFile: undefined },
      origin: {
        ...{ reference: 'acme', authentication: 'oauth', permissionSet: null },
        scope: { recommended: false, optional: false, degraded: false, minimum: false },
      },
    },
    options: { ...textOptions({ width: 80, paint: (_, text) => text }, 'integration.grant'), ...options },
    frame: frame(),
  };
};

/** An entry by its id, asked for because of something. */
const told = (id: string, more: Partial<ToldEntry> = {}): ToldEntry => ({
  ...{ entry: entryOf(id), isNewInSet: true, comesWith: [], comesWithAccess: [], orgClaim: false },
  ...{ because: ['Synced.'], places: [], level: 'required' },
  ...more,
});
const along = (id: string, ...names: string[]): ToldEntry => told(id, { comesWith: names, because: [] });
const held = (id: string): ToldEntry => told(id, { isNewInSet: false });

/** A table with its rows as texts. */
const inShort = ({ rows, ...table }: DocumentTable): object => ({
  ...table,
  rows: rows.map((row) => row.map(({ text }) => text)),
});
const notes = ['+ is new in the permission set; = is in it already and new for somebody.'];

describe('the objects of a plan', () => {
  it('are a row each, with a mark for each access that is given, and why all of it is', () =>
    expect(
      objectTable(
        placeOf({
          entries: [
            told('userPermission:ApiEnabled'),
            told('object:Lead:read'),
            told('object:Lead:edit', { because: ['Synced.', 'Scored.'] }),
            held('object:Account:read'),
            told('object:Account:delete', { because: [], places: [{ file: 'acme.yml', line: 7, column: 3 }] }),
          ],
        }),
      ).map(inShort),
    ).to.deep.equal([
      {
        ...{ key: 'report.section.object', title: 'Objects', notes },
        columns: ['Object', 'Read', 'Edit', 'Delete', 'Why'],
        rows: [
          ['Lead', '+', '+', '', 'Synced. Scored.'],
          ['Account', '=', '', '+', 'Synced. Asked for in acme.yml:7, without a reason.'],
        ],
      },
    ]));

  const whys: ReadonlyArray<readonly [string, () => ToldEntry[], string]> = [
    [
      'each reason once',
      () => [told('object:Lead:edit'), told('object:Lead:read', { because: ['Synced.', 'Read.'] })],
      'Synced. Read.',
    ],
    [
      'what comes along with what is asked for',
      () => [told('object:Lead:edit'), along('object:Lead:read', 'Edit on Lead')],
      'Synced. Read comes along: Salesforce requires it with it.',
    ],
    [
      'all that comes along, in the order of access',
      () => [told('object:Lead:modifyAllRecords'), along('object:Lead:edit', 'X'), along('object:Lead:read', 'X')],
      'Synced. Read, Edit come along: Salesforce requires them with it.',
    ],
    [
      'what it comes along with, where all of it does',
      () => [along('object:Lead:edit', 'A', 'B'), along('object:Lead:read', 'A', 'B')],
      'Comes along with A, B.',
    ],
    [
      'what each comes along with, where the org alone says of one that it has to',
      () => [
        ...[told('object:Lead:edit'), along('object:Lead:delete', 'X')],
        { ...along('object:Lead:read', 'Edit on Lead'), orgClaim: true },
      ],
      'Synced. Comes along with X. Comes along with Edit on Lead.',
    ],
  ];
  for (const [name, entries, why] of whys)
    it(`say ${name}`, () =>
      expect(objectTable(placeOf({ entries: entries() }))[0]?.rows.map((row) => row.at(-1))).to.deep.equal([
        { text: why },
      ]));
});

describe('what else a plan gives', () => {
  const place = (): Place =>
    placeOf({
      entries: [
        ...[told('userPermission:ApiEnabled'), held('userPermission:ViewSetup')],
        along('userPermission:ViewRoles', 'View Setup'),
        ...[told('field:Account.Website:read'), told('field:Account.Industry:read'), told('field:Account.Name:edit')],
        told('field:Account.Phone:read', { because: ['Called.'] }),
        ...[held('field:Account.Fax:read'), told('field:Lead.Website:read')],
        ...[told('apexClass:Acme'), held('customPermission:acme__Sync'), along('customPermission:Other', 'x')],
      ],
    });
  const columns = ['', 'Permission', 'Why'];

  it('are user permissions, by label', () =>
    expect(permissionTable(place()).map(inShort)).to.deep.equal([
      {
        ...{ key: 'report.section.userPermission', title: 'System permissions', notes, columns },
        rows: [
          ['+', 'ApiEnabled label (ApiEnabled)', 'Synced.'],
          ['=', 'ViewSetup label (ViewSetup)', 'Synced.'],
          ['+', 'ViewRoles', 'Comes along with View Setup.'],
        ],
      },
    ]));

  it('are fields, together where object, access, mark and reason are the same', () =>
    expect(fieldTable(place()).map(inShort)).to.deep.equal([
      {
        ...{ key: 'report.section.field', title: 'Fields', notes, columns: ['', 'Object', 'Access', 'Fields', 'Why'] },
        rows: [
          ['+', 'Account', 'Read', 'Website, Industry', 'Synced.'],
          ['+', 'Account', 'Edit', 'Name', 'Synced.'],
          ['+', 'Account', 'Read', 'Phone', 'Called.'],
          ['=', 'Account', 'Read', 'Fax', 'Synced.'],
          ['+', 'Lead', 'Read', 'Website', 'Synced.'],
        ],
      },
    ]));

  it('are things of Setup, a table of each kind', () =>
    expect(setupTables(place()).map(inShort)).to.deep.equal([
      {
        ...{ key: 'report.section.customPermission', title: 'Custom permissions', notes, columns },
        rows: [
          ['=', 'acme__Sync', 'Synced.'],
          ['+', 'Other', 'Comes along with x.'],
        ],
      },
      {
        ...{ key: 'report.section.apexClass', title: 'Apex classes', notes, columns },
        rows: [['+', 'Acme', 'Synced.']],
      },
    ]));

  it('are no table where there is nothing of it', () =>
    expect(
      [objectTable, permissionTable, fieldTable, setupTables].flatMap((tablesOf) => tablesOf(placeOf({}))),
    ).to.deep.equal([]));
});

describe('what a plan leaves out', () => {
  /** What people have to see to, of which a rule says nothing but that. */
  const seeTo = (number: number): PlanReport['leftOut']['byHand'] => {
    const rules = Array.from({ length: number }, (_, at) => `{ manual: Do ${at}., name: s${at}, level: recommended }`);
    const sets = [definition(rules)];
    const [check] = reportOf(reading(schemaFor(sets), user(ciro)), sets).checks;
    return [{ include: 'recommended', findings: check?.findings.filter(({ kind }) => kind === 'manual') ?? [] }];
  };
  const deed = (at: number): string =>
    `By hand: s${at}: See to it: Do ${at}. No query tells whether it is done; once it is, a waiver for \`manual:s${at}\` says so: write into its reason what was done (an empty reason waives nothing).`;
  const options = { includeCommand: (words: readonly string[]): string => ['sf x', ...words].join(' ') };
  const left = { recommended: [], optional: [], degraded: [], byHand: [] };

  const cases: ReadonlyArray<readonly [string, () => Planned, string[]]> = [
    [
      'is told by level, with the command that plans it',
      () => ({ leftOut: { ...left, recommended: ['Run Reports'], optional: ['A\u001b', 'B'] }, options }),
      [
        'Left out: 1 recommended need that is missing: Run Reports. --include recommended gives it too. `sf x --include recommended`',
        'Left out: 2 optional needs that are missing: A\\u{1b}, B. --include optional gives them too. `sf x --include optional`',
      ],
    ],
    [
      'is told without a command where none does it',
      () => ({ leftOut: { ...left, degraded: ['View All on Lead'] } }),
      ['Left out: 1 need that is there in part: View All on Lead. --include degraded gives it in full.'],
    ],
    [
      'is told with what to do, where nobody can grant it',
      () => ({ leftOut: { ...left, byHand: seeTo(1) }, options }),
      ['Left out: 1 need that grant cannot give.', deed(0)],
    ],
    [
      'is told of five of many, and how the rest is told',
      () => ({ leftOut: { ...left, byHand: seeTo(7) }, options }),
      [
        'Left out: 7 needs that grant cannot give.',
        ...[0, 1, 2, 3, 4].map(deed),
        'And 2 more: --include recommended says what to do. `sf x --dry-run --include recommended`',
      ],
    ],
    [
      'is told of five of many, and how many more there are, where no command tells the rest',
      () => ({ leftOut: { ...left, byHand: seeTo(7) } }),
      [
        'Left out: 7 needs that grant cannot give.',
        ...[0, 1, 2, 3, 4].map(deed),
        'And 2 more: --include recommended says what to do.',
      ],
    ],
    [
      'is told of the page of the vendor too',
      () => ({
        plan: {
          requirements: {
            ...planFor('Integration_acme', []).requirements,
            leftOut: { features: ['enrichment'], phases: [] },
          },
        },
        leftOut: { ...left, recommended: ['Run Reports'] },
      }),
      [
        'Left out: 1 recommended need that is missing: Run Reports. --include recommended gives it too.',
        'Features that are not used: enrichment (-i acme+NAME).',
      ],
    ],
  ];
  for (const [name, plan, rows] of cases)
    it(name, () =>
      expect(leftOutTable(placeOf(plan())).map(inShort)).to.deep.equal([
        { key: 'left-out', title: 'Left out', notes: [], columns: ['Note'], rows: rows.map((text) => [text]) },
      ]),
    );

  it('is no table where it leaves out nothing', () => expect(leftOutTable(placeOf({}))).to.deep.equal([]));
});

describe('the users of a plan', () => {
  const receiver = (username: string, assign: boolean): PlannedUser => ({
    ...{ id: username, username, assign, licenses: [], permissionSets: [], receives: [] },
  });
  const permissionSet = (): PlanReport['plan']['permissionSet'] => ({
    ...{ name: 'Integration_acme', label: 'Acme' },
    existing: existingSet({}, { alsoFor: ['c@example.com', 'd\u001b@example.com'] }),
  });
  const adds = (): PlanReport['plan']['adds'] => planFor('Integration_acme', ['object:Lead:read']).adds;
  const table = { key: 'users', title: 'Users', notes: [], columns: ['User', 'Gets'] };

  it('are a row each, with what they get', () =>
    expect(
      userTable(
        placeOf({ plan: { users: [receiver('a@example.com', true), receiver('b\u001b@example.com', false)] } }),
      ),
    ).to.deep.equal({
      ...table,
      rows: [
        [
          { text: 'a@example.com' },
          { text: 'gets the permission set Integration_acme with 0 permissions, 0 of them new for this user' },
        ],
        [{ text: 'b\\u{1b}@example.com' }, { text: 'needs no new assignment' }],
      ],
    }));

  const others = [
    'Also for: c@example.com, d\\u{1b}@example.com (has this permission set, and gets what is added to it)',
  ];
  const cases: ReadonlyArray<readonly [string, () => Partial<PlanReport['plan']>, string[]]> = [
    ['say who else gets what is added to the set', () => ({ permissionSet: permissionSet(), adds: adds() }), others],
    ['name nobody else where nothing is added', () => ({ permissionSet: permissionSet() }), []],
    ['name nobody else of a set that is new', () => ({ adds: adds() }), []],
  ];
  for (const [name, plan, ofNotes] of cases)
    it(name, () => expect(userTable(placeOf({ plan: plan() }))).to.deep.equal({ ...table, notes: ofNotes, rows: [] }));
});

describe('what is to be known of a plan', () => {
  const tables = (): DocumentTable[] =>
    noteTables(
      placeOf({
        orgWide: [{ name: 'Modify All Data', users: ['a@example.com', 'b@example.com'] }],
        entries: [told('object:Lead:delete'), told('object:Case:delete')],
        ...{ notFollowed: [{ permission: 'P', brings: ['Q'] }], allowNames: ['Q'] },
      }),
    );

  it('is a table of each note, red where it gives control over the whole org', () =>
    expect(tables()).to.deep.equal([
      {
        ...{ key: 'note-control', title: 'Gives control over the whole org', notes: [], columns: ['Note'] },
        rows: [[{ text: 'Modify All Data: a@example.com, b@example.com', tone: 'bad' }]],
      },
      {
        ...{ key: 'note-broad', title: 'Deletes, and access to all records', notes: [], columns: ['Note'] },
        rows: [[{ text: 'Delete on Lead, Case', tone: 'unsure' }]],
      },
      {
        ...{ key: 'note-notFollowed', title: 'What this org says and is not followed', notes: [], columns: ['Note'] },
        rows: [
          [{ text: 'P: the org says that it cannot be without Q.', tone: 'unsure' }],
          [
            {
              text: 'No rule of Salesforce that is known says so. If you know that it is right: --allow Q',
              tone: 'unsure',
            },
          ],
        ],
      },
    ]));

  it('stands in front where it is about the org or about all records', () =>
    expect(
      tables()
        .filter(isInFront)
        .map(({ key }) => key),
    ).to.deep.equal(['note-control', 'note-broad']));
});
