import { toHelpSection } from '@salesforce/sf-plugins-core';
import configMeta, { configVariables } from './configMeta.js';

/** The section of a command's help about the config variables that it uses, and only those. */
export const configurationVariables = (
  ...used: readonly (keyof typeof configVariables)[]
): ReturnType<typeof toHelpSection> =>
  toHelpSection(
    'CONFIGURATION VARIABLES',
    Object.fromEntries(
      configMeta
        .filter(({ key }) => used.some((name) => configVariables[name] === key))
        .map(({ key, description }) => [key, description]),
    ),
  );
