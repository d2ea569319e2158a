/** What `explain` is asked, from the flags. */
import type { PermissionEntry } from '../access/setupEntities.js';
import { fieldAccesses } from '../platform/objectAccess.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import { Refusal } from '../refusal.js';

/** The flags that say it. */
export type ExplainFlags = {
  readonly integration?: string | undefined;
  readonly permission?: string | undefined;
  readonly sobject?: string | undefined;
  readonly field?: string | undefined;
  readonly access?: ObjectAccess | undefined;
  readonly finding?: string | undefined;
  readonly without?: string | undefined;
  readonly user?: readonly string[] | undefined;
  readonly 'to-profile'?: string | undefined;
  readonly who?: boolean | undefined;
  readonly inactive?: boolean | undefined;
};

/** One thing, or a finding of the definition by its id; null where only what would be lost is asked. */
export type ExplainAbout = { readonly entry: PermissionEntry } | { readonly finding: string } | null;

const bundle = 'integration.explain';

const subjectFlags = ['permission', 'sobject', 'field', 'finding'] as const;

/** `object:Lead:read`, `userPermission:ApiEnabled`: how reports and `--json` name a finding. */
const findingId = /^(not:)?[a-z][A-Za-z]+:\S/;

const fieldEntry = (name: string, access: ObjectAccess): PermissionEntry => {
  const [, sobject, field] = /^(\w+)\.(\w+)$/.exec(name) ?? [];
  if (sobject === undefined || field === undefined) throw new Refusal(bundle, 'BadField', [name]);
  const word = fieldAccesses.find((known) => known === access);
  if (word === undefined) throw new Refusal(bundle, 'BadFieldAccess', [access]);
  return { kind: 'field', sobject, field, access: word };
};

/**
 * What the flags ask about.
 * @throws Refusal where they name nothing, several things, or what is no name
 */
export const explainAbout = (flags: ExplainFlags): ExplainAbout => {
  const { integration, permission, sobject, field, access = 'read', finding, without } = flags;
  if (flags['to-profile'] !== undefined && without === undefined) throw new Refusal(bundle, 'ToProfileWithoutProfile');
  const given = subjectFlags.filter((name) => flags[name] !== undefined);
  if (given.length > 1) throw new Refusal(bundle, 'SeveralSubjects', [given.map((name) => `--${name}`)]);
  if (finding !== undefined) {
    if (integration === undefined) throw new Refusal(bundle, 'FindingWithoutIntegration');
    return { finding };
  }
  const id = [permission, sobject].find((name) => name !== undefined && findingId.test(name));
  if (id !== undefined) throw new Refusal(bundle, 'IdNotName', [id], [id]);
  const unnamed = [permission, sobject].find((name) => name !== undefined && !/^\w+$/.test(name));
  if (unnamed !== undefined) throw new Refusal(bundle, 'BadName', [unnamed], [unnamed]);
  if (permission !== undefined) return { entry: { kind: 'userPermission', name: permission } };
  if (sobject !== undefined) return { entry: { kind: 'object', sobject, access } };
  if (field !== undefined) return { entry: fieldEntry(field, access) };
  if (without === undefined || integration === undefined) throw new Refusal(bundle, 'NoSubject');
  return null;
};

const notWithWho = ['user', 'integration', 'finding', 'without', 'to-profile'] as const;

/**
 * What `--who` asks about; null where it is not given.
 * @throws Refusal where it is given with what does not go with it, or with nothing to look for
 */
export const whoEntry = (flags: ExplainFlags): PermissionEntry | null => {
  if (flags.who !== true) {
    if (flags.inactive === true) throw new Refusal(bundle, 'InactiveWithoutWho');
    return null;
  }
  const beside = notWithWho.filter((name) => flags[name] !== undefined);
  if (beside.length > 0) throw new Refusal(bundle, 'WhoIsAboutAll', [beside.map((name) => `--${name}`)]);
  const about = explainAbout(flags);
  if (about === null || !('entry' in about)) throw new Refusal(bundle, 'NoSubject');
  return about.entry;
};
