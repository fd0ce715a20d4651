/** Hono and one INSERT through drizzle. */
import { serve } from "@hono/node-server";
import { drizzle } from "drizzle-orm/node-postgres";
import { Hono } from "hono";
import pg from "pg";
import { hooks, poolSize, readHook } from "./rival";

const db = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL, max: poolSize }));
const app = new Hono();
app.get("/ready", (context) => context.text("ready"));
app.post("/hooks/:token", async (context) => {
  const rawBody = new Uint8Array(await context.req.arrayBuffer());
  const hook = readHook(context.req.path, (name) => context.req.header(name), rawBody);
  if (!hook) return context.json({ status: "unverified" }, 401);
  await db.insert(hooks).values(hook).onConflictDoNothing();
  return context.json({ status: "accepted" });
});
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
