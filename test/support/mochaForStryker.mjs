// Mocha 12 renamed the inner modules of its command line from `.js` to `.cjs`; Stryker's mocha runner 10.0 still asks for
// them without an extension and cannot be loaded otherwise (stryker-mutator/stryker-js, pull request 6205).
import { registerHooks } from 'node:module';

const inner = /[\\/]mocha[\\/]lib[\\/]cli[\\/](?:run-helpers|options|collect-files)$/;

registerHooks({
  resolve: (specifier, context, next) => next(inner.test(specifier) ? `${specifier}.cjs` : specifier, context),
});
