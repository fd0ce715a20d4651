/** The one way in which a schema's message carries its parameters. Without zod, so that light pages can read messages. */

export type MessageParams = Record<string, string | number>;

/**
 * A zod message: a key under `errors`, with its parameters behind a question mark, e.g. `tooLong?max=255`.
 * zod and react-hook-form pass on nothing but one string, so the parameters travel inside it.
 */
export function messageOf(key: string, params: MessageParams = {}): string {
  const pairs = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? key : `${key}?${pairs.join("&")}`;
}

const messagePattern = /^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*(\?[^\s?]*)?$/;

/** The key and parameters of a message made by `messageOf`; null for a text that is no key (zod's own words). */
export function parseMessage(message: string): { key: string; params: MessageParams } | null {
  if (!messagePattern.test(message)) return null;
  const [key = "", query = ""] = message.split("?");
  const params: MessageParams = {};
  for (const pair of query.split("&").filter(Boolean)) {
    const [name = "", raw = ""] = pair.split("=");
    const value = decodeURIComponent(raw);
    params[name] = /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value;
  }
  return { key, params };
}
