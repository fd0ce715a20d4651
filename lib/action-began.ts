/**
 * What fails before a server action has begun is the sender's fault: its arguments cannot be read. Next answers that with 500, as if
 * something of ours had broken. Our own server (scripts/serve) answers 400; the words of the page are the same.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "./log";

type Post = { hasBegun: boolean };

// Next's bundle and our server load this file separately and share one globalThis.
const shared = globalThis as typeof globalThis & { sambutPosts?: AsyncLocalStorage<Post> };

function posts(): AsyncLocalStorage<Post> {
  shared.sambutPosts ??= new AsyncLocalStorage();
  return shared.sambutPosts;
}

/** Called by every server action first: what fails from here on is ours. */
export function noteActionBegan(): void {
  const post = posts().getStore();
  if (post) post.hasBegun = true;
}

const isActionPost = ({ method, headers, url = "" }: IncomingMessage) =>
  method === "POST" &&
  !url.startsWith("/api/") &&
  (headers["next-action"] !== undefined || headers["content-type"]?.startsWith("multipart/form-data") === true);

/** Hands a request to Next; a form or action that Next cannot read is answered as the sender's fault. */
export function handlePost(request: IncomingMessage, response: ServerResponse, handle: () => void): void {
  if (!isActionPost(request)) {
    handle();
    return;
  }
  const post: Post = { hasBegun: false };
  const { writeHead } = response;
  response.writeHead = ((status: number, ...rest: never[]) => {
    const isUnreadable = status === 500 && !post.hasBegun;
    if (isUnreadable) log.info("action.unreadable");
    return writeHead.call(response, isUnreadable ? 400 : status, ...rest);
  }) as typeof writeHead;
  posts().run(post, handle);
}
