/** One look for every mail: a heading, some sentences, one button, perhaps a code. As text and as HTML. */
import { type AccentTones, ownTones } from "../domain/accent";
import type { Locale } from "../locale";
import { mailTexts } from "./mail-texts";

/** Whose mail it is (lib/partner `mailLook`). */
export type MailLook = {
  partnerName: string;
  /** The partner's colours; the portal's own without. */
  tones?: AccentTones;
  /** The whole address of the partner's logo; its initial without. */
  logoUrl?: string | null;
  /** Whom the reader asks; nobody is named without. */
  supportEmail?: string | null;
};

export type MailContent = MailLook & {
  locale: Locale | null;
  heading: string;
  paragraphs: string[];
  /** What is wrong, one by one, each with what to do about it. */
  points?: { title: string; text: string }[];
  /** Where to go on; a mail whose reader has the page open already has none. */
  button?: { label: string; href: string };
  /** Shown big, to be selected or typed; `label` says what it is for. */
  code?: { label: string; value: string };
  /** In small print under the line. */
  footer: string[];
};

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => entities[char] ?? char);

/** Whom to ask, as the last of the small print. */
function supportLine({ locale, partnerName, supportEmail }: MailContent): string[] {
  return supportEmail ? [mailTexts(locale)("support", { partner: partnerName, address: supportEmail })] : [];
}

/** The same mail for readers without HTML. */
export function renderText(content: MailContent): string {
  const { heading, paragraphs, points = [], button, code, footer, partnerName } = content;
  const blocks = [
    heading,
    ...paragraphs,
    ...points.map(({ title, text }) => `- ${title}\n  ${text}`),
    ...(button ? [`${button.label}:\n${button.href}`] : []),
    ...(code ? [`${code.label}\n${code.value}`] : []),
    ["--", partnerName, ...footer, ...supportLine(content)].join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif";

// Mail programs that know dark mode read this; the others show the inline colours, which are the light ones.
const darkStyle = ({ fill, ink, soft }: AccentTones["dark"]) => `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .paper { background: #121614 !important; }
    .card { background: #1a201d !important; border-color: #2a322e !important; }
    .ink { color: #eef1ee !important; }
    .soft { color: #a3aea8 !important; }
    .button { background: ${fill} !important; color: ${ink} !important; }
    .mark { background: ${fill} !important; color: ${ink} !important; }
    .logo { background: #ffffff !important; padding: 4px 6px !important; }
    .link { color: ${fill} !important; }
    .point { border-left-color: ${fill} !important; }
    .code { background: ${soft} !important; color: #eef1ee !important; }
  }`;

/** Mail programs that load no pictures leave the name alone. */
function markOf({ partnerName, logoUrl }: MailContent, { fill, ink }: AccentTones["light"]): string {
  if (logoUrl) {
    return `<img class="logo" src="${escapeHtml(logoUrl)}" alt="" height="30" style="height:30px;width:auto;max-width:140px;border-radius:6px;vertical-align:middle">`;
  }
  const initial = [...partnerName][0]?.toUpperCase() ?? "";
  return `<span class="mark" style="display:inline-block;width:30px;height:30px;line-height:30px;border-radius:9px;background:${fill};color:${ink};font-weight:700;text-align:center">${escapeHtml(initial)}</span>`;
}

/** What the list of mails shows beside the subject; it would be the partner's initial otherwise. */
const previewOf = ([first = ""]: string[]) =>
  `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(first)}</div>`;

function codeBlock({ label, value }: { label: string; value: string }, { soft }: AccentTones["light"]): string {
  return `<p class="soft" style="margin:28px 0 8px;font-size:15px;line-height:1.5;color:#5b655f">${escapeHtml(label)}</p>
<p class="code" style="margin:0;padding:14px 18px;border-radius:11px;background:${soft};color:#1a201d;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:30px;line-height:1.2;font-weight:700;letter-spacing:0.18em;text-align:center">${escapeHtml(value)}</p>`;
}

function buttonBlock({ label, href }: { label: string; href: string }, { fill, ink }: AccentTones["light"]): string {
  return `<p style="margin:22px 0 0"><a class="button" href="${escapeHtml(href)}" style="display:inline-block;padding:13px 24px;border-radius:11px;background:${fill};color:${ink};font-size:16px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>`;
}

function pointBlock({ title, text }: { title: string; text: string }, { fill }: AccentTones["light"]): string {
  return `<p class="ink point" style="margin:0 0 14px;padding:2px 0 2px 14px;border-left:3px solid ${fill};font-size:16px;line-height:1.5;color:#1a201d"><strong>${escapeHtml(title)}</strong><br><span class="soft" style="color:#5b655f">${escapeHtml(text)}</span></p>`;
}

/** Simple enough for old mail programs: one table, inline styles, no picture. */
export function renderHtml(content: MailContent): string {
  const { locale, partnerName, heading, paragraphs, points = [], button, code, footer, tones = ownTones } = content;
  const { light, dark } = tones;
  const sentence = (text: string) =>
    `<p class="ink" style="margin:0 0 14px;font-size:16px;line-height:1.55;color:#1a201d">${escapeHtml(text)}</p>`;
  const small = (text: string) =>
    `<p class="soft" style="margin:0 0 8px;font-size:13px;line-height:1.5;color:#5b655f">${escapeHtml(text)}</p>`;
  const address = escapeHtml(content.supportEmail ?? "");
  const mailto = `<a class="link" href="mailto:${address}" style="display:inline-block;color:${light.fill}">${address}</a>`;
  const support = supportLine(content).map((text) => small(text).replace(address, () => mailto));
  return `<!doctype html>
<html lang="${locale ?? "id"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(heading)}</title>
<style>${darkStyle(dark)}
</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#faf9f6">
${previewOf(paragraphs)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="paper" style="background:#faf9f6;${font}">
<tr><td align="center" style="padding:28px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;text-align:left">
<tr><td style="padding:0 4px 18px">
<table role="presentation" cellpadding="0" cellspacing="0"><tr>
<td style="vertical-align:middle">${markOf(content, light)}</td>
<td class="ink" style="padding-left:10px;vertical-align:middle;font-size:16px;line-height:1.3;font-weight:600;color:#1a201d">${escapeHtml(partnerName)}</td>
</tr></table>
</td></tr>
<tr><td class="card" style="padding:28px 24px;border:1px solid #e6e3dc;border-radius:14px;background:#ffffff">
<h1 class="ink" style="margin:0 0 16px;font-size:23px;line-height:1.25;letter-spacing:-0.01em;color:#1a201d">${escapeHtml(heading)}</h1>
${[...paragraphs.map(sentence), ...points.map((point) => pointBlock(point, light))].join("\n")}
${button ? buttonBlock(button, light) : ""}
${code ? codeBlock(code, light) : ""}
</td></tr>
<tr><td style="padding:18px 4px 0">
${[...footer.map(small), ...support].join("\n")}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}
