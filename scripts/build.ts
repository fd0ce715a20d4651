/** `npm run build`: the production build that `npm start` and the demo use. */
import { envProblems } from "../lib/env";
import { buildPortal } from "./portal-build";
import { givenSettings } from "./settings";

const key = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";
const given = givenSettings()[key];
// Next builds it in without a look at it, and the first form that is sent would fail.
const problem = given ? envProblems({ [key]: given }).find((line) => line.startsWith(key)) : undefined;
if (problem) {
  console.error(`The build cannot start: ${problem}`);
  process.exitCode = 1;
} else {
  if (given) process.env[key] = given;
  process.exitCode = (await buildPortal("terminal")) ? 0 : 1;
}
