import { expect } from 'chai';
import { correcting, nextSteps } from '../../../../src/report/check/nextSteps.js';
import { ownSet, stepLine, stepOptions, stepReport } from './stepScenes.js';
import type { StepScene } from './stepScenes.js';
import { reports, share, weaker, grant, grantWith, check, seeToIt } from './stepTexts.js';

describe('the list of what to do next', () => {
  const ann = { id: '005000000000003AAA', username: 'ann@example.com' } as const;
  const cases: ReadonlyArray<readonly [title: string, scene: StepScene | (() => StepScene), lines: readonly string[]]> =
    [
      [
        'is headed by what to do',
        { rules: [reports] },
        ['', '<report.next>', `  1. report.step.grant`, `     ${grant}`, '  2. report.step.again', '     sf again'],
      ],
      [
        'says of several checks which one it is about: the first that is not ready',
        { rules: [reports], user: ownSet(null), others: [ann] },
        [
          '',
          '<report.next.for [acme | ann@example.com]>',
          '  1. report.step.grant',
          `     ${grant.replace('ciro@', 'ann@')}`,
          '  2. report.step.again',
          '     sf again',
        ],
      ],
      [
        'sets apart what is only recommended',
        { rules: [weaker(reports), weaker(share)] },
        [
          '',
          '<report.next.ready>',
          '  report.next.recommended',
          '  1. report.step.recommended',
          `     ${grantWith('recommended')}`,
          `  2. ${seeToIt}`,
          '  3. report.step.deedsDone [integration.waivers.yml | integration.waivers.yml]',
          `     ${check} --update-waivers`,
          '  report.next.last',
          '  4. report.step.repeat',
          '     sf again',
        ],
      ],
      [
        'begins with names that are nobody',
        {
          rules: [reports],
          user: ownSet(null),
          report: { notFound: [{ username: 'bob@example.com', code: 'USER_NOT_FOUND', meant: [] }] },
        },
        [
          '',
          '<report.next>',
          '  1. report.step.notFound [bob@example.com]',
          '  2. report.step.repeat',
          '     sf again',
        ],
      ],
      [
        'is about the first who has too much where all are ready',
        {
          rules: [reports],
          user: ownSet(null),
          others: [
            {
              ...ann,
              sources: [
                { name: 'Integration_acme', permissions: ['RunReports'] },
                { name: 'More', permissions: ['ModifyAllData'] },
              ],
            },
          ],
          isAboutSurplus: true,
        },
        [
          '',
          '<report.next.ready>',
          '  1. report.step.surplus.unassign.PermissionSet [permission set More | ann@example.com | integrations/acme.yml]',
          '     sf integration explain -u ann@example.com -i integrations/acme.yml -o admin@example.com --without More',
          '  2. report.step.repeat',
          '     sf again',
        ],
      ],
      [
        'is left out where there is nothing to do',
        { rules: [reports], user: ownSet(null), options: { command: '' } },
        [],
      ],
      ['is left out where nobody was checked', { rules: [reports], report: { checks: [] } }, []],
    ];
  for (const [title, scene, lines] of cases)
    it(title, () => {
      const made = typeof scene === 'function' ? scene() : scene;
      const options = {
        ...stepOptions(made),
        paint: (tone: string, text: string) => (tone === 'heading' ? `<${text}>` : text),
      };
      expect(nextSteps(stepReport(made), options)).to.deep.equal(lines);
    });
});

describe('names that lead to no user', () => {
  const notFound = ['bob@example.com', 'eve@example.com'].map((username) => ({
    username,
    code: 'USER_NOT_FOUND' as const,
    meant: [],
  }));
  const inFile = (places?: ReadonlyMap<string, readonly string[]>): StepScene['report'] => ({
    notFound,
    project: {
      file: 'sf-integration.yml',
      settings: [],
      elsewhere: [],
      ...(places === undefined ? {} : { placesOfUsers: places }),
    },
  });
  const cases: ReadonlyArray<readonly [title: string, report: () => StepScene['report'], steps: readonly string[]]> = [
    ['are to be corrected', () => ({ notFound }), ['report.step.notFound [bob@example.com, eve@example.com]']],
    [
      'are told by their places in the project file',
      () => inFile(new Map([['eve@example.com', ['sf-integration.yml:4:9', 'sf-integration.yml:9:9']]])),
      ['report.step.notFound [bob@example.com, eve@example.com (sf-integration.yml:4:9, sf-integration.yml:9:9)]'],
    ],
    [
      'are told without places where the project file names no users',
      () => inFile(),
      ['report.step.notFound [bob@example.com, eve@example.com]'],
    ],
    ['are no matter where there are none', () => ({}), []],
  ];
  for (const [title, report, steps] of cases)
    it(title, () => {
      const scene: StepScene = { rules: [reports], report: report() ?? {} };
      expect(correcting(stepReport(scene), stepOptions(scene)).map(stepLine)).to.deep.equal(steps);
    });
});
