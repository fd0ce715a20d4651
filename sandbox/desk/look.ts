/** The frame and the look of every page: plain HTML, no script, light and dark. */
import { html, raw } from "hono/html";

const styles = `
:root{--paper:#faf9f6;--card:#fff;--ink:#1a201d;--soft:#5b655f;--line:#e6e3dc;--hover:#f4f2ec;--accent:#0b6b5d;--accent-bg:#e5f2ef;--ok:#1f7a4d;--ok-bg:#e7f3ec;--wait:#8a5a00;--wait-bg:#fdf3dc;--bad:#b3261e;--bad-bg:#fdecea;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#121614;--card:#1a201d;--ink:#eef1ee;--soft:#a3aea8;--line:#2a322e;--hover:#202824;--accent:#5cc8b4;--accent-bg:#17302b;--ok:#7fd6a5;--ok-bg:#17301f;--wait:#f0c36a;--wait-bg:#2c2412;--bad:#ff9a91;--bad-bg:#331a18}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--accent)}header{border-bottom:1px solid var(--line);background:var(--card)}header div{max-width:1120px;margin:auto;padding:14px 20px;display:flex;gap:8px 22px;align-items:center;flex-wrap:wrap}
header b{display:flex;gap:10px;align-items:center;margin-right:8px}header i{width:26px;height:26px;border-radius:8px;background:var(--accent);color:var(--card);display:grid;place-items:center;font-style:normal;font-weight:700}
header nav{gap:6px 20px}header a{color:var(--soft);text-decoration:none;padding:6px 0}header a[aria-current]{color:var(--ink);font-weight:600;box-shadow:0 2px var(--accent)}
main{max-width:1120px;margin:auto;padding:24px 20px 80px}h1{font-size:24px;letter-spacing:-.01em;margin:0 0 4px}h2{font-size:17px;margin:28px 0 10px}.sub{color:var(--soft);margin:0 0 18px}
.row{display:flex;gap:10px;flex-wrap:wrap;align-items:center}.spread{justify-content:space-between}.tools{margin-bottom:16px}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px;margin-bottom:12px}.card h3{margin:0;font-size:15.5px}.card.bad{border-color:color-mix(in srgb,var(--bad) 45%,var(--line))}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:12px;background:var(--card)}table{width:100%;border-collapse:collapse}th{font-weight:550;color:var(--soft);text-align:left;font-size:13px}th,td{padding:10px 14px;border-bottom:1px solid var(--line);vertical-align:top}tr:last-child td{border:0}td:nth-child(2){min-width:200px}td small,.soft{color:var(--soft)}td small{display:block}
.pill{display:inline-block;border-radius:99px;padding:1px 10px;font-size:13px;font-weight:600;background:var(--hover);color:var(--soft);white-space:nowrap}.pill.ok{background:var(--ok-bg);color:var(--ok)}.pill.wait{background:var(--wait-bg);color:var(--wait)}.pill.bad{background:var(--bad-bg);color:var(--bad)}
button,input,select{font:inherit;border-radius:9px;border:1px solid var(--line);background:var(--card);color:var(--ink);padding:8px 14px;min-height:40px}button{font-weight:600;cursor:pointer}button:hover{background:var(--hover)}button.main{background:var(--accent);border-color:var(--accent);color:var(--card)}button.danger{color:var(--bad)}input,select{font-weight:400;max-width:100%}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}form{display:inline}details{margin-top:10px}summary{cursor:pointer;color:var(--accent)}details form{display:flex;gap:10px;flex-wrap:wrap;align-items:end;margin-top:10px}label{display:grid;gap:4px;font-size:13px;color:var(--soft)}
dl{display:grid;grid-template-columns:minmax(110px,180px) 1fr;gap:4px 14px;margin:10px 0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}.notes{margin:8px 0;padding-left:20px;color:var(--bad)}
.photos{display:flex;gap:10px;flex-wrap:wrap;margin:10px 0}.photos img{height:110px;border-radius:9px;border:1px solid var(--line);display:block}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.6 ui-monospace,SFMono-Regular,Menlo,monospace;margin:0}iframe{width:100%;height:480px;border:1px solid var(--line);border-radius:12px;background:#fff}
`;

const menu = [
  { href: "/", label: "Businesses" },
  { href: "/mail", label: "Mailbox" },
  { href: "/log", label: "Calls and callbacks" },
] as const;

export type Html = ReturnType<typeof html>;

/** A whole page. `refreshSec` reloads it for as long as it is open; leave it out where people type. */
export function page(options: { title: string; at: string; refreshSec?: number }, content: Html) {
  const refresh = options.refreshSec ? html`<meta http-equiv="refresh" content="${options.refreshSec}" />` : "";
  const links = menu.map((entry) => {
    const current = entry.href === options.at ? raw(' aria-current="page"') : "";
    return html`<a href="${entry.href}"${current}>${entry.label}</a>`;
  });
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        ${refresh}
        <title>${options.title} · DOKU sandbox</title>
        <link rel="icon" href="data:," />
        <style>${raw(styles)}</style>
      </head>
      <body>
        <header><div><b><i aria-hidden="true">D</i>DOKU sandbox</b><nav class="row">${links}</nav></div></header>
        <main>${content}</main>
      </body>
    </html>`;
}

const tones: Record<string, string> = { ACTIVE: "ok", UPDATING: "wait", REJECTED: "bad", SUSPENDED: "bad" };
tones.delivered = "ok";
tones.pending = "wait";
tones.failed = "bad";

/** A status as a small coloured word; never the colour alone. */
export function pill(status: string): Html {
  return html`<span class="pill ${tones[status] ?? ""}">${status}</span>`;
}

/** A time as people in Jakarta read it, the exact one in the tooltip. */
export function when(iso: string): Html {
  const local = new Date(iso).toLocaleString("en-GB", {
    timeZone: "Asia/Jakarta",
    day: "2-digit",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return html`<time datetime="${iso}" title="${iso}">${local} WIB</time>`;
}
