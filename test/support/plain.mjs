// Tests read what the commands print. Colour depends on the machine (CI services switch it on), so it is off in all of
// them, before anything that looks at the environment is loaded.
process.env.NO_COLOR = '1';
process.env.FORCE_COLOR = '0';

// sf goes through all variables for every setting that it looks up, and npm and CI services set a hundred: that was a
// tenth of what the tests of commands took. What is left is what starting a process, Node and the tests themselves need.
const needed =
  /^(PATH|PATHEXT|HOME|USERPROFILE|APPDATA|LOCALAPPDATA|TMPDIR|TEMP|TMP|SystemRoot|ComSpec|LANG|LC_.*|TERM|CI|NO_COLOR|FORCE_COLOR|NODE_.*|SF_.*|MOCHA_.*|_*STRYKER_.*|TORTURE_.*|LOCAL_ORG_.*|GOLDEN|EVERY_CASE)$/i;
for (const name of Object.keys(process.env)) if (!needed.test(name)) delete process.env[name];
