import { expect } from 'chai';
import { grantableChecks, settingUp } from '../../../../src/report/check/givingSteps.js';
import type { Place } from '../../../../src/report/check/givingSteps.js';
import type { Step } from '../../../../src/report/check/stepList.js';
import {
  noHistory,
  ownSet,
  seenByItself,
  stepLine,
  stepOptions,
  stepReport,
  tellsSteps,
  withoutRows,
} from './stepScenes.js';
import type { StepCase, StepScene } from './stepScenes.js';
import { leads, reports, stages } from './stepTexts.js';

describe('which checks a grant would do something for', () => {
  const weakReports = '{ userPermission: RunReports, level: recommended }';
  const cases: ReadonlyArray<readonly [title: string, scene: StepScene | (() => StepScene), users: readonly string[]]> =
    [
      [
        'those that lack something',
        { rules: [reports], others: [{ username: 'ann@example.com' }] },
        ['ciro@example.com', 'ann@example.com'],
      ],
      [
        'and not those that lack nothing',
        { rules: [reports], user: ownSet(null), others: [{ username: 'ann@example.com' }] },
        ['ann@example.com'],
      ],
      ['not for what does not count', { rules: [weakReports] }, []],
      [
        'for what is recommended where it counts',
        { rules: [weakReports], failOn: 'recommended' },
        ['ciro@example.com'],
      ],
      [
        'never for what is optional',
        { rules: [weakReports.replace('recommended', 'optional')], failOn: 'recommended' },
        [],
      ],
      [
        'not for what no permission set gives',
        { rules: ['{ userPermission: NoSuchThing }'], org: { absent: ['NoSuchThing'] } },
        [],
      ],
      ['not for what is not known', () => ({ rules: [leads], user: withoutRows() }), []],
      [
        'not for what is there in part',
        {
          rules: ['{ object: Opportunity, access: [read, edit], minimum: [read] }'],
          user: { sources: [{ objects: { Opportunity: 'read' } }] },
        },
        [],
      ],
      ['not where only the user itself was seen', () => ({ rules: [reports], user: seenByItself() }), []],
      ['not where the own set has no effect', { rules: [reports, leads], user: ownSet('expired') }, []],
      ['not where names are made up', { rules: [reports], isRedacted: true }, []],
      ['not where grant is not for this run', { rules: [reports], options: { suggestGrant: false } }, []],
    ];
  for (const [title, scene, users] of cases)
    it(title, () => {
      const made = typeof scene === 'function' ? scene() : scene;
      expect(grantableChecks(stepReport(made), stepOptions(made)).map(({ user }) => user.username)).to.deep.equal(
        users,
      );
    });
});

describe('one setup in place of several commands', () => {
  const setup = 'sf integration setup --dry-run';
  const others: StepScene['others'] = [{ id: '005000000000003AAA', username: 'ann@example.com' }];
  const offered = [`report.step.setup > ${setup}`];
  const withHistory = (rule: string, more: Partial<StepScene> = {}): StepScene => ({
    rules: [reports, rule],
    org: { more: noHistory('Opportunity') },
    ...more,
  });
  const cases: readonly StepCase[] = [
    ['is offered for several users', { rules: [reports], others }, offered],
    ['is offered for field history beside a grant', () => withHistory(stages), offered],
    [
      'is offered for recommended field history beside a grant',
      () => withHistory(stages.replace(' }', ', level: recommended }')),
      offered,
    ],
    ['is not for one grant alone', { rules: [reports] }, []],
    ['is not for optional field history', () => withHistory(stages.replace(' }', ', level: optional }')), []],
    ['is not for field history that could not be read', () => withHistory(stages, { org: {} }), []],
    [
      'is not for history of which people have to say the fields',
      () => withHistory('{ historyTracking: Opportunity }'),
      [],
    ],
    ['is not where nothing can be granted', () => withHistory(stages, { user: ownSet(null) }), []],
    ['is not where the runner may not', { rules: [reports], others, options: { runnerLacks: ['ManageUsers'] } }, []],
    ['is offered where the runner lacks nothing', { rules: [reports], others, options: { runnerLacks: [] } }, offered],
    [
      'is offered for another user beside one who lacks only field history',
      () => withHistory(stages, { others, user: ownSet(null) }),
      offered,
    ],
  ];
  tellsSteps(
    cases.map(([title, scene, steps]) => [
      title,
      () => {
        const made = typeof scene === 'function' ? scene() : scene;
        return { ...made, options: { setupCommand: setup, ...made.options } };
      },
      steps,
    ]),
    (_, { report, options }) => [...settingUp(report, options)],
  );

  it('is not without a project file', () => {
    const scene: StepScene = { rules: [reports], others };
    expect(settingUp(stepReport(scene), stepOptions(scene))).to.deep.equal([]);
  });

  /** Two checks of one user, of which the second is changed so. */
  const twice = (change: (check: Place['check']) => Partial<Place['check']>): readonly Step[] => {
    const scene = { rules: [[reports], [leads]], options: { setupCommand: setup } };
    const report = stepReport(scene);
    const checks = report.checks.map((check, at) => (at === 0 ? check : { ...check, ...change(check) }));
    return settingUp({ ...report, checks }, stepOptions(scene));
  };
  const set =
    (permissionSet: string) =>
    (check: Place['check']): Partial<Place['check']> => ({
      requirements: { ...check.requirements, permissionSet },
    });
  const offers: ReadonlyArray<readonly [title: string, change: Parameters<typeof twice>[0], isOffered: boolean]> = [
    ['is offered for the same definition', () => ({}), true],
    [
      'is offered for definitions with sets of their own',
      (one) => ({ reference: 'other', ...set('Other')(one) }),
      true,
    ],
    ['is not for two definitions with one set', () => ({ reference: 'other' }), false],
    [
      'is not for one set in another spelling',
      (one) => ({ reference: 'other', ...set('INTEGRATION_ACME')(one) }),
      false,
    ],
    [
      'is not for two ways of logging in',
      ({ requirements }) => ({ requirements: { ...requirements, authentication: 'usernamePassword' } }),
      false,
    ],
    ['is not for different values', () => ({ parameters: { synced: ['Lead'] } }), false],
  ];
  for (const [title, change, isOffered] of offers)
    it(title, () => {
      expect(twice(change).map(stepLine)).to.deep.equal(isOffered ? offered : []);
    });
});
