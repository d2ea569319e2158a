/** Checks of the vendor Acme as documents: what a test says takes the place of what is here. */
import type { RequirementSet } from '../../../../../src/definition/requirementSet.js';
import type { FailOn } from '../../../../../src/exitCode.js';
import type { CheckReport, ReportCheck } from '../../../../../src/report/check/checkReport.js';
import type { TextOptions } from '../../../../../src/report/check/textStyle.js';
import { checkDocument } from '../../../../../src/report/document/checkDocument.js';
import type { ReportDocument } from '../../../../../src/report/document/reportDocument.js';
import { user } from '../../../support/snapshot.js';
import type { UserSpec } from '../../../support/snapshot.js';
import { ciro, definition, reading, reportOf, schemaFor, textOptions } from '../../support/scenes.js';
import { frame } from '../../support/wholeDocument.js';

export type CheckScene = {
  /** Rules of the definition `acme`. */
  readonly rules?: readonly string[];
  /** In place of `acme`. */
  readonly sets?: readonly RequirementSet[];
  readonly users?: readonly UserSpec[];
  readonly notFound?: CheckReport['notFound'];
  readonly failOn?: FailOn;
  /** In place of what each check is. */
  readonly check?: Partial<ReportCheck>;
  /** In place of what the report is. */
  readonly report?: Partial<CheckReport>;
  readonly options?: Partial<TextOptions>;
};

/** What Acme needs in most scenes. */
export const callsApis = '{ userPermission: ApiEnabled, because: Calls the APIs. }';

/** A user who has what Acme needs, and one who has not. */
export const able: UserSpec = { ...ciro, sources: [{ name: 'Base', permissions: ['ApiEnabled'] }] };
export const unable: UserSpec = { ...ciro, id: '005000000000003AAA', username: 'new@example.com', name: 'New' };

/** Another definition. */
export const globex = (rules: readonly string[] = [callsApis]): RequirementSet => ({
  ...definition(rules),
  ...{ integration: 'globex', label: 'Globex' },
});

export const documentOf = ({
  rules = [callsApis],
  sets = [definition(rules)],
  users = [able],
  notFound = [],
  failOn = 'required',
  check = {},
  report = {},
  options = {},
}: CheckScene): ReportDocument => {
  const made = reportOf(reading(schemaFor(sets), ...users.map(user)), sets, failOn, 14, notFound);
  return checkDocument(
    { ...made, checks: made.checks.map((one) => ({ ...one, ...check })), ...report },
    { ...textOptions({ width: 80, paint: (_, text) => text }, 'integration.check'), ...options },
    frame(),
  );
};
