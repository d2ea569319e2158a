import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fromRefusal } from '../../../src/cli/runError.js';
import { readPlan } from '../../../src/files/planFile.js';
import { readHistoryReceipt, readReceipt } from '../../../src/files/receiptFile.js';
import { readSetup } from '../../../src/files/setupPlanFile.js';
import { readSnapshot } from '../../../src/files/snapshotFile.js';
import { Refusal } from '../../../src/refusal.js';

const org = { id: '00D000000000001EAA', instanceUrl: 'https://acme.example' };
const files = {
  'a plan': { schemaVersion: 1, org, plannedAt: 'then', definitionHash: 'x', permissionSet: { name: 'A' }, adds: [] },
  'the plan of a setup': { schemaVersion: 1, kind: 'setup', org, grants: [], targets: [], history: null },
  'a receipt': { schemaVersion: 1, org, startedAt: 'then', permissionSet: { name: 'A' }, steps: [] },
  'the receipt of a setup': { schemaVersion: 1, kind: 'setup', org, startedAt: 'then', grants: [], history: null },
  'a snapshot': { snapshotVersion: 1, snapshot: {}, scope: {}, runnerLacks: [] },
  'something else': { name: 'x' },
  'an empty receipt': {},
};

const readers = {
  receipt: readReceipt,
  'receipt of history': readHistoryReceipt,
  plan: readPlan,
  'plan of a setup': readSetup,
  snapshot: readSnapshot,
};

const isA = {
  plan: 'is a plan: what was to be changed.',
  receipt: 'is a receipt: what was really changed.',
  snapshot: 'is a snapshot: what was read of an org.',
};

/** What is given in place of which file, and what the file is told to be; null: that it is none of ours. */
const cases: [given: keyof typeof files, wanted: keyof typeof readers, told: keyof typeof isA | null][] = [
  ['a plan', 'receipt', 'plan'],
  ['a plan', 'receipt of history', 'plan'],
  ['a plan', 'snapshot', 'plan'],
  ['the plan of a setup', 'receipt', 'plan'],
  ['the plan of a setup', 'receipt of history', 'plan'],
  ['a receipt', 'plan', 'receipt'],
  ['a receipt', 'plan of a setup', 'receipt'],
  ['the receipt of a setup', 'plan', 'receipt'],
  ['the receipt of a setup', 'plan of a setup', 'receipt'],
  ['a snapshot', 'receipt', 'snapshot'],
  ['a snapshot', 'plan', 'snapshot'],
  // What is of the right sort, but broken, is still told with the place of what is wrong.
  ['a plan', 'plan', null],
  ['a receipt', 'receipt', null],
  ['something else', 'receipt', null],
  ['an empty receipt', 'receipt', null],
];

describe('a file of ours in place of another one', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'other-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [given, wanted, told] of cases)
    for (const indent of [0, 2])
      it(`${given} for a ${wanted}${indent ? '' : ', in one line'}: ${told ?? 'not ours'}`, async () => {
        // A name that says the wrong thing: what stands in the file counts.
        const path = join(folder, 'plan-receipt-snapshot.json');
        await writeFile(path, JSON.stringify(files[given], null, indent));
        const refusal = await readers[wanted](path).then(
          () => null,
          (error: unknown) => error,
        );
        if (!(refusal instanceof Refusal)) throw new Error('not refused');
        const error = fromRefusal(refusal);
        expect(error).to.include({ name: 'FileNotOursError', exitCode: 2 });
        expect(error.message).to.contain(told ? isA[told] : 'is not what this command writes: look at');
        const advice = error.actions?.join('\n') ?? '';
        if (told === 'plan') expect(advice).to.contain('--save-receipt');
        if (told === 'receipt') expect(advice).to.contain('--save-plan');
        if (told === 'snapshot') expect(advice).to.contain('--save-plan').and.contain('--save-receipt');
      });
});
