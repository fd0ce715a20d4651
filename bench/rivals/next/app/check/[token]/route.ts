import { readHook } from "../../../../rival";

export async function POST(request: Request): Promise<Response> {
  const rawBody = new Uint8Array(await request.arrayBuffer());
  const hook = readHook(new URL(request.url).pathname, (name) => request.headers.get(name), rawBody);
  return Response.json({ status: hook ? "accepted" : "unverified" }, { status: hook ? 200 : 401 });
}
