import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { hooks, poolSize, readHook } from "../../../../rival";

const db = drizzle(new pg.Pool({ connectionString: process.env.DATABASE_URL, max: poolSize }));

export async function POST(request: Request): Promise<Response> {
  const rawBody = new Uint8Array(await request.arrayBuffer());
  const hook = readHook(new URL(request.url).pathname, (name) => request.headers.get(name), rawBody);
  if (!hook) return Response.json({ status: "unverified" }, { status: 401 });
  await db.insert(hooks).values(hook).onConflictDoNothing();
  return Response.json({ status: "accepted" });
}
