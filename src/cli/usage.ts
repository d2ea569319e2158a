/** What the usage line says of a flag. */
type UsageFlag = {
  readonly type: 'boolean' | 'option';
  readonly char?: string;
  readonly required?: boolean;
  readonly multiple?: boolean;
  readonly options?: readonly string[];
};

const element = ([name, flag]: readonly [string, UsageFlag]): string => {
  const short = flag.char === undefined ? `--${name}` : `-${flag.char}`;
  const value = flag.type === 'boolean' ? '' : ` ${flag.options?.join('|') ?? '<value>'}${flag.multiple ? '...' : ''}`;
  return flag.required ? `${short}${value}` : `[${short}${value}]`;
};

/**
 * USAGE of a command: its arguments, its flags, the required ones first, and where the short form of the help is. oclif's own line has
 * holes as soon as one flag excludes several others.
 */
export const usageOf = (flags: Readonly<Record<string, UsageFlag>>, args = ''): string[] => {
  const all = Object.entries(flags);
  const [required, others] = [all.filter(([, flag]) => flag.required), all.filter(([, flag]) => !flag.required)];
  const words = [...(args === '' ? [] : [args]), ...[...required, ...others].map(element)];
  return [
    `<%= command.id %> ${[...words, '[--json]'].join(' ')}`,
    '<%= command.id %> -h (the short form of this help)',
  ];
};
