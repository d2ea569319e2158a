/** Looks for the tests of the monitor: what is not said is as usual. */
import type { GrantedBy } from '../../../src/access/snapshot.js';
import type { Status } from '../../../src/kinds/verdict.js';
import { compare } from '../../../src/monitor/compare.js';
import type { Comparison, Say } from '../../../src/monitor/compare.js';
import type { Look, LookFinding } from '../../../src/monitor/look.js';
import type { KeptLook } from '../../../src/monitor/monitorState.js';

/** The sentences that a comparison adds, by their keys. */
export const say: Say = (key, args) => [key, ...args].join(' ');

export const source = (name: string, more: Partial<GrantedBy> = {}): GrantedBy => ({
  type: 'PermissionSet',
  name,
  namespace: null,
  label: `${name} label`,
  ...more,
});

export const findingOf = (id: string, status: Status, more: Partial<LookFinding> = {}): LookFinding => ({
  id,
  kind: 'field',
  level: 'required',
  forbid: id.startsWith('not:'),
  status,
  code: status === 'met' ? 'GRANTED' : 'FIELD_MISSING',
  grantedBy: status === 'met' ? [source('Sync')] : [],
  counts: true,
  what: `name of ${id}`,
  why: status === 'met' ? [] : [`why ${id}`],
  ...more,
});

export const lookOf = (at: string, findings: readonly LookFinding[], more: Partial<Look> = {}): Look => ({
  user: { id: '005000000000001AAA', username: 'sync@acme.com', name: 'Sync User' },
  reference: 'acme',
  authentication: 'oauth',
  definition: { id: 'acme', hash: 'sha256:1', label: 'Acme Sync' },
  plugin: '1.0.0',
  at,
  findings,
  upcoming: [],
  ...more,
});

/** Compares looks one after the other, from the baseline on. @returns the last comparison, and what is kept */
export const through = (...looks: readonly Look[]): Comparison => {
  let kept: KeptLook | null = null;
  let last: Comparison | null = null;
  for (const look of looks) {
    last = compare(kept, look, say);
    kept = last.next;
  }
  if (last === null) throw new Error('no look');
  return last;
};

/** What is told, in short: `lost Lead.Email met>unmet`. */
export const told = ({ news }: Pick<Comparison, 'news'>): string[] =>
  news.map((one) => `${one.news} ${one.id} ${one.was ?? '-'}>${one.is ?? '-'}`);
