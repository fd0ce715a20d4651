/**
 * `npm run staff:reset-factor -- <email>`: takes away the second step of a member of staff who has lost it, when no admin is
 * left who could. The member sets up another at the next sign-in, and gets a mail that says so.
 */
import { startJobs, stopWorkers } from "../lib/jobs/queue";
import { resetFactorOnServer } from "../lib/team/reset-factor";
import { givenOrDemoSettings } from "./settings";

async function main(): Promise<void> {
  const [email] = process.argv.slice(2);
  if (!email?.includes("@")) {
    console.error("Usage: npm run staff:reset-factor -- <email of the member>");
    process.exit(2);
  }
  Object.assign(process.env, givenOrDemoSettings(), { LOG_LEVEL: "silent" });
  await startJobs();
  const isDone = await resetFactorOnServer(email);
  await stopWorkers();
  if (isDone) console.log("The second step is gone. Sign in by mail and set up another one.");
  else console.error("Nobody of the staff who may sign in has this address.");
  process.exit(isDone ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
