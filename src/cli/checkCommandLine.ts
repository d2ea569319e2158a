import { fillingWords } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import { commandLine } from './commandLine.js';

/** What changes the answer of a check. */
export type CheckWords = {
  /** What parameters of the definitions are filled in with. */
  readonly filling?: Filling;
  readonly bin: string;
  readonly integrations: readonly string[];
  readonly users: readonly string[];
  readonly org: string;
  /** A file that is checked in place of the org. */
  readonly snapshot?: string | undefined;
  readonly authentication: string;
  /** Whether the way of logging in is said also where it is the usual one, as a project file could say another. */
  readonly saysAuthentication?: boolean;
  readonly failOn?: string;
  /** Whether what is too much is looked for. */
  readonly surplus?: boolean;
  /** Second opinions: of the platform, and of the user under its own login. */
  readonly crossCheck?: boolean;
  readonly verifyAs?: string | undefined;
  readonly apiVersion?: string | undefined;
  readonly waivers?: string | undefined;
  /** A project file that was named. */
  readonly config?: string | undefined;
};

/** A definition as it has to be written after the -i of check, where commas stand between several. */
export const definitionWord = (reference: string): string => reference.replaceAll(',', '\\,');

/** A check as a command line, so that it can be repeated with the same answer; what is as always is left out. */
export const checkCommandLine = ({ bin, integrations, users, org, ...more }: CheckWords): string => {
  const {
    filling = {},
    authentication,
    saysAuthentication = false,
    failOn = 'required',
    surplus,
    crossCheck,
    verifyAs,
    apiVersion,
    snapshot,
    waivers,
    config,
  } = more;
  return commandLine([
    ...[bin, 'integration', 'check'],
    ...integrations.flatMap((integration) => ['-i', definitionWord(integration)]),
    ...users.flatMap((user) => ['-u', user]),
    ...fillingWords(filling),
    ...(failOn === 'required' ? [] : ['--fail-on', failOn]),
    ...(surplus === true ? ['--surplus'] : []),
    ...(crossCheck === true ? ['--cross-check'] : []),
    ...(verifyAs === undefined ? [] : ['--verify-as', verifyAs]),
    ...(apiVersion === undefined ? [] : ['--api-version', apiVersion]),
    ...(waivers === undefined ? [] : ['--waivers', waivers]),
    ...(config === undefined ? [] : ['--config', config]),
    // A short flag has to follow: a long word behind "oauth" is taken out as a token.
    ...(authentication === 'oauth' && !saysAuthentication ? [] : ['--authentication', authentication]),
    ...(snapshot === undefined ? ['-o', org] : ['--snapshot', snapshot]),
  ]);
};

/** The dry run of a setup of what a check is about. */
export const setupCommandLine = ({ bin, integrations, users, org, ...more }: CheckWords): string =>
  commandLine([
    ...[bin, 'integration', 'setup'],
    ...integrations.flatMap((integration) => ['-i', definitionWord(integration)]),
    ...users.flatMap((user) => ['-u', user]),
    ...fillingWords(more.filling ?? {}),
    ...(more.config === undefined ? [] : ['--config', more.config]),
    ...(more.authentication === 'oauth' && more.saysAuthentication !== true
      ? []
      : ['--authentication', more.authentication]),
    ...['-o', org, '--dry-run'],
  ]);
