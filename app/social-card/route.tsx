import { ImageResponse } from "next/og";
import { getLocale, getTranslations } from "next-intl/server";
import { tonesOf } from "@/lib/domain/accent";
import { respond } from "@/lib/http";
import { type Partner, partner } from "@/lib/partner";
import { readBytes, storage } from "@/lib/storage/storage";

const size = { width: 1200, height: 630 };
/** In letters: from here on a name takes two lines. */
const longName = 22;
const oneDaySeconds = 24 * 3600;

/** Drawing takes about a second of the processor, so one card a language is kept until what is on it changes. */
const cards = new Map<string, { of: string; png: Promise<ArrayBuffer> }>();

async function logoOf({ logo }: Partner): Promise<string | null> {
  if (!logo) return null;
  const content = await readBytes(storage(), logo.key);
  return `data:${logo.type};base64,${Buffer.from(content).toString("base64")}`;
}

async function draw(of: Partner, words: string): Promise<ArrayBuffer> {
  const { fill, ink, soft } = tonesOf(of.accent).light;
  const logo = await logoOf(of);
  const initial = [...of.name][0]?.toUpperCase() ?? "";
  return await new ImageResponse(
    <div
      style={{
        width: "100%",
        height: "100%",
        display: "flex",
        flexDirection: "column",
        justifyContent: "space-between",
        padding: 88,
        background: "#faf9f6",
        borderBottom: `20px solid ${fill}`,
        color: "#1a201d",
      }}
    >
      {logo ? (
        // biome-ignore lint/performance/noImgElement: drawn into a picture, no browser is involved
        <img src={logo} alt="" height={104} style={{ objectFit: "contain", alignSelf: "flex-start" }} />
      ) : (
        <div
          style={{
            width: 104,
            height: 104,
            borderRadius: 30,
            background: fill,
            color: ink,
            fontSize: 60,
            display: "flex",
            alignItems: "center",
            justifyContent: "center",
          }}
        >
          {initial}
        </div>
      )}
      <div style={{ display: "flex", flexDirection: "column" }}>
        <div style={{ fontSize: of.name.length > longName ? 60 : 84, letterSpacing: -2, lineHeight: 1.1 }}>
          {of.name}
        </div>
        <div
          style={{
            marginTop: 28,
            alignSelf: "flex-start",
            padding: "14px 24px",
            borderRadius: 20,
            background: soft,
            fontSize: 32,
          }}
        >
          {words}
        </div>
      </div>
    </div>,
    size,
  ).arrayBuffer();
}

/** The picture that chats show beside a link to a public page: the partner's name and logo, nothing about anybody. */
export function GET(): Promise<Response> {
  return respond(async () => {
    const [now, locale, t] = await Promise.all([partner(), getLocale(), getTranslations("common")]);
    const of = JSON.stringify([now.name, now.logo?.key, now.accent]);
    const kept = cards.get(locale);
    const card = kept?.of === of ? kept : { of, png: draw(now, t("productDescription")) };
    cards.set(locale, card);
    const png = await card.png.catch((error: unknown) => {
      // One that failed is drawn anew for whoever asks next.
      cards.delete(locale);
      throw error;
    });
    return new Response(png, {
      headers: { "Content-Type": "image/png", "Cache-Control": `public, max-age=${oneDaySeconds}` },
    });
  });
}
