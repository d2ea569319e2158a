/**
 * The blocks of shell in the files of CI systems, each with the shell that the system runs it by: read from the files, so that
 * the tests run what stands there.
 */
import { parse } from 'yaml';

/** One shell that the system starts. */
export type Block = {
  readonly name: string;
  /** Program and arguments, before the file with the script. */
  readonly shell: readonly string[];
  readonly script: string;
  /** Variables that the file sets; placeholders of the system are filled in. */
  readonly env: Readonly<Record<string, string>>;
};

/** What stands behind the placeholders: secrets and inputs by their names. */
export type Given = Readonly<Record<string, string>>;

type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const treeAt = (value: unknown, ...path: readonly string[]): Tree => {
  const found = path.reduce<unknown>((inner, key) => (isTree(inner) ? inner[key] : undefined), value);
  return isTree(found) ? found : {};
};
const trees = (value: unknown): Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);
const texts = (value: unknown): string[] => {
  const all: unknown[] = Array.isArray(value) ? value : [];
  return all.map((one) => {
    if (typeof one !== 'string') throw new Error(`not a line of a script: ${JSON.stringify(one)}`);
    return one;
  });
};

/** Variables with their placeholders filled in. @throws Error for a placeholder that nobody gave */
const variables = (value: unknown, placeholder: RegExp, given: Given): Record<string, string> =>
  Object.fromEntries(
    Object.entries(treeAt(value)).map(([name, text]) => [
      name,
      String(text).replaceAll(placeholder, (whole: string, key: string) => {
        const filled = given[key];
        if (filled === undefined) throw new Error(`${whole} has no value`);
        return filled;
      }),
    ]),
  );

/** `${{ secrets.NAME }}` and `${{ inputs.name }}` */
const ofGithub = /\$\{\{\s*((?:secrets|inputs)\.[\w-]+)\s*\}\}/g;

/** GitHub fills placeholders within a script too, where a value could become a command: these files hold none. */
const githubScript = (step: Tree): string => {
  const script = String(step['run']);
  if (script.includes('${{')) throw new Error(`a placeholder within a script: ${script}`);
  return script;
};

/** Of a workflow of GitHub Actions: the steps with `run`. Without `shell` it runs `bash -e`. */
export const blocksOfWorkflow = (text: string, given: Given): Block[] => {
  const workflow = treeAt(parse(text));
  return Object.values(treeAt(workflow, 'jobs')).flatMap((job) =>
    trees(treeAt(job)['steps'])
      .filter((step) => step['run'] !== undefined)
      .map((step) => ({
        name: String(step['name']),
        shell: ['bash', '-e'],
        script: githubScript(step),
        env: {
          ...variables(workflow['env'], ofGithub, given),
          ...variables(treeAt(job)['env'], ofGithub, given),
          ...variables(step['env'], ofGithub, given),
        },
      })),
  );
};

/** Of a composite action of GitHub. `shell: bash` runs `bash --noprofile --norc -eo pipefail`. @param inputs by `inputs.name` */
export const blocksOfAction = (text: string, inputs: Given): Block[] => {
  const action = treeAt(parse(text));
  const defaults = Object.entries(treeAt(action, 'inputs')).flatMap(([name, input]) => {
    const value = treeAt(input)['default'];
    return typeof value === 'string' ? [[`inputs.${name}`, value]] : [];
  });
  const given = { ...(Object.fromEntries(defaults) as Given), ...inputs };
  return trees(treeAt(action, 'runs')['steps']).map((step) => {
    if (step['shell'] !== 'bash') throw new Error(`a step without its shell: ${JSON.stringify(step)}`);
    return {
      name: String(step['name']),
      shell: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
      script: githubScript(step),
      env: variables(step['env'], ofGithub, given),
    };
  });
};

/** Of GitLab: `before_script` and `script` of a job are one shell; variables of the project are in its environment. */
export const blocksOfGitlab = (text: string, given: Given): Block[] =>
  Object.entries(treeAt(parse(text)))
    .filter(([, job]) => treeAt(job)['script'] !== undefined)
    .map(([name, job]) => ({
      name,
      shell: ['bash', '-eo', 'pipefail'],
      script: [...texts(treeAt(job)['before_script']), ...texts(treeAt(job)['script'])].join('\n'),
      env: { ...given, ...variables(treeAt(job)['variables'], /$^/g, {}) },
    }));

/** Of Azure Pipelines: `bash` steps. It does not stop at a mistake by itself; secrets reach a step only by its `env`. */
export const blocksOfAzure = (text: string, given: Given): Block[] => {
  const pipeline = treeAt(parse(text));
  return trees(pipeline['steps'])
    .filter((step) => step['bash'] !== undefined)
    .map((step) => ({
      name: String(step['displayName']),
      shell: ['bash'],
      script: String(step['bash']),
      env: {
        ...variables(pipeline['variables'], /\$\((\w+)\)/g, given),
        ...variables(step['env'], /\$\((\w+)\)/g, given),
      },
    }));
};

/** Of Bitbucket: the lines of a step are one shell, which ends with the first that fails. */
export const blocksOfBitbucket = (text: string, given: Given): Block[] =>
  Object.values(treeAt(parse(text), 'pipelines', 'custom')).flatMap((steps) =>
    trees(steps).map(({ step }) => ({
      name: String(treeAt(step)['name']),
      shell: ['bash', '-e'],
      script: texts(treeAt(step)['script']).join('\n'),
      env: { ...given },
    })),
  );

/**
 * Of a Jenkinsfile: each `sh '''…'''`, in which Groovy fills nothing in and a backslash would be an escape. What it does not
 * understand (other quotes, other ways to start a program) is an error, not overlooked.
 * @param given by the id of the credential
 */
export const blocksOfJenkins = (text: string, given: Given): Block[] => {
  const code = text.replaceAll(/^\s*\/\/.*$/gm, '');
  const set = [...code.matchAll(/^\s*([A-Z_]+) = '([^'\\]*)'$/gm)].map(([, name = '', value = '']) => [name, value]);
  const secrets = [...code.matchAll(/string\(credentialsId: '([^']+)', variable: '(\w+)'\)/g)];
  const calls = code.match(/(?<![\w.])(?:sh|bat|powershell|pwsh)(?=[\s(])(?=[\s(]*['"\w])/g) ?? [];
  const blocks = [...code.matchAll(/(?<![\w.])sh '''\n([\s\S]*?)'''/g)];
  if (blocks.length !== calls.length) throw new Error('a script in other quotes than three single ones');
  return blocks.map((found) => {
    const [, script = ''] = found;
    if (script.includes('\\')) throw new Error(`Groovy takes a backslash for an escape: ${script}`);
    const before = code.slice(0, found.index);
    const [, name = ''] = [...before.matchAll(/stage\('([^']+)'\)/g)].at(-1) ?? [];
    // A credential counts within its braces: from its line to the end of the stage.
    const own = secrets.filter(({ index }) => index < found.index && !before.slice(index).includes('stage('));
    const secret = own.map(([, id = '', variable = '']) => {
      const value = given[id];
      if (value === undefined) throw new Error(`no credential ${id}`);
      return [variable, value];
    });
    return {
      name,
      shell: ['sh', '-xe'],
      script,
      env: Object.fromEntries([...set, ...secret]) as Record<string, string>,
    };
  });
};
