/** E-mail addresses, kept in lower case so that one person has one spelling. */
import { z } from "zod";
import { messageOf } from "./message";
import { cleanText } from "./text";

/** The longest address that mail can carry (RFC 5321). */
const maxLength = 254;

export const emailSchema = z
  .string({ error: "required" })
  .overwrite((text) =>
    cleanText(text)
      .replace(/^mailto:/i, "")
      .toLowerCase(),
  )
  .min(1, { error: "required", abort: true })
  .max(maxLength, { error: messageOf("tooLong", { max: maxLength }), abort: true })
  .regex(z.regexes.email, "email.format");
