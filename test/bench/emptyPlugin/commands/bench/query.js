import { Flags, SfCommand } from '@salesforce/sf-plugins-core';

/** The same with one query over the connection that sf makes: the least that a command that reads can be. */
export default class Query extends SfCommand {
  static summary = 'Ask an org one question.';
  static flags = { 'target-org': Flags.requiredOrg() };

  async run() {
    const { flags } = await this.parse(Query);
    const { totalSize } = await flags['target-org'].getConnection().query('SELECT Id FROM Organization');
    this.log(String(totalSize));
    return {};
  }
}
