/** GET: numbers of this process and of the database for Prometheus (docs/operations.md), for who has METRICS_TOKEN. */
import { exposeMetrics } from "@/lib/metrics/expose";

export const dynamic = "force-dynamic";

export const GET = (request: Request): Promise<Response> => exposeMetrics(request.headers);
