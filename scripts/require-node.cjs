// Runs one of our scripts: `node scripts/require-node.cjs demo`. Written in old syntax, so that a Node that is
// too old says so in one sentence instead of a stack trace; one process, so that signals reach the script itself.
var lowest = [20, 19];
var parts = process.versions.node.split(".").map(Number);
if (parts[0] < lowest[0] || (parts[0] === lowest[0] && parts[1] < lowest[1])) {
  console.error(
    "Sambut needs Node " +
      lowest.join(".") +
      " or newer (this is " +
      process.version +
      "). Install the current LTS from https://nodejs.org and try again.",
  );
  process.exit(1);
}
var name = process.argv[2];
process.argv.splice(1, 2, require.resolve(`./${name}.ts`));
import("tsx/esm/api").then((tsx) => {
  tsx.register();
  return import(`./${name}.ts`);
});
