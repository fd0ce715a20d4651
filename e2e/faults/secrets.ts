/** The partner's secret key at DOKU is changed in the middle of it all, as an admin does it: told, changed there, changed here. */
import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { paths } from "@/lib/paths";
import { act, asVisitor } from "./door";
import { until } from "./patience";
import { type Run, repeat } from "./run";
import { account } from "./stage";

/** Pressed again until it is answered as kept: a portal may be away, and DOKU refuses the test while the keys differ. */
async function save(run: Run, keys: { secretKey: string; nextSecretKey: string }): Promise<void> {
  const admin = asVisitor(run.stage.url, run.staff);
  const own = { environment: "own", address: run.stage.sandbox.url, clientId: account.clientId, dropNext: false };
  const press = () => act(admin, "saveDoku", paths.deskSettings, { account: { ...own, ...keys }, anyway: true });
  const isSaved = () =>
    press().then(
      ({ isDone }) => isDone,
      () => false,
    );
  await until("the new secret key is saved", isSaved, 180_000, 1_000);
}

/** Between the second step and the third DOKU refuses each of our calls. */
async function changeSecret({ run, present, awayMs }: { run: Run; present: string; awayMs: number }): Promise<string> {
  const next = `SK-FAULTS-${randomBytes(6).toString("hex")}`;
  await save(run, { secretKey: present, nextSecretKey: next });
  run.stage.network.secretKeys.push(next);
  run.stage.sandbox.changeSecret(next);
  await setTimeout(awayMs);
  // The old one is kept for callbacks that were signed before.
  await save(run, { secretKey: next, nextSecretKey: present });
  run.counts.newSecrets += 1;
  return next;
}

export async function changeSecrets(run: Run): Promise<void> {
  const random = run.random.fork("secrets");
  let present = account.secretKey;
  await repeat(run, random, run.plan.isShort ? 20_000 : 180_000, async () => {
    present = await changeSecret({ run, present, awayMs: random.int(500, 5_000) });
  });
}
