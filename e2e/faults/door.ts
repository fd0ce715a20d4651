/** The portal as a browser without scripts, or with, asks it. */
import { serverActionIds } from "../server-actions";
import type { Merchant } from "./people";

export type Visitor = { url: string; cookie: string };

const timeoutMs = 25_000;

/** @throws Error when nothing, or a server's failure, came back: what a person would try again */
export async function visit({ url, cookie }: Visitor, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Cookie: cookie, Connection: "close", ...(init.headers as Record<string, string>) };
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(`${url}${path}`, { ...init, headers, signal, redirect: "manual" });
  if (response.status >= 500) {
    throw new Error(`${response.status} at ${path.split("?")[0]}`, { cause: await response.text() });
  }
  return response;
}

const ids = new Map<string, string>();

/** The id of a server action in the build. */
export function actionId(name: string): string {
  if (ids.size === 0) for (const [known, id] of serverActionIds()) ids.set(known, id);
  const id = ids.get(name);
  if (!id) throw new Error(`The build has no action ${name}.`);
  return id;
}

async function call(visitor: Visitor, name: string, path: string, body: FormData) {
  const response = await visit(visitor, path, { method: "POST", body, headers: { "Next-Action": actionId(name) } });
  const text = await response.text();
  return { response, text, error: text.match(/"error":"([\w.]+)"/)?.[1] ?? null };
}

/** Calls a server action as its page's script would. @returns whether it was carried out, and in what words */
export async function act(visitor: Visitor, name: string, path: string, input: unknown) {
  const body = new FormData();
  body.append("0", JSON.stringify([input]));
  const { text, error } = await call(visitor, name, path, body);
  return { isDone: text.includes('"ok":true'), error };
}

/** The same for an action that takes a form, and answers with no failure or by leading elsewhere. */
export async function actForm(visitor: Visitor, name: string, path: string, fields: Record<string, string>) {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.append(`_1_${field}`, value);
  body.append("0", JSON.stringify([{ sent: 0 }, "$K1"]));
  const { response, text, error } = await call(visitor, name, path, body);
  return { isDone: response.headers.has("x-action-redirect") || text.includes('"failure":null'), error };
}

const hidden = /<input[^>]*type="hidden"[^>]*>/g;
const attribute = (tag: string, name: string) =>
  (tag.match(new RegExp(`${name}="([^"]*)"`))?.[1] ?? "").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** Posts the form of an action that the page shows, without any script. @returns where it led, null without such a form */
export async function postForm(visitor: Visitor, path: string, name: string): Promise<string | null> {
  const page = await (await visit(visitor, path)).text();
  const form = page.split("<form").find((part) => part.includes(actionId(name)));
  if (!form) return null;
  const body = new FormData();
  for (const tag of form.split("</form>")[0]?.match(hidden) ?? []) {
    body.append(attribute(tag, "name"), attribute(tag, "value"));
  }
  const response = await visit(visitor, path, { method: "POST", body, headers: { Origin: visitor.url } });
  await response.body?.cancel();
  return response.headers.get("location") ?? "";
}

/** The headline of a page, null when it leads elsewhere. */
export async function headline(visitor: Visitor, path: string): Promise<string | null> {
  const response = await visit(visitor, path);
  const page = await response.text();
  return response.status === 200 ? (page.match(/<h1[^>]*>([^<]*)<\/h1>/)?.[1] ?? "") : null;
}

export const asVisitor = (url: string, { cookie }: Pick<Merchant, "cookie">): Visitor => ({ url, cookie });
