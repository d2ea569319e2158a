/**
 * Commands that sentences of `messages` name for the reader to type are marked there: `[[sf integration check]]`. A command says
 * how they are told, as it knows what its run was given.
 */

const mark = /\[\[sf (.*?)\]\]/g;

/** A sentence with each marked command as `typed` makes it. @param typed gets it without `sf`: `integration grant --plan FILE` */
export const withCommands = (text: string, typed: (command: string) => string): string =>
  text.replace(mark, (_, command: string) => `sf ${typed(command)}`);

/** A sentence with its marked commands as they are for every run. */
export const withPlainCommands = (text: string): string => withCommands(text, (command) => command);
