/** `npm start`: the production server, with real settings only and no sandbox. */
import { envProblems } from "../lib/env";
import { onStopSignal, startChild } from "./children";
import { hasBuild, portalServer } from "./portal-build";
import { givenSettings } from "./settings";

const given = givenSettings();
const problems = envProblems(given);
if (problems.length > 0) {
  console.error("Sambut cannot start, these settings need attention (see .env.example):");
  for (const problem of problems) console.error(`  - ${problem}`);
  process.exit(1);
}
if (!hasBuild()) {
  console.error("There is no build to start. Make one first: npm run build");
  process.exit(1);
}
const portal = startChild("The portal", portalServer, {
  env: { ...process.env, ...given, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  output: "terminal",
  graceMs: 90_000,
});
let asked = false;
onStopSignal(() => {
  asked = true;
  portal.stop();
});
const how = await portal.ended;
if (!asked) console.error(`The portal ended unexpectedly (${how}).`);
process.exit(asked ? 0 : 1);
