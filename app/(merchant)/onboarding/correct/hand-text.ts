import { getFormatter, getTranslations } from "next-intl/server";
import { database } from "@/db/client";
import type { OwnApplication } from "@/db/queries/applications";
import { listNames } from "@/db/queries/desk";
import { type SectionSlug, sectionSlugs } from "@/lib/domain/correction";
import { findLastHand } from "@/lib/onboarding/last-hand";
import { partner } from "@/lib/partner";
import type { Session } from "@/lib/session";

/** That somebody else has changed the section last, in words; null when it was the reader, or nobody. */
export async function otherHandText(
  reader: Pick<Session, "role" | "userId">,
  application: OwnApplication,
  slug: SectionSlug,
): Promise<string | null> {
  const { db } = await database();
  const hand = await findLastHand(db, application, sectionSlugs[slug]);
  const isOwn = reader.role === "merchant" ? hand?.staffId === null : hand?.staffId === reader.userId;
  if (!hand || isOwn) return null;
  const [t, format] = await Promise.all([getTranslations("correct.hand"), getFormatter()]);
  const time = format.dateTime(hand.at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  if (hand.staffId === null) return t("merchant", { time });
  if (reader.role === "merchant") return t("partner", { partner: (await partner()).name, time });
  return t("colleague", { name: (await listNames(db, [hand.staffId])).get(hand.staffId) ?? "", time });
}
