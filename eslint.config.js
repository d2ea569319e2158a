import { defineConfig } from 'eslint/config';
import sfPlugin from 'eslint-plugin-sf-plugin';
import tseslint from 'typescript-eslint';

/** What sf's own rules hold of commands and messages. All else of lint stands in `.oxlintrc.json`, which is much faster. */
export default defineConfig({
  files: ['src/{cli,commands,channels}/**/*.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { project: ['./tsconfig.json'] } },
  plugins: { 'sf-plugin': sfPlugin },
  rules: { ...sfPlugin.configs.recommended.rules },
});
