// Loads TypeScript as it stands: Node takes the types out and leaves the rest, line by line, so places in it stay true.
// tsx, which runs the tools, adds a call for every function that is created, which took a quarter of the time of all tests.
// What Node cannot take out, such as parameter properties, the compiler refuses ("erasableSyntaxOnly" in tsconfig.json). It takes
// `for (const of of …)`, which Node does not load: name such a variable otherwise.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';

// Imports name the file that the build writes, `x.js`; here there is only `x.ts`.
const sourceOf = (specifier, parent) => {
  if (!/^\.{1,2}\/.*\.js$/.test(specifier) || !parent?.startsWith('file:')) return null;
  const url = new URL(specifier.replace(/\.js$/, '.ts'), parent);
  return existsSync(url) ? url.href : null;
};

// Node 22 does it by itself from 22.18 on, and keeps what came of it for the next process (NODE_COMPILE_CACHE).
const byNode = Boolean(process.features.typescript);

registerHooks({
  resolve: (specifier, context, next) => next(sourceOf(specifier, context.parentURL) ?? specifier, context),
  load: (url, context, next) =>
    byNode || !/^file:.*\.ts$/.test(url)
      ? next(url, context)
      : { format: 'module', source: stripTypeScriptTypes(readFileSync(new URL(url), 'utf8')), shortCircuit: true },
});
