/** The door's answer to whoever scrapes: shared by the portal's route and the worker's. */
import { carriesBearer } from "../bearer";
import { env } from "../env";
import { startAtZero } from "./count";
import { databaseGauges } from "./database-gauges";
import { processGauges } from "./process-gauges";
import { withProcessMetrics } from "./registry";

/** 404 without METRICS_TOKEN, as if there were no such address; 401 without or with another token. */
export async function exposeMetrics(headers: { get(name: string): string | null }): Promise<Response> {
  const token = env().METRICS_TOKEN;
  if (!token) return new Response(null, { status: 404 });
  if (!carriesBearer(headers, token)) {
    return new Response(null, { status: 401, headers: { "WWW-Authenticate": "Bearer" } });
  }
  startAtZero();
  const { registry } = withProcessMetrics();
  const texts = await Promise.all([registry.metrics(), processGauges(), databaseGauges()]);
  return new Response(texts.join("\n"), {
    headers: { "Content-Type": registry.contentType, "Cache-Control": "no-store" },
  });
}
