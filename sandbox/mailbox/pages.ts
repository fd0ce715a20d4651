/** The mailbox in a browser: what was sent, and one message with its links and its code. */
import { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox } from "@/sandbox/context";
import { page, when } from "@/sandbox/desk/look";
import { pageHeaders } from "@/sandbox/desk/routes";
import type { Mail } from "@/sandbox/store/records";

const link = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;

/** Plain text with its addresses made into links; `split` puts the addresses at the odd places. */
function linked(text: string) {
  return text
    .split(link)
    .map((piece, index) =>
      index % 2 === 1 ? html`<a href="${piece}" target="_blank" rel="noreferrer">${piece}</a>` : html`${piece}`,
    );
}

function row(mail: Mail) {
  return html`<tr>
    <td><a href="/mail/${mail.id}">${mail.subject || "(no subject)"}</a></td>
    <td>${mail.to.join(", ")}</td>
    <td>${when(mail.date)}</td>
  </tr>`;
}

function listPage(mails: readonly Mail[], to: string) {
  const table = html`<div class="scroll">
    <table>
      <thead><tr><th>Subject</th><th>To</th><th>Received</th></tr></thead>
      <tbody>${mails.toReversed().map(row)}</tbody>
    </table>
  </div>`;
  const filter = to ? html`To ${to}. <a href="/mail">Show all</a>` : html`Nothing leaves this machine.`;
  const content = html`<h1>Mailbox</h1>
    <p class="sub">Every message that the portal sent. ${filter}</p>
    ${mails.length > 0 ? table : html`<p class="card">No message yet.</p>`}`;
  return page({ title: "Mailbox", at: "/mail", refreshSec: 5 }, content);
}

function mailPage(mail: Mail) {
  // Without scripts and forms, and every link opens a new tab outside of the frame's restrictions.
  const body = mail.html && `<base target="_blank"><meta name="referrer" content="no-referrer">${mail.html}`;
  const frame = body
    ? html`<h2>As HTML</h2>
        <iframe title="The message as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${body}"></iframe>`
    : "";
  const attachments =
    mail.attachments.length > 0 ? html`<dt>Attachments</dt><dd>${mail.attachments.join(", ")}</dd>` : "";
  const content = html`<p><a href="/mail">All messages</a></p>
    <h1>${mail.subject || "(no subject)"}</h1>
    <dl>
      <dt>From</dt><dd>${mail.from}</dd>
      <dt>To</dt><dd>${mail.to.join(", ")}</dd>
      <dt>Received</dt><dd>${when(mail.date)}</dd>
      ${attachments}
    </dl>
    <h2>As text</h2>
    <div class="card"><pre>${linked(mail.text)}</pre></div>
    ${frame}`;
  return page({ title: mail.subject, at: "/mail" }, content);
}

/** Everything under `/mail`. */
export function mailRoutes(sandbox: Sandbox) {
  const routes = new Hono();
  routes.use(pageHeaders);
  routes.get("/", (c) => {
    const to = c.req.query("to")?.trim() ?? "";
    const fits = (mail: Mail) => mail.to.some((address) => address.toLowerCase() === to.toLowerCase());
    return c.html(
      listPage(
        sandbox.store.state.mails.filter((mail) => to === "" || fits(mail)),
        to,
      ),
    );
  });
  routes.get("/:id", (c) => {
    const mail = sandbox.store.state.mails.find((entry) => entry.id === c.req.param("id"));
    return mail ? c.html(mailPage(mail)) : c.text("No such message", 404);
  });
  return routes;
}
