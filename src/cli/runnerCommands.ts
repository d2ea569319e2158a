/**
 * Runners of pipelines look for commands in whatever a step prints, and whoever may name a field or a permission set writes parts
 * of that. GitHub Actions takes `::name` at the beginning of a line, blanks before it or not, and `##[name` anywhere; Azure
 * Pipelines `##vso[…]` anywhere, with which variables of later steps are set, PATH among them; TeamCity `##teamcity[…]`. In a
 * container nobody is told that a runner reads along, so none of them is ever printed.
 */

const marks = /##(\w*)\[/g;

/** A text in which no runner finds a command for itself; a blank breaks what looks like one. */
export const withoutRunnerCommands = (text: string): string =>
  text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(marks, '## $1[');

/** The same for JSON, which stays the same data. */
export const jsonWithoutRunnerCommands = (json: string): string => json.replace(marks, '##$1\\u005b');
