/** People of an org of whom it is asked who may read Account. */
import { known } from '../../../../src/access/snapshot.js';
import type { Entry } from '../../../../src/access/entry.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { requirementFor } from '../../../../src/explain/subject.js';
import { whoHolds } from '../../../../src/explain/whoHolds.js';
import type { PossibleHolder } from '../../../../src/explain/whoHolds.js';
import { whoReport } from '../../../../src/report/explain/whoReport.js';
import type { WhoReport } from '../../../../src/report/explain/whoReport.js';
import type { Words } from '../../../../src/report/words.js';
import { snapshot, source, user } from '../../support/snapshot.js';
import type { SourceSpec } from '../../support/snapshot.js';
import { wordsOf } from '../support/scenes.js';

const [own, ofCheck] = [wordsOf('integration.explain'), wordsOf('integration.check')];
export const words: Words = (key, tokens) => (key.startsWith('report.') ? ofCheck : own)(key, tokens);

const readAccount = { kind: 'object', sobject: 'Account', access: 'read' } as const satisfies Entry;

/** Somebody with these sources; `isActive` where it matters. */
export const person = (name: string, sources: readonly SourceSpec[], isActive = true): PossibleHolder => ({
  id: `005${name}`,
  username: `${name.toLowerCase()}@example.com`,
  name,
  profile: 'Standard User',
  userLicense: 'Salesforce',
  isActive,
  flags: new Map(),
  packages: new Map(),
  licenses: null,
  sources: sources.map(source),
  alike: JSON.stringify(sources),
});

const reads: SourceSpec = { name: 'Reads', objects: { Account: 'read' } };
const waiting: SourceSpec = {
  type: 'PermissionSetGroup',
  name: 'Waiting',
  stale: true,
  members: { Reads: { objects: { Account: 'read' } } },
  muted: { objects: { Account: 'read' } },
  objects: { Account: 'read' },
};

/** Who of these people may read Account. */
export const whoReads = (people: readonly PossibleHolder[], withInactive = false): WhoReport => {
  const { org, takenAt, schema } = snapshot(user({}));
  const read = known(true as const);
  const evidence = { objectRows: read, fieldRows: read, userPermissionRows: read };
  const who = whoHolds(requirementFor(readAccount), schema, { users: people, evidence }, withInactive);
  return whoReport(who, { org, takenAt, schema }, 5, findingTexts());
};

/** Made when they are looked at, and not while the file is loaded. */
export const whoScenes = {
  some: () =>
    whoReads([
      person('Zoe', [reads, { name: 'Broad', permissions: ['ViewAllData'] }]),
      person('Adam', [{ type: 'Profile', name: 'Standard User', objects: { Account: 'read edit' } }]),
      person('Expired', [{ ...reads, inert: 'expired' }]),
      person('Gone', [reads], false),
      person('Wanda', [waiting]),
    ]),
  'with inactive': () => whoReads([person('Adam', [reads]), person('Gone', [reads], false)], true),
  none: () => whoReads([]),
  many: () =>
    whoReads(Array.from({ length: 45 }, (_, number) => person(`User${String(number).padStart(2, '0')}`, [reads]))),
  hostile: () => whoReads([person('Eve\u001b[2J', [{ ...reads, name: 'Re\u202eads' }])]),
} satisfies Record<string, () => WhoReport>;
