import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { createMochaTestRunner } from '@stryker-mutator/mocha-runner';

/**
 * Stryker's mocha runner in a process that lives on. Stryker wants a new process, with all test files loaded anew, for
 * every mutant that also runs while files are loaded. We ignore what only loading reaches (`ignoreStatic`), so no mutant is
 * on while files are loaded, and what was loaded stays as good as new: the process need not be another one.
 * @param {import('@stryker-mutator/api/plugin').Injector<import('@stryker-mutator/api/plugin').PluginContext>} injector
 */
const hotMocha = (injector) => {
  const runner = createMochaTestRunner(injector);
  runner.capabilities = async () => ({ reloadEnvironment: true });
  return runner;
};
hotMocha.inject = createMochaTestRunner.inject;

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'hot-mocha', hotMocha)];
