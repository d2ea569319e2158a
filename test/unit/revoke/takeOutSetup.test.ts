import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import type { SetupEntry } from '../../../src/access/setupEntities.js';
import type { StandingSetup } from '../../../src/access/standingSet.js';
import { addedEntries, platformFill } from '../../../src/revoke/receiptContents.js';
import { leftIn, takeOutOf, takesNothing } from '../../../src/revoke/takeOut.js';
import { receiptOf, setStep, standingSet } from './builders.js';

const syncId = '01p000000000001AAA';
const otherId = '01p000000000002AAA';

const row = (name: string, entityId: string, kind: SetupEntry['kind'] = 'apexClass'): StandingSetup => ({
  id: `0J0${entityId.slice(3)}`,
  entityId,
  entry: { kind, name },
});

/** What the grant added: ids of entries, and of each the id of the thing where the receipt has it. */
type Added = readonly (readonly [id: string, entityId?: string])[];

const outOf = (added: Added, setup: readonly StandingSetup[] | undefined) => {
  const receipt = receiptOf(
    ['ann'],
    [
      setStep([], {
        added: added.map(([id, entityId]) => ({
          id,
          before: 'none',
          ...(entityId === undefined ? {} : { entityId }),
        })),
      }),
    ],
  );
  const set = standingSet({}, setup && { setup });
  const out = takeOutOf(set, addedEntries(receipt), platformFill(receipt));
  return {
    rows: out.setup.map(({ id }) => id),
    entries: out.entries.map(entryId),
    left: leftIn(set, out).map(entryId),
    nothing: takesNothing(out),
  };
};

describe('which access to things of Setup goes out of a permission set with a grant', () => {
  const sync = row('Sync', syncId);
  const other = row('Other', otherId);
  type Gone = ReturnType<typeof outOf>;
  const table: [title: string, added: Added, setup: StandingSetup[] | undefined, gone: Gone][] = [
    [
      'things of Setup were not read',
      [['apexClass:Sync', syncId]],
      undefined,
      { rows: [], entries: [], left: [], nothing: true },
    ],
    [
      'by its id',
      [['apexClass:Sync', syncId]],
      [sync],
      { rows: [sync.id], entries: ['apexClass:Sync'], left: [], nothing: false },
    ],
    [
      'by its id, also under a new name',
      [['apexClass:Before', syncId]],
      [sync, other],
      { rows: [sync.id], entries: ['apexClass:Before'], left: ['apexClass:Other'], nothing: false },
    ],
    [
      'by its short id',
      [['apexClass:Sync', syncId.slice(0, 15)]],
      [sync],
      { rows: [sync.id], entries: ['apexClass:Sync'], left: [], nothing: false },
    ],
    [
      'another thing has the name by now: it stays',
      [['apexClass:Other', syncId]],
      [other],
      { rows: [], entries: [], left: ['apexClass:Other'], nothing: true },
    ],
    [
      'by its name, in any case, where the receipt has no id',
      [['apexClass:sync']],
      [sync, other],
      { rows: [sync.id], entries: ['apexClass:sync'], left: ['apexClass:Other'], nothing: false },
    ],
    [
      'a custom permission is not a class of its name',
      [['customPermission:Sync']],
      [sync],
      { rows: [], entries: [], left: ['apexClass:Sync'], nothing: true },
    ],
    [
      'several, of which one is not there any more',
      [
        ['apexClass:Sync', syncId],
        ['apexClass:Gone', '01p000000000009AAA'],
        ['apexClass:Other', otherId],
      ],
      [sync, other],
      { rows: [sync.id, other.id], entries: ['apexClass:Sync', 'apexClass:Other'], left: [], nothing: false },
    ],
    [
      'an id beside what is no thing of Setup takes nothing',
      [['userPermission:RunReports', syncId]],
      [sync],
      { rows: [], entries: [], left: ['apexClass:Sync'], nothing: true },
    ],
  ];
  for (const [title, added, setup, gone] of table) {
    it(title, () => expect(outOf(added, setup)).to.deep.equal(gone));
  }
});
