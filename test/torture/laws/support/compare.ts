/** Where the two evaluations differ, one line for each difference. */
import type { Finding } from '../../../../src/kinds/finding.js';
import type { FindingCode } from '../../../../src/kinds/findingCodes.js';
import type { GrantedBy } from '../../../../src/access/snapshot.js';
import type { Grantor } from '../../naive/answers.js';
import { strictest } from '../../naive/definition.js';
import type { Level } from '../../naive/definition.js';
import { nobodyKnows } from '../../naive/judgement.js';
import type { Conclusion } from '../../naive/judgement.js';
import { judgeOpener } from '../../naive/openers.js';
import type { User, World } from '../../naive/world.js';

/** What is compared of a finding, or of a finding in JSON. */
export type ComparedFinding = Pick<Finding, 'id' | 'level' | 'status' | 'code' | 'blockedBy'> & {
  readonly grantedBy: ReadonlyArray<Pick<GrantedBy, 'type' | 'name'>>;
};

const sorted = (texts: readonly string[]): string => [...new Set(texts)].sort().join(' ');

/** Who gives it: the sources, by type and name. How a source comes to it is a matter of words. */
const given = (by: ReadonlyArray<Pick<Grantor | GrantedBy, 'type' | 'name'>>): string =>
  sorted(by.map(({ type, name }) => `${type}/${name}`));

const differences = (finding: ComparedFinding, conclusion: Conclusion, gaps: readonly FindingCode[]): string[] => {
  const at = `${finding.id} (${finding.code} blockedBy [${sorted(finding.blockedBy)}] against ${conclusion.codes.join('|')})`;
  const told: string[] = [];
  const differ = (what: string, product: string, naive: string): void => {
    if (product !== naive) told.push(`${at}: ${what} ${product} in the product, ${naive} here`);
  };
  differ('status', finding.status, conclusion.status);
  differ('level', finding.level, conclusion.level);
  if (told.length > 0) return told;
  // Of several reasons for not knowing any one may be told.
  const codes = finding.status === 'unknown' ? [...conclusion.codes, ...gaps] : conclusion.codes;
  if (conclusion.codes.length > 0 && !codes.includes(finding.code)) {
    differ('code', finding.code, conclusion.codes.join(' or '));
  }
  if (
    conclusion.blockedBy !== null &&
    !conclusion.blockedBy.some((ids) => sorted(ids).toLowerCase() === sorted(finding.blockedBy).toLowerCase())
  ) {
    differ(
      'blockedBy',
      `[${sorted(finding.blockedBy)}]`,
      conclusion.blockedBy.map((ids) => `[${sorted(ids)}]`).join(' or '),
    );
  }
  if (finding.status === 'met' || finding.code === 'FORBIDDEN_HELD') {
    differ('sources', given(finding.grantedBy), given(conclusion.by));
  }
  return told;
};

/**
 * The conclusions, with one for each finding of the product about what opens others: the contract says which have to be
 * there (whatever a finding waits for), and leaves open which are told besides.
 */
export const withOpeners = (
  world: World,
  user: User,
  findings: readonly ComparedFinding[],
  conclusions: readonly Conclusion[],
): Conclusion[] => [
  ...conclusions.map((one) => (judgeOpener(world, user, one.id) ? { ...one, level: openerLevel(findings, one) } : one)),
  ...findings.flatMap(({ id, level }): Conclusion[] => {
    const judged = conclusions.some((one) => one.id === id) ? undefined : judgeOpener(world, user, id);
    return judged ? [{ ...judged, id, level }] : [];
  }),
];

/** What a rule names and others rest on as well may be told as more strict than the rule has it, never as less. */
const openerLevel = (findings: readonly ComparedFinding[], { id, level }: Conclusion): Level =>
  strictest([level, ...findings.filter((one) => one.id === id).map((one) => one.level)]);

/** What findings wait for and that has no finding of its own; what members of a choice ask for themselves has none. */
const untoldOpeners = (findings: readonly ComparedFinding[], conclusions: readonly Conclusion[]): string[] =>
  findings.flatMap(({ id, blockedBy }) =>
    blockedBy
      .filter((blocker) => /^(license|packageSeat|userFlag):/.test(blocker))
      .filter((blocker) => !conclusions.some((one) => one.id === id && one.members?.includes(blocker)))
      .filter((blocker) => !findings.some((one) => one.id === blocker))
      .map((blocker) => `${id}: waits for ${blocker}, of which nothing is told`),
  );

/** All differences, those of whole findings among them. */
export const disagreements = (
  world: World,
  user: User,
  findings: readonly ComparedFinding[],
  ofNeeds: readonly Conclusion[],
): string[] => {
  const { gaps } = world;
  const conclusions = withOpeners(world, user, findings, ofNeeds).sort((a, b) => (a.id < b.id ? -1 : 1));
  const reasons = nobodyKnows(Object.values(gaps)).codes;
  // Where nobody knows how the org spells its objects, the spelling of one of the rules stays.
  const spelled = (id: string): string => (gaps['entities'] === undefined ? id : id.toLowerCase());
  const sortedIds = (all: readonly { readonly id: string }[]): string[] => {
    const names = all.map(({ id }) => spelled(id));
    return gaps['entities'] === undefined ? names : names.sort();
  };
  const ids = sortedIds(findings);
  const theirs = sortedIds(conclusions);
  return [
    ...untoldOpeners(findings, conclusions),
    ...ids.filter((id) => !theirs.includes(id)).map((id) => `${id}: only in the product`),
    ...theirs.filter((id) => !ids.includes(id)).map((id) => `${id}: only here`),
    ...(ids.join() === theirs.join() || ids.length !== theirs.length
      ? []
      : [`order: ${ids.join()} / ${theirs.join()}`]),
    ...findings.flatMap((finding) => {
      const conclusion = conclusions.find(({ id }) => spelled(id) === spelled(finding.id));
      return conclusion ? differences(finding, conclusion, reasons) : [];
    }),
  ];
};
