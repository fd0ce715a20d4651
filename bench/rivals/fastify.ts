/** Fastify and one prepared INSERT through pg. */
import Fastify from "fastify";
import pg from "pg";
import { poolSize, readHook } from "./rival";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: poolSize });
const app = Fastify();
app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
app.get("/ready", async () => "ready");
app.post("/hooks/:token", async (request, reply) => {
  const header = (name: string) => request.headers[name]?.toString();
  const hook = readHook(request.url, header, request.body as Buffer);
  if (!hook) return reply.code(401).send({ status: "unverified" });
  await pool.query({
    name: "hook",
    text: "insert into hooks (token, request_id, digest, body) values ($1, $2, $3, $4) on conflict do nothing",
    values: [hook.token, hook.requestId, hook.digest, hook.body],
  });
  return { status: "accepted" };
});
await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
