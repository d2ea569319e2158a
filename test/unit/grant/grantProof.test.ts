import { expect } from 'chai';
import { grantProof } from '../../../src/grant/grantProof.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Status } from '../../../src/kinds/verdict.js';

const read = (sobject: string): Finding['need'] => ({
  kind: 'object',
  sobject,
  access: 'read',
  minimum: [],
});

/** `Account met, Lead unmet` */
const findings = (words: string): Pick<Finding, 'id' | 'need' | 'status'>[] =>
  words === ''
    ? []
    : words.split(', ').map((one) => {
        const [name = '', status] = one.split(' ');
        return { id: `object:${name}:read`, need: read(name), status: status as Status };
      });

const ids = (names: string): string[] => (names === '' ? [] : names.split(' ').map((name) => `object:${name}:read`));

describe('whether a grant is proved', () => {
  const cases: [title: string, closes: string, after: string, result: string, about: string][] = [
    ['nothing was to be closed', '', 'Account unmet', 'done', ''],
    ['all of it is met', 'Account Lead', 'Account met, Lead met, Case unmet', 'done', ''],
    ['what does not apply any more is not missing', 'Account', 'Account notApplicable', 'done', ''],
    ['ids in another case', 'ACCOUNT', 'Account met', 'done', ''],
    ['… and missing', 'ACCOUNT', 'Account unmet', 'failed NOT_EFFECTIVE', 'ACCOUNT'],
    ['one did not stick', 'Account Lead', 'Account met, Lead unmet', 'failed NOT_EFFECTIVE', 'Lead'],
    ['one is weaker than it should be', 'Lead', 'Lead degraded', 'failed NOT_EFFECTIVE', 'Lead'],
    ['one has become impossible', 'Lead', 'Lead impossible', 'failed NOT_EFFECTIVE', 'Lead'],
    ['one could not be read back', 'Account Lead', 'Account met, Lead unknown', 'skipped NOT_READ', 'Lead'],
    [
      'what is missing is told, not what could not be read',
      'Account Lead',
      'Account unknown, Lead unmet',
      'failed NOT_EFFECTIVE',
      'Lead',
    ],
    ['it stuck for one user and not for the other', 'Lead', 'Lead met, Lead unmet', 'failed NOT_EFFECTIVE', 'Lead'],
    [
      'it could be read for one user and not for the other',
      'Lead',
      'Lead unknown, Lead met',
      'skipped NOT_READ',
      'Lead',
    ],
    [
      'it is missing for one user and unread for the other',
      'Lead',
      'Lead unknown, Lead unmet',
      'failed NOT_EFFECTIVE',
      'Lead',
    ],
    [
      'several, in the order of the plan',
      'Lead Case Account',
      'Account unmet, Case met, Lead unmet',
      'failed NOT_EFFECTIVE',
      'Lead Account',
    ],
  ];
  for (const [title, closes, after, result, about] of cases) {
    it(title, () => {
      const outcome = grantProof(ids(closes), findings(after));
      expect(outcome.step).to.equal('proof');
      expect([outcome.result, ...(outcome.code === undefined ? [] : [outcome.code])].join(' ')).to.equal(result);
      expect(outcome.detail ?? '').to.equal(ids(about).join(', '));
      expect(
        (outcome.about ?? []).map(({ id }) => id),
        'as data',
      ).to.deep.equal(ids(about));
    });
  }

  it('looks at each finding as often for many as for few', () => {
    const looksPerFinding = (count: number): number => {
      let looks = 0;
      const many = Array.from({ length: count }, (_, at) => ({
        get id(): string {
          looks += 1;
          return `field:Account.F${at}__c:read`;
        },
        need: read('Account'),
        status: 'met' as const,
      }));
      const closes = Array.from({ length: count }, (_, at) => `field:Account.F${at}__c:read`);
      expect(grantProof(closes, many).result).to.equal('done');
      return looks / count;
    };
    expect(looksPerFinding(100)).to.equal(looksPerFinding(10));
  });

  it('what was not looked at is not proved, and is told by its id, for want of more', () => {
    const outcome = grantProof(ids('Lead'), findings('Account met'));
    expect(outcome).to.include({ result: 'skipped', code: 'NOT_READ' });
    expect(outcome.about).to.deep.equal([{ id: 'object:Lead:read', need: null }]);
  });

  it('keeps the need of what did not stick, so that nobody has to parse an id', () => {
    expect(grantProof(ids('lead'), findings('Lead unmet')).about).to.deep.equal([
      { id: 'object:lead:read', need: read('Lead') },
    ]);
  });
});
