/** E-mail addresses, kept in lower case so that one person has one spelling. */
import * as z from "zod/mini";
import { cleanText } from "./clean-text";
import { messageOf } from "./message";

/** The longest address that mail can carry (RFC 5321). */
const maxLength = 254;

const emailPattern =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

export const emailSchema = z.string({ error: "required" }).check(
  z.overwrite((text) =>
    cleanText(text)
      .replace(/^mailto:/i, "")
      .toLowerCase(),
  ),
  z.minLength(1, { error: "required", abort: true }),
  z.maxLength(maxLength, { error: messageOf("tooLong", { max: maxLength }), abort: true }),
  z.regex(emailPattern, "email.format"),
);
