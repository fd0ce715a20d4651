/** Addresses of pages on the web, such as a shop's social media. */
import * as z from "zod/mini";
import { cleanText } from "./clean-text";
import { messageOf } from "./message";

const maxLength = 255;

/** The address with its scheme, or the text unchanged when it is none: the next check says so. */
function completed(text: string): string {
  const typed = cleanText(text);
  const address = /^[a-z][a-z0-9+.-]*:/i.test(typed) && !/^[^/]+\.[^/]+:\d/.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  return url && isWebAddress(url) && !/\s/.test(typed) ? url.href : typed;
}

function isWebAddress(url: URL): boolean {
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  return isWeb && url.username === "" && /^[^.]+(\.[^.]+)+$/.test(url.hostname) && /[a-z]$/i.test(url.hostname);
}

/** `instagram.com/kopi` and `https://instagram.com/kopi` alike; puts out the whole address. */
export const urlSchema = z.string({ error: "required" }).check(
  z.overwrite(completed),
  z.minLength(1, { error: "required", abort: true }),
  z.maxLength(maxLength, { error: messageOf("tooLong", { max: maxLength }), abort: true }),
  z.refine((text) => URL.canParse(text) && isWebAddress(new URL(text)), "url.format"),
);
