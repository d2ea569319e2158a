import { Flags, SfCommand } from '@salesforce/sf-plugins-core';

/** Parses a target org, which sf resolves to a login, and does nothing with it. */
export default class Empty extends SfCommand {
  static summary = 'Do nothing with an org.';
  static flags = { 'target-org': Flags.requiredOrg() };

  async run() {
    const { flags } = await this.parse(Empty);
    this.log(flags['target-org'].getUsername());
    return {};
  }
}
