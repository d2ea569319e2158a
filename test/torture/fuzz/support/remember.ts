/** All that a test can change in an embedded org: its tables and its field history. */
import type { Org } from '../../../local-org/model/orgModel.js';
import { rememberTables, stateOf } from '../../../support/orgState.js';
import type { OrgState } from '../../../support/orgState.js';

/** The state with the field history of every object in it. */
export const wholeState = (org: Org): OrgState =>
  new Map([
    ...stateOf(org),
    ...[...org.history].map(
      ([sobject, { objectSwitch, trackedFields }]) =>
        [`history/${sobject}`, JSON.stringify([objectSwitch, [...trackedFields].sort()])] as const,
    ),
  ]);

/** Remembers everything; the function puts it back. */
export const remember = (org: Org): (() => void) => {
  const tables = rememberTables(org);
  const history = new Map(
    [...org.history].map(([sobject, state]) => [sobject, { ...state, trackedFields: new Set(state.trackedFields) }]),
  );
  return () => {
    tables();
    org.history.clear();
    for (const [sobject, state] of history)
      org.history.set(sobject, { ...state, trackedFields: new Set(state.trackedFields) });
  };
};
