import type { DeployOptions } from './deploy.js';

/** Reads deploy options of SOAP, where all values are text, or of REST JSON. What is absent has its default. */
export const readDeployOptions = (value: unknown): DeployOptions => {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const flag = (name: string, absent: boolean): boolean =>
    given[name] === undefined || given[name] === null ? absent : given[name] === true || given[name] === 'true';
  return {
    allowMissingFiles: flag('allowMissingFiles', false),
    checkOnly: flag('checkOnly', false),
    ignoreWarnings: flag('ignoreWarnings', false),
    rollbackOnError: flag('rollbackOnError', true),
    singlePackage: flag('singlePackage', false),
    testLevel: typeof given['testLevel'] === 'string' ? given['testLevel'] : null,
  };
};
