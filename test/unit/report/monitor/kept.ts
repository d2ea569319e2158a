/** What `--status` reads, for the tests of its reports. */
import type { MonitorState } from '../../../../src/monitor/monitorState.js';
import type { KeptReport } from '../../../../src/report/monitor/keptStates.js';
import { at, before, keptFinding, keptLook, keptState } from './looks.js';

export const keptWith = (states: readonly MonitorState[], more: Partial<KeptReport> = {}): KeptReport => ({
  ...{ at, stateDir: '.sf-integration', states, keptAside: [] },
  ...more,
});

const early = '2026-11-02T07:00:00.000Z';

/** Everything that can be said of what was kept. */
export const keptOfAll = (): KeptReport =>
  keptWith(
    [
      keptState(
        [
          keptLook([
            keptFinding(),
            keptFinding({
              ...{ id: 'object:Lead:read', kind: 'object', status: 'met', what: 'Read on Lead', told: null },
            }),
            keptFinding({
              ...{ id: 'userPermission:ApiEnabled', kind: 'userPermission', status: 'unknown', what: 'API Enabled' },
              ...{ since: early, code: 'NOT_READ', told: null },
              changes: [
                { at: early, status: 'met' },
                { at: before, status: 'unknown' },
              ],
            }),
            keptFinding({
              ...{ id: 'object:Case:edit', kind: 'object', status: 'degraded', what: 'Edit on Case', counts: false },
              level: 'recommended',
            }),
            keptFinding({
              ...{ id: 'not:userPermission:ModifyAllData', kind: 'userPermission', forbid: true },
              ...{ what: 'Modify All Data', since: '2026-11-20T07:00:00.000Z' },
            }),
            keptFinding({
              ...{ id: 'object:Old__c:read', kind: 'object', status: 'impossible', what: 'Read on Old\u001b__c' },
              ...{ level: 'optional', counts: false, forbid: true },
            }),
            keptFinding({ id: 'object:Task:read', kind: 'object', status: 'waived', what: 'Read on Task' }),
          ]),
          keptLook([keptFinding({ status: 'unknown' })], {
            ...{ reference: 'hg\u001b', at: '2026-11-26T06:59:59.999Z' },
            user: { id: '2', username: 'hg@acme.com', name: 'HG' },
          }),
          // Two days ago, to the millisecond: not old yet.
          keptLook([], { reference: 'ciro', at: '2026-11-26T07:00:00.000Z' }),
        ],
        {
          outbox: [
            { run: 'r1', at: before, looks: [], pending: ['slack', 'mail\u001b'] },
            { run: 'r2', at, looks: [], pending: ['slack'] },
          ],
        },
      ),
      keptState([keptLook([], { reference: 'elsewhere.yml', user: { id: '3', username: 'e@acme.com', name: 'E' } })], {
        ...{ integration: 'elsewhere' },
        org: { id: '00D2', username: 'admin@globex.com', shortName: 'globex', instanceUrl: 'https://globex.example' },
      }),
    ],
    {
      keptAside: [
        { path: 'looks/a.state.json', why: 'damaged', keptAs: 'looks/a.state.json.kept-aside-1' },
        { path: 'looks/b\u001b.state.json', why: 'newer', keptAs: null },
      ],
    },
  );
