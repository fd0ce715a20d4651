import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Database } from "@/db/client";
import { listAudit } from "@/db/queries/audit";
import { countDeadJobs as countByKind } from "@/db/queries/work";
import { closeTestDatabase, openTestDatabase } from "@/db/test-database";
import { inviteMerchant } from "../desk/invite-merchant";
import { dokuErrorKinds } from "../doku/failure";
import type { StaffActor } from "../domain/actor";
import { invitationSchema } from "../domain/invitation";
import { stuckReasonOf } from "../domain/stuck-work";
import { conflict } from "../errors";
import { requestSignIn } from "../sign-in/request-sign-in";
import { countDeadJobs, listDeadJobs, readFailure } from "./dead-jobs";
import {
  enqueue,
  type JobHandlers,
  type JobName,
  type Jobs,
  jobNames,
  startJobs,
  startWorkers,
  stopWorkers,
} from "./queue";
import { runAgain, runAllAgain } from "./run-again";

let opened: Database;
let actor: StaffActor;
let invited: { applicationId: string; invitationId: string };
/** What the handlers do, by the id of the work; nothing unless a test says so. */
const behaviours = new Map<string, () => Promise<void>>();
const ran: string[] = [];

const handle = async (data: Record<string, string>) => {
  const ids = Object.values(data);
  ran.push(ids[0] ?? "");
  for (const id of ids) await behaviours.get(id)?.();
};
const handlers = Object.fromEntries(jobNames.map((name) => [name, handle])) as unknown as JobHandlers;

const rows = async <T>(query: string) => (await opened.executeSql(query)).rows as T[];

/** Enqueues work whose first failure is its last, and waits until it is dead. */
async function die<N extends JobName>(name: N, data: Jobs[N], error: Error): Promise<string> {
  const id = String(Object.values(data)[0]);
  behaviours.set(id, async () => {
    throw error;
  });
  const known = new Set((await listDeadJobs(opened.db, null)).jobs.map((job) => job.id));
  await opened.db.transaction(async (tx) => {
    await enqueue(tx, name, data);
    await tx.execute(sql`update pgboss.job set retry_limit = 0 where state = 'created'`);
  });
  return await vi.waitFor(
    async () => {
      const dead = await rows<{ id: string; data: object }>("select id, data from pgboss.job where state = 'failed'");
      const found = dead.find((job) => Object.values(job.data).includes(id) && !known.has(job.id));
      if (!found) throw new Error("still alive");
      return found.id;
    },
    { timeout: 10_000, interval: 50 },
  );
}

const letPass = (id: string) => behaviours.delete(id);

function smtpError(): Error {
  const message = "550 5.1.1 <dewi@warung.test>: Recipient address rejected";
  return Object.assign(new Error(message), { code: "EENVELOPE", rejected: ["dewi@warung.test"], response: message });
}

beforeAll(async () => {
  opened = await openTestDatabase();
  await startJobs();
  const { rows: staff } = await opened.executeSql(
    "insert into users (role, email, email_index, name) values ('staff', 'x', 'x', 'x') returning id",
  );
  actor = { kind: "staff", userId: (staff[0] as { id: string }).id };
  invited = await inviteMerchant({
    actor,
    input: invitationSchema.parse({
      name: "Dewi Anggraini",
      email: "dewi@warung.test",
      phone: "0812-3456-7890",
      businessName: "Warung Dewi",
      locale: "id",
    }),
  });
  await startWorkers(handlers);
});
afterAll(async () => {
  await stopWorkers(1000);
  await closeTestDatabase();
});

describe("work whose last try failed", () => {
  it("is listed with its merchant, its tries and the kind of its error, and nothing else of the error is kept", async () => {
    await die("send-invitation-mail", { invitationId: invited.invitationId }, smtpError());
    const { jobs, next } = await listDeadJobs(opened.db, null);
    expect(next).toBeNull();
    expect(jobs).toEqual([
      {
        id: expect.any(String),
        name: "send-invitation-mail",
        merchant: { applicationId: invited.applicationId, businessName: "Warung Dewi" },
        createdAt: expect.any(Date),
        failedAt: expect.any(Date),
        tries: 1,
        reason: "mail_refused",
        errorKind: "Error EENVELOPE",
      },
    ]);
    const kept = JSON.stringify(await rows("select * from pgboss.job"));
    expect(kept).not.toMatch(/dewi|550 5\.1\.1|Recipient|\bat \w/i);
    const [dead] = await rows<{ output: unknown }>("select output from pgboss.job where state = 'failed'");
    expect(dead?.output).toEqual({ name: "Error", message: "Error EENVELOPE" });
  });

  it("is run again by one of two who press, with all its tries, and the audit says by whom", async () => {
    const [dead] = (await listDeadJobs(opened.db, null)).jobs;
    letPass(invited.invitationId);
    ran.length = 0;
    const input = { jobId: dead?.id ?? "" };
    const pressed = await Promise.allSettled([runAgain({ actor, input }), runAgain({ actor, input })]);
    expect(pressed.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(pressed.find(({ status }) => status === "rejected")).toMatchObject({ reason: conflict("workGone") });
    await vi.waitFor(() => expect(ran).toEqual([invited.invitationId]), { timeout: 20_000 });
    expect(await countDeadJobs()).toBe(0);
    const [again] = await rows<{ retry_limit: number }>(
      "select retry_limit from pgboss.job where name = 'send-invitation-mail' order by created_on desc limit 1",
    );
    expect(again?.retry_limit).toBe(12);
    const deeds = (await listAudit(opened.db, invited.applicationId)).filter(
      ({ action }) => action === "work.run_again",
    );
    expect(deeds).toMatchObject([{ actorId: actor.userId, detail: { work: "send-invitation-mail" } }]);
    await expect(runAgain({ actor, input })).rejects.toMatchObject({ key: "workGone" });
  });

  it("is found for its merchant by whichever id it carries, and for nobody when it carries none", async () => {
    const { attemptId } = await requestSignIn({ input: { email: "dewi@warung.test" }, source: "test" });
    await vi.waitFor(() => expect(ran).toContain(attemptId), { timeout: 20_000 });
    const [submission] = await rows<{ id: string }>(
      `insert into submissions (application_id, kind, attempt) values ('${invited.applicationId}', 'registration', 1) returning id`,
    );
    const dead = [
      await die("send-sign-in-mail", { attemptId }, smtpError()),
      await die("send-application", { submissionId: submission?.id ?? "" }, new Error("disk")),
      await die("read-business", { applicationId: invited.applicationId, reason: "asked" }, new Error("x")),
      await die("send-sign-in-mail", { attemptId: "of nobody" }, smtpError()),
    ];
    const { jobs } = await listDeadJobs(opened.db, null);
    const businessOf = (id: string) => jobs.find((job) => job.id === id)?.merchant?.businessName;
    expect(dead.map(businessOf)).toEqual(["Warung Dewi", "Warung Dewi", "Warung Dewi", undefined]);
    expect(jobs.find(({ id }) => id === dead[1])?.reason).toBe("internal");
  });

  it("is listed once, however often work about the same thing fails for good", async () => {
    const first = await die("read-business", { applicationId: invited.applicationId, reason: "asked" }, new Error("x"));
    const [dead] = (await listDeadJobs(opened.db, null)).jobs;
    expect(dead).toMatchObject({ id: first, name: "read-business" });
    expect((await countByKind(opened.db)).get("read-business")).toBe(1);
  });

  it("is no longer listed once another job has done the same", async () => {
    letPass(invited.applicationId);
    await enqueue(opened.db, "read-business", { applicationId: invited.applicationId, reason: "schedule" });
    await vi.waitFor(async () => expect((await countByKind(opened.db)).has("read-business")).toBe(false), {
      timeout: 20_000,
    });
    expect((await countByKind(opened.db)).get("send-application")).toBe(1);
  });

  it("is run again all of a kind, and leaves the other kinds", async () => {
    behaviours.clear();
    expect(await runAllAgain({ actor, input: { name: "send-sign-in-mail" } })).toEqual({ count: 2 });
    expect(await countByKind(opened.db)).toEqual(new Map([["send-application", 1]]));
    expect(await runAllAgain({ actor, input: { name: "send-sign-in-mail" } })).toEqual({ count: 0 });
    const own = `select action, detail from audit_log where chain = 'staff' and chain_id = '${actor.userId}'`;
    // The other one is in its merchant's trail.
    expect(await rows(own)).toEqual([{ action: "work.run_again", detail: { work: "send-sign-in-mail" } }]);
  });

  it("is kept for 90 days", async () => {
    const boss = await (globalThis as unknown as { sambutJobs: Promise<{ maintain: () => Promise<void> }> }).sambutJobs;
    await opened.executeSql("update pgboss.job set completed_on = now() - interval '89 days' where state = 'failed'");
    await boss.maintain();
    expect(await countDeadJobs()).toBe(1);
    await opened.executeSql("update pgboss.job set completed_on = now() - interval '91 days' where state = 'failed'");
    await boss.maintain();
    expect(await countDeadJobs()).toBe(0);
  });
});

describe("work that takes long", () => {
  it("goes back to the queue when the process stops before it is done", async () => {
    behaviours.set("endless", () => new Promise(() => {}));
    await enqueue(opened.db, "send-application", { submissionId: "endless" });
    await vi.waitFor(() => expect(ran).toContain("endless"), { timeout: 20_000 });
    await stopWorkers(1000);
    const [job] = await rows<{ state: string; output: unknown }>(
      "select state, output from pgboss.job where data->>'submissionId' = 'endless'",
    );
    expect(job?.state).toBe("retry");
    expect(readFailure(job?.output)).toEqual({ reason: "interrupted", errorKind: null });
  });

  it("is given its time also in a database of an earlier version, and waits for 90 days when nobody takes it", async () => {
    await opened.executeSql("update pgboss.queue set expire_seconds = 120, retry_limit = 0, retention_minutes = null");
    await startJobs();
    await enqueue(opened.db, "send-application", { submissionId: "later" });
    const [job] = await rows<{ expire: number; limit: number; kept: number }>(
      `select extract(epoch from expire_in)::int as expire, retry_limit as limit,
              extract(day from keep_until - created_on)::int as kept
       from pgboss.job where data->>'submissionId' = 'later'`,
    );
    expect(job).toEqual({ expire: 3600, limit: 5, kept: 90 });
  });

  it("is told from other failures when it is stopped for that", () => {
    const slow = [
      { name: "Error", message: "handler execution exceeded 120000ms" },
      { value: { message: "job failed by timeout in active state" } },
    ];
    for (const output of slow) expect(readFailure(output)).toEqual({ reason: "too_long", errorKind: null });
  });
});

describe("what is shown of a failure", () => {
  it("is never more than the kind of an error", () => {
    for (const message of ["550 <dewi@warung.test> rejected", "Error EAUTH dewi", "", "Failed query: select 1"]) {
      expect(readFailure({ message })).toEqual({ reason: "internal", errorKind: null });
    }
    for (const output of [null, "x y z", 3, {}, { value: null }, []]) {
      expect(readFailure(output)).toEqual({ reason: "internal", errorKind: null });
    }
  });

  it("has words for everything that DOKU's and the mail's errors say, and blames the mail for nothing else", () => {
    for (const kind of dokuErrorKinds) expect(stuckReasonOf(`DokuError ${kind}`)).toMatch(/^doku_/);
    expect(stuckReasonOf("Error ESOCKET")).toBe("mail_unreachable");
    expect(stuckReasonOf("PostgresError ECONNREFUSED")).toBe("internal");
    expect(stuckReasonOf("TypeError")).toBe("internal");
  });
});
