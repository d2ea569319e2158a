/** Preloaded with `--import`: the process says of itself that it runs with the Node of OLD_NODE, e.g. `20.20.2`. */
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: process.env.OLD_NODE } });
