import { toHelpSection } from '@salesforce/sf-plugins-core';
import { exitCodesOf } from '../exitCode.js';

/** The part of a message bundle that this needs. */
type Words = { readonly getMessage: (key: string) => string };

/**
 * The section ERROR CODES of a command's help: its own codes and no others, from `exitCode.<code>` (the name) and
 * `exitCode.<code>.text` of its messages.
 */
export const errorCodesOf = (command: keyof typeof exitCodesOf, messages: Words): ReturnType<typeof toHelpSection> =>
  toHelpSection(
    'ERROR CODES',
    Object.fromEntries(
      exitCodesOf[command].map((code) => [
        `${messages.getMessage(`exitCode.${code}`)} (${code})`,
        messages.getMessage(`exitCode.${code}.text`),
      ]),
    ),
  );
