/** Checks for tests of next steps: made from rules and data, judged by the product, and told by the keys of the sentences. */
import { expect } from 'chai';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { ObjectAutomation } from '../../../../src/access/orgAutomation.js';
import type { OrgSchema } from '../../../../src/access/snapshot.js';
import { surplusOf } from '../../../../src/check/surplus/surplus.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import type { FailOn } from '../../../../src/exitCode.js';
import type { Authentication } from '../../../../src/kinds/requirement.js';
import { checkReport } from '../../../../src/report/check/checkReport.js';
import type { CheckReport, ReportCheck, ReportFinding } from '../../../../src/report/check/checkReport.js';
import type { Place } from '../../../../src/report/check/givingSteps.js';
import type { Step } from '../../../../src/report/check/stepList.js';
import type { TextOptions } from '../../../../src/report/check/textStyle.js';
import type { Words } from '../../../../src/report/words.js';
import { history, historyField, user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import {
  ciro,
  definition,
  evaluations,
  reading,
  schemaFor,
  textOptions,
  withoutAutomation,
} from '../support/scenes.js';

/** Words that tell their key and what stands in them: `report.step.trackFields [Case]`. */
export const keyed: Words = (key, tokens = []) => (tokens.length === 0 ? key : `${key} [${tokens.join(' | ')}]`);

/** A step in one line, with its command. */
export const stepLine = ({ text, command }: Step): string => (command === undefined ? text : `${text} > ${command}`);

export type StepScene = {
  /** The rules of one definition, or those of several. */
  readonly rules: readonly string[] | readonly (readonly string[])[];
  readonly user?: UserSpec;
  /** Further users. */
  readonly others?: readonly UserSpec[];
  readonly login?: Authentication;
  readonly failOn?: FailOn;
  readonly org?: Parameters<typeof schemaFor>[1];
  /** Names of the org and its users are made up. */
  readonly isRedacted?: true;
  /** Whether the report is about what users have too much as well. */
  readonly isAboutSurplus?: true;
  /** Changes of the checks and of the report that no rule makes. */
  readonly check?: Partial<ReportCheck>;
  readonly report?: Partial<CheckReport>;
  readonly options?: Partial<TextOptions>;
  /** There is no check of one user. */
  readonly isWithoutCommandFor?: true;
};

const areSeveral = (rules: StepScene['rules']): rules is readonly (readonly string[])[] => Array.isArray(rules[0]);

/** The report of a scene. */
export const stepReport = (scene: StepScene): CheckReport => {
  const { rules, login, org, failOn = 'required', others = [], check = {}, report = {} } = scene;
  const sets = (areSeveral(rules) ? rules : [rules]).map((own) => definition(own, login));
  const read = reading(schemaFor(sets, org), ...[scene.user ?? {}, ...others].map((one) => user({ ...ciro, ...one })));
  const taken = scene.isRedacted
    ? { ...read, org: { ...read.org, instanceUrl: 'https://redacted.my.salesforce.com' } }
    : read;
  const judged = evaluations(taken, sets).map((one) => ({ ...one, failOn }));
  const surplus = new Map(
    taken.users.map((one) => [
      one.id,
      surplusOf(
        judged.filter((evaluation) => evaluation.user.id === one.id),
        taken,
        one,
      ),
    ]),
  );
  const made = checkReport(taken, judged, 7, findingTexts(), scene.isAboutSurplus ? { surplus } : {});
  return { ...made, checks: made.checks.map((one) => ({ ...one, ...check })), ...report };
};

/** Text options whose sentences are their keys. */
export const stepOptions = (scene: Pick<StepScene, 'options' | 'isWithoutCommandFor'>): TextOptions => {
  const { commandFor, ...usual } = textOptions({ width: 1000, paint: (_, text) => text }, 'integration.check', {
    words: keyed,
    command: 'sf again',
  });
  return { ...usual, ...(scene.isWithoutCommandFor || !commandFor ? {} : { commandFor }), ...scene.options };
};

/** The first check of a scene, with all that its steps are made from. */
export const placeOf = (scene: StepScene): Place & { readonly findings: readonly ReportFinding[] } => {
  const report = stepReport(scene);
  const [check] = report.checks;
  if (!check) throw new Error('no check');
  return { check, report, options: stepOptions(scene), findings: check.findings };
};

/** An org in which these validation rules run on an object; without a formula they could not be read. */
export const validationRules = (
  sobject: string,
  rules: ReadonlyArray<readonly [name: string, formula: string, namespace?: string]>,
): Partial<OrgSchema> => ({
  automation: new Map<string, ObjectAutomation>([
    [
      sobject.toLowerCase(),
      {
        ...withoutAutomation,
        validationRules: known(
          rules.map(([name, formula, namespace = null]) => ({
            id: `03d ${name}`,
            name,
            namespace,
            formula: known(formula),
          })),
        ),
      },
    ],
  ]),
});

/** A user of whom no rows could be read, so that nobody knows what is missing. */
export const withoutRows = (): UserSpec => ({
  evidence: {
    objectRows: gap('NOT_AUTHORISED', 'ObjectPermissions', 'INVALID_TYPE'),
    fieldRows: gap('NOT_AUTHORISED', 'FieldPermissions', 'INVALID_TYPE'),
    userPermissionRows: gap('NOT_AUTHORISED', 'PermissionSet', 'INVALID_TYPE'),
  },
});

/** A user of whom only what he sees of himself is known: that he may not run reports. */
export const seenByItself = (): UserSpec => ({
  self: {
    mode: 'self',
    userPermissions: known(new Set<string>()),
    userPermissionColumns: new Map([['runreports', { name: 'RunReports', label: 'Run Reports' }]]),
    objects: new Map(),
  },
});

/** A user whose permission set of the integration lets him run reports, if the assignment has an effect. */
export const ownSet = (inert: 'expired' | null): UserSpec => ({
  sources: [{ name: 'Integration_acme', inert, permissions: ['RunReports'] }],
});

/** An org whose objects keep no history. */
export const noHistory = (...sobjects: readonly string[]): Partial<OrgSchema> => ({
  history: new Map(
    sobjects.map((name) => [
      name.toLowerCase(),
      history(known(false), [historyField('StageName', false), historyField('Rating', false)]),
    ]),
  ),
});

/** What is told of a scene; a function where the scene holds data of the org, so that it is made inside of the test. */
export type StepCase = readonly [title: string, scene: StepScene | (() => StepScene), steps: readonly string[]];

/** One test for each case: the steps that are made from all findings of the first check. */
export const tellsSteps = (
  cases: readonly StepCase[],
  steps: (findings: readonly ReportFinding[], place: Place) => readonly Step[],
): void => {
  for (const [title, scene, expected] of cases)
    it(title, () => {
      const place = placeOf(typeof scene === 'function' ? scene() : scene);
      expect(steps(place.findings, place).map(stepLine)).to.deep.equal(expected);
    });
};
