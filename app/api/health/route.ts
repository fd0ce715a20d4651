/** GET: whether the process answers, and nothing else. A database that is away is no reason to start it anew. */
import { json } from "@/lib/http";

export const dynamic = "force-dynamic";

export const GET = (): Response => json({ ok: true });
