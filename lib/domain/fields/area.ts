/** The area of an address in DOKU's writing: postal code and four names (contract sections 8 and 12). */
import * as z from "zod/mini";
import { parseArea, tidyArea } from "./area-parts";
import { messageOf } from "./message";

const maxLength = 255;

/** `17133 - Kali Baru - Medan Satria - Bekasi - Jawa Barat`, as DOKU spells its places or as the merchant typed it. */
export const areaSchema = z.string({ error: "required" }).check(
  z.overwrite(tidyArea),
  z.minLength(1, { error: "required", abort: true }),
  z.maxLength(maxLength, { error: messageOf("tooLong", { max: maxLength }), abort: true }),
  z.refine((area) => /^[1-9]\d{4}( |$)/.test(area), { error: "area.postalCode", abort: true }),
  z.refine((area) => parseArea(area) !== null, "area.format"),
);
