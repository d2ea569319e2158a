import { exitCodes } from '../exitCode.js';
import type { ExitCode } from '../exitCode.js';

const gravest: readonly ExitCode[] = [
  exitCodes.interrupted,
  exitCodes.inPart,
  exitCodes.gaveUpWaiting,
  exitCodes.missing,
  exitCodes.unknown,
];

/** The exit code of several parts together: the gravest of them. */
export const setupExitCode = (codes: readonly ExitCode[]): ExitCode =>
  gravest.find((code) => codes.includes(code)) ?? exitCodes.done;
