// Tests read what the commands print. Colour depends on the machine (CI services switch it on), so it is off in all of
// them, before anything that looks at the environment is loaded.
process.env.NO_COLOR = '1';
process.env.FORCE_COLOR = '0';
