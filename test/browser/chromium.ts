/**
 * A headless Chromium that needs nothing of the machine but Linux on x64: it comes from npm (tools/browser), together with the
 * libraries and fonts that it loads. On another machine CHROMIUM_PATH names one that is there.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tools = fileURLToPath(new URL('../../tools/browser/', import.meta.url));
const { resolve } = createRequire(join(tools, 'package.json'));

/** What the tests use of a page of puppeteer-core, whose types are not there where only the product is installed. */
export type Page = {
  readonly setViewport: (size: { readonly width: number; readonly height: number }) => Promise<void>;
  readonly emulateMediaFeatures: (
    features: ReadonlyArray<{ readonly name: string; readonly value: string }>,
  ) => Promise<void>;
  readonly emulateMediaType: (type?: 'print' | 'screen') => Promise<void>;
  readonly setJavaScriptEnabled: (enabled: boolean) => Promise<void>;
  readonly goto: (url: string) => Promise<unknown>;
  readonly evaluate: <T>(code: string | (() => T)) => Promise<T>;
  readonly screenshot: (options: { readonly path: string; readonly fullPage?: boolean }) => Promise<unknown>;
  readonly pdf: (options: { readonly path?: string; readonly format: string }) => Promise<Uint8Array>;
  readonly click: (selector: string) => Promise<void>;
  readonly type: (selector: string, text: string) => Promise<void>;
  readonly select: (selector: string, value: string) => Promise<unknown>;
  readonly waitForFunction: (code: string) => Promise<unknown>;
  readonly keyboard: { readonly press: (key: string) => Promise<void> };
  readonly on: (event: string, listener: (what: unknown) => void) => unknown;
  readonly close: () => Promise<void>;
};
export type Browser = {
  readonly newPage: () => Promise<Page>;
  readonly version: () => Promise<string>;
  readonly close: () => Promise<void>;
};
type Launch = (options: {
  readonly executablePath: string;
  readonly headless: 'shell';
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}) => Promise<Browser>;

const load = async (name: string): Promise<Record<string, unknown>> =>
  (await import(pathToFileURL(resolve(name)).href)) as Record<string, unknown>;

/** Where its fonts are. Without a single font the browser breaks down in the middle of a page. */
const fontsOf = (fonts: string, cache: string): string =>
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>\n`;

/** Unpacks browser, libraries and fonts beside the package, once; what was broken off half-way does not count. */
const unpacked = async (): Promise<string> => {
  const folder = join(tools, 'node_modules', '.unpacked');
  if (existsSync(folder)) return folder;
  const half = `${folder}-${process.pid}`;
  await mkdir(half, { recursive: true });
  const { inflate } = (await load('@sparticuz/chromium')) as { inflate: (file: string) => Promise<string> };
  const packed = join(dirname(dirname(resolve('@sparticuz/chromium'))), 'bin');
  // It unpacks into the folder for temporary files, whatever that is.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = half;
  try {
    if (tmpdir() !== half) throw new Error(`cannot unpack into ${half}`);
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(join(packed, name));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(half, 'fonts.conf'), fontsOf(join(folder, 'fonts'), join(folder, 'fonts-cache')));
  await rename(half, folder).catch(() => rm(half, { recursive: true, force: true }));
  return folder;
};

/**
 * Starts the browser.
 * @throws Error that says in one sentence why there is none; never is a test passed over for it
 */
export const startChromium = async (): Promise<Browser> => {
  const own = process.env.CHROMIUM_PATH;
  try {
    if (own === undefined && (process.platform !== 'linux' || process.arch !== 'x64'))
      throw new Error(`npm has one for Linux on x64 only, this is ${process.platform} on ${process.arch}`);
    const folder = own === undefined ? await unpacked() : '';
    const { launch } = (await load('puppeteer-core')) as { launch: Launch };
    return await launch({
      executablePath: own ?? join(folder, 'chromium'),
      headless: 'shell',
      // The pages are our own, and in a container there is no sandbox to be had.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
      env:
        own === undefined
          ? {
              ...process.env,
              LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
              FONTCONFIG_FILE: join(folder, 'fonts.conf'),
            }
          : process.env,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`No Chromium to test the page in: ${why}. CHROMIUM_PATH may name one that is on this machine.`);
  }
};

/** The source of axe-core, which looks for what shuts people out. */
export const axeSource = (): Promise<string> => readFile(resolve('axe-core'), 'utf8');
