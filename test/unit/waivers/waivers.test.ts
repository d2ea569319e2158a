import { Messages } from '@salesforce/core';
import { expect } from 'chai';
import { DefinitionMistake } from '../../../src/definition/definitionMistake.js';
import { explainMistake } from '../../../src/definition/explainMistake.js';
import type { Evaluation } from '../../../src/check/evaluation.js';
import type { Finding } from '../../../src/kinds/finding.js';
import { addWaivers } from '../../../src/waivers/addWaivers.js';
import { applyWaivers, unwaived } from '../../../src/waivers/applyWaivers.js';
import type { WaiverContext, WaiverState } from '../../../src/waivers/applyWaivers.js';
import { parseWaivers } from '../../../src/waivers/parseWaivers.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'definition');
const file = 'integration.waivers.yml';

const mistakesOf = (text: string): readonly DefinitionMistake[] => {
  try {
    parseWaivers(text, file);
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionMistake)) throw error;
    return [error, ...error.others];
  }
};
const saysOf = (text: string): string[] =>
  mistakesOf(text).map((one) => {
    const { key, tokens } = explainMistake(one, (name, words) => messages.getMessage(name, words ?? []));
    return messages.getMessage(key, tokens);
  });

describe('waivers', () => {
  it('shows nothing of a file that is none: a link of its name may lead to any file', () => {
    for (const text of [
      '"s3cr3t',
      '@s3cr3t',
      's3cr3t: x: y',
      's3cr3t',
      '//registry.example/:_authToken=s3cr3t',
      '- s3cr3t',
    ]) {
      const says = saysOf(text);
      expect(says, text).to.have.length(1);
      const [mistake] = mistakesOf(text);
      expect(JSON.stringify(mistake?.mistake), text).to.equal('{"code":"NoWaiversKey"}');
    }
  });

  it('tells what is wrong with YAML of one that is, also where its key is misspelt', () => {
    for (const key of ['waivers', 'waiver', '"waivers"', '{ waivers'])
      expect(mistakesOf(`${key}:\n  - id: @x\n`).map(({ code }) => code)).to.deep.equal(['BrokenYaml']);
  });

  it('reads every key', () => {
    const text = [
      '# decided in March',
      'schemaVersion: 1',
      'waivers:',
      '  - id: field:Lead.*:edit',
      '    user: a@example.com',
      '    org: mysandbox',
      '    integration: ciro@quick-setup',
      '    reason: read-only by decision',
      '    owner: Ann',
      "    expires: '2027-02-28'",
    ].join('\n');
    expect(parseWaivers(text, file)).to.deep.equal([
      {
        id: 'field:Lead.*:edit',
        user: 'a@example.com',
        org: 'mysandbox',
        integration: 'ciro@quick-setup',
        reason: 'read-only by decision',
        owner: 'Ann',
        expires: '2027-02-28',
        place: { file, line: 4, column: 5 },
        userPlace: { file, line: 5, column: 11 },
      },
    ]);
  });

  for (const text of ['- id: a\n  reason: x', 'schemaVersion: 1', 'id: a\nreason: x', 'just text'])
    it(`says of ${JSON.stringify(text)} that the line "waivers:" is missing, and where`, () => {
      expect(saysOf(text)).to.deep.equal([
        `${file}:1:1: A file of waivers has its list below the line "waivers:", and this one has no such line.`,
      ]);
    });

  it('says of "waivers" misspelt what was meant', () => {
    expect(saysOf('waiver:\n  - id: a').join()).to.match(/did you mean waivers\?/);
  });

  for (const text of ['', '# nothing yet', 'waivers:', 'waivers: []', '\uFEFFwaivers: []\r\n'])
    it(`takes ${JSON.stringify(text)} for a file without a waiver`, () => {
      expect(parseWaivers(text, file)).to.deep.equal([]);
    });

  const wrong: ReadonlyArray<readonly [about: string, text: string, ...says: string[]]> = [
    ['no list', 'waiver: []', `${file}:1:1: "waiver" is not a key of a file of waivers; did you mean waivers?`],
    [
      'another version',
      'schemaVersion: 2\nwaivers: []',
      `${file}:1:16: The schemaVersion 2 is not supported; this version of the plugin reads schemaVersion 1.`,
    ],
    ['no id', 'waivers:\n  - reason: x', `${file}:2:5: Here a waiver lacks the key "id".`],
    [
      'a misspelt key',
      'waivers:\n  - id: x\n    expire: 2027-01-01',
      `${file}:3:5: "expire" is not a key of a waiver; did you mean expires?`,
    ],
    [
      'a day that does not exist',
      'waivers:\n  - id: x\n    expires: 2027-02-30',
      `${file}:3:14: The value of "expires" has to be a day written as YYYY-MM-DD, not "2027-02-30".`,
    ],
    [
      'another way to write a day',
      'waivers:\n  - id: x\n    expires: 31.12.2027',
      `${file}:3:14: The value of "expires" has to be a day written as YYYY-MM-DD, not "31.12.2027".`,
    ],
    [
      'the same twice',
      'waivers:\n  - id: a\n  - id: A\n  - {id: a, user: u}',
      `${file}:3:9: "A" is listed twice under "waivers".`,
    ],
    [
      'two mistakes',
      'waivers:\n  - id: a\n    expires: x\n  - ids: b',
      `${file}:3:14: The value of "expires" has to be a day written as YYYY-MM-DD, not "x".`,
      `${file}:4:5: "ids" is not a key of a waiver; did you mean id?`,
    ],
    ['broken YAML', 'waivers: [', `${file}:1:10: The bracket [ that opens here is not closed.`],
    [
      'an alias',
      'waivers:\n  - id: *x',
      `${file}:2:9: A text that begins with * stands in quotes: without them, "*x" is a YAML alias, and this file may not use aliases.`,
    ],
    [
      'what nobody sees',
      'waivers:\n  - id: "a\\u202eb"',
      `${file}:2:9: The value of "id" has to be text without control characters and characters that nobody sees, not "a\uFFFDb".`,
    ],
  ];
  for (const [about, text, ...says] of wrong)
    it(`refuses ${about}`, () => {
      expect(saysOf(text)).to.deep.equal(says);
    });

  const finding = (id: string, more: Partial<Finding> = {}): Finding =>
    ({ id, level: 'required', status: 'unmet', kind: 'field', because: [], ...more }) as Finding;
  const evaluation = (...findings: Finding[]): Evaluation =>
    ({
      reference: './acme.yml',
      requirements: { integration: 'acme', variant: 'full' },
      user: { username: 'a@example.com.dev', requestedUsername: 'a@example.com' },
      findings,
    }) as unknown as Evaluation;
  const context: WaiverContext = { at: '2027-01-10T23:59:00Z', orgNames: ['00D000000000001EAA', 'dev'] };
  const outcome = (
    waiver: string,
    ...findings: Finding[]
  ): { statuses: string[]; state: WaiverState | undefined; daysLeft: number | null | undefined } => {
    const { evaluations, uses } = applyWaivers(
      [evaluation(...findings)],
      parseWaivers(`waivers: [{${waiver}}]`, file),
      context,
    );
    return {
      statuses: evaluations.flatMap((one) => one.findings.map(({ status }) => status)),
      state: uses[0]?.state,
      daysLeft: uses[0]?.daysLeft,
    };
  };
  const one = finding('field:Lead.Phone:edit');

  const cases: ReadonlyArray<readonly [waiver: string, status: string, state: WaiverState, daysLeft: number | null]> = [
    ['id: "field:Lead.Phone:edit", reason: x', 'waived', 'used', null],
    ['id: "FIELD:LEAD.PHONE:EDIT", reason: x', 'waived', 'used', null],
    ['id: "field:Lead.*", reason: x', 'waived', 'used', null],
    ['id: "*", reason: x', 'waived', 'used', null],
    ['id: "field:Lead.Phone", reason: x', 'unmet', 'unused', null],
    ['id: "field:Lead.Phone:edit", reason: ""', 'unmet', 'noReason', null],
    ['id: "field:Lead.Phone:edit", reason: "  "', 'unmet', 'noReason', null],
    ['id: "field:Lead.Phone:edit"', 'unmet', 'noReason', null],
    ['id: "*", reason: x, expires: 2027-01-10', 'waived', 'used', 0],
    ['id: "*", reason: x, expires: 2027-01-24', 'waived', 'used', 14],
    ['id: "*", reason: x, expires: 2027-01-09', 'unmet', 'expired', null],
    ['id: "*", reason: x, user: a@example.com', 'waived', 'used', null],
    ['id: "*", reason: x, user: A@example.com.dev', 'waived', 'used', null],
    ['id: "*", reason: x, user: b@example.com', 'unmet', 'unused', null],
    ['id: "*", reason: x, org: DEV', 'waived', 'used', null],
    ['id: "*", reason: x, org: prod', 'unmet', 'unused', null],
    ['id: "*", reason: x, integration: acme', 'waived', 'used', null],
    ['id: "*", reason: x, integration: acme@full', 'waived', 'used', null],
    ['id: "*", reason: x, integration: ./acme.yml', 'waived', 'used', null],
    ['id: "*", reason: x, integration: acme@lite', 'unmet', 'unused', null],
  ];
  for (const [waiver, status, state, daysLeft] of cases)
    it(`{${waiver}} leaves the finding ${status}`, () => {
      expect(outcome(waiver, one)).to.deep.equal({ statuses: [status], state, daysLeft });
    });

  it('lets pass whatever is not fine, and nothing that is', () => {
    const statuses = ['met', 'degraded', 'unmet', 'impossible', 'unknown', 'notApplicable'] as const;
    const findings = statuses.map((status, at) => finding(`field:Lead.F${at}:read`, { status }));
    expect(outcome('id: "*", reason: x', ...findings).statuses).to.deep.equal([
      ...['met', 'waived', 'waived', 'waived', 'waived', 'notApplicable'],
    ]);
    expect(outcome('id: "*", reason: x', finding('a', { status: 'met' })).state).to.equal('unused');
  });

  const kept: ReadonlyArray<readonly [waiver: string, keys: string[]]> = [
    ['id: "field:Lead.Phone:edti", reason: x', ['id']],
    ['id: "field:Lead.Fax:edit", reason: x', ['met']],
    ['id: "*", reason: x, user: b@example.com', ['user']],
    ['id: "*", reason: x, org: prod', ['org']],
    ['id: "*", reason: x, integration: acme@lite', ['integration']],
    ['id: "*", reason: x, integration: acme@lite, org: prod', ['org', 'integration']],
    ['id: "object:*", reason: x, user: b@example.com', ['user', 'id']],
    ['id: "*", reason: x', []],
    ['id: "*", reason: x, expires: 2027-01-09', []],
  ];
  for (const [waiver, keys] of kept)
    it(`says what keeps {${waiver}} from matching: ${keys.join(', ') || 'nothing'}`, () => {
      const all = [one, finding('field:Lead.Fax:edit', { status: 'met' })];
      const { uses } = applyWaivers([evaluation(...all)], parseWaivers(`waivers: [{${waiver}}]`, file), context);
      expect(uses[0]?.keptBy.map(({ key }) => key)).to.deep.equal(keys);
      const near = uses[0]?.keptBy.flatMap((by) => (by.key === 'id' ? [by.near] : []))[0];
      expect(near).to.deep.equal(!keys.includes('id') ? undefined : keys.length === 1 ? [one.id] : []);
    });

  it('says what keeps one from matching in that check of several that comes nearest', () => {
    const waivers = parseWaivers('waivers: [{id: "*", reason: x, user: a@example.com, integration: other}]', file);
    const other = evaluation(finding('a', { status: 'met' }));
    const of = { ...other, requirements: { ...other.requirements, integration: 'other' } };
    const { uses } = applyWaivers([evaluation(one), of], waivers, context);
    expect(uses[0]?.keptBy.map(({ key }) => key)).to.have.length(1);
  });

  it('keeps why, and what it would be', () => {
    const waivers = parseWaivers('waivers: [{id: "*", reason: later, owner: Ann, expires: 2027-03-01}]', file);
    const { evaluations } = applyWaivers([evaluation(finding('a', { status: 'unknown' }))], waivers, context);
    expect(evaluations[0]?.findings[0]?.waiver).to.deep.equal({
      reason: 'later',
      owner: 'Ann',
      expires: '2027-03-01',
      wouldBe: 'unknown',
    });
  });

  it('lets the one with a reason count where one without stands before it', () => {
    const waivers = parseWaivers('waivers: [{id: "a*"}, {id: "a", reason: x}]', file);
    const { evaluations, uses } = applyWaivers([evaluation(finding('a'))], waivers, context);
    expect(evaluations[0]?.findings[0]?.status).to.equal('waived');
    expect(uses.map(({ state, findings }) => [state, findings])).to.deep.equal([
      ['noReason', 1],
      ['used', 1],
    ]);
  });

  it('finds what no entry is about, each once, by its variant', () => {
    const two = evaluation(finding('a'), finding('b'), finding('c', { status: 'met' }));
    const missing = unwaived(
      [two, two],
      parseWaivers('waivers: [{id: a, reason: x}]', file),
      context,
      ({ status }) => status === 'unmet',
    );
    expect(missing).to.deep.equal([{ id: 'b', user: 'a@example.com.dev', integration: 'acme@full' }]);
  });

  const entry = { id: 'not:object:Lead:edit', user: 'u@x.y', integration: 'x' };
  const lines = '- id: not:object:Lead:edit\n    user: u@x.y\n    integration: x\n    reason: ""\n';
  const texts: ReadonlyArray<readonly [text: string, written: string]> = [
    ['# only a word\n', `# only a word\nwaivers:\n  ${lines}`],
    ['schemaVersion: 1', `schemaVersion: 1\nwaivers:\n  ${lines}`],
    ['waivers:\n', `waivers:\n  ${lines}`],
    ['waivers:', `waivers:\n  ${lines}`],
    ['waivers:\n  # none yet\n', `waivers:\n  ${lines}  # none yet\n`],
    ['waivers: ~ # none\n', `waivers:  # none\n  ${lines}`],
    ['waivers: []\n# end', `waivers: \n  ${lines}# end`],
    [
      'waivers: [{id: a}]\n',
      'waivers: [{id: a}, {"id":"not:object:Lead:edit","user":"u@x.y","integration":"x","reason":""}]\n',
    ],
    ['waivers:\n- id: a # why\n', `waivers:\n- id: a # why\n${lines.replaceAll('    ', '  ')}`],
    [
      'waivers:\n    -   id: a\n        reason: >\n          long\n          text\n# end\n',
      `waivers:\n    -   id: a\n        reason: >\n          long\n          text\n    ${lines.replaceAll('    ', '      ')}# end\n`,
    ],
    ['waivers:\n  - id: a\nschemaVersion: 1\n', `waivers:\n  - id: a\n  ${lines}schemaVersion: 1\n`],
    ['waivers:\r\n  - id: a\r\n', `waivers:\r\n  - id: a\r\n  ${lines.replaceAll('\n', '\r\n')}`],
    ['\uFEFFwaivers:\n  - id: a', `\uFEFFwaivers:\n  - id: a\n  ${lines}`],
  ];
  for (const [text, written] of texts)
    it(`adds to ${JSON.stringify(text)} and leaves the rest as it is`, () => {
      expect(addWaivers(text, [entry])).to.equal(written);
      const before = text.includes('waivers') ? parseWaivers(text, file).length : 0;
      const all = parseWaivers(written, file);
      expect(all).to.have.length(before + 1);
      expect(all.find(({ id }) => id === entry.id)).to.deep.include({ ...entry, reason: '' });
    });

  it('means by a star that stands in an id that star alone', () => {
    const id = 'field:Lead.mk_*__c:read';
    const [waiver] = parseWaivers(addWaivers('', [{ ...entry, id }]), file);
    const counts = (text: string): boolean =>
      applyWaivers(
        [evaluation(finding(text))],
        [{ ...(waiver ?? fail()), reason: 'x', user: null, integration: null }],
        context,
      ).evaluations[0]?.findings[0]?.status === 'waived';
    expect([id, 'field:Lead.mk_Score__c:read'].map(counts)).to.deep.equal([true, false]);
    const wide = (text: string): string => outcome(`id: "field:Lead.mk_*", reason: x`, finding(text)).statuses.join();
    expect([wide(id), wide('field:Lead.mk_Score__c:read')]).to.deep.equal(['waived', 'waived']);
  });
});

const fail = (): never => {
  throw new Error('no waiver');
};
