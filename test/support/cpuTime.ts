/**
 * The processor time that something takes, in milliseconds: for what must not take longer the more of it there is. Unlike
 * the clock it does not run on while another process has the machine. Bounds are to be generous all the same.
 */
export const cpuTimeOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
