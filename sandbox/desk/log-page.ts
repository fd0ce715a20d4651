/** What went out and what came in: callbacks with every try, calls without their content. */
import { html } from "hono/html";
import type { Sandbox } from "@/sandbox/context";
import type { CallRecord, Delivery } from "@/sandbox/store/records";
import { page, pill, when } from "./look";

const shown = 200;

function deliveryRow(delivery: Delivery) {
  const attempts = delivery.attempts.map(
    (attempt) =>
      html`<div>${attempt.status ?? attempt.error ?? "no answer"} <span class="soft">${when(attempt.at)}</span></div>`,
  );
  const oddities = [delivery.shape, delivery.signing].filter((word) => word !== "standard" && word !== "valid");
  return html`<tr>
    <td>${delivery.type}<small>${delivery.entityId ?? ""}</small></td>
    <td>${pill(delivery.state)}<small>${oddities.join(", ")}</small></td>
    <td>${attempts}</td>
    <td>${when(delivery.createdAt)}<small>${delivery.headers["Request-Id"]}</small></td>
    <td><details><summary>Body</summary><pre>${JSON.stringify(JSON.parse(delivery.body), null, 2)}</pre></details></td>
  </tr>`;
}

/** Callbacks as a table, in the order given. */
export function deliveriesTable(deliveries: readonly Delivery[]) {
  if (deliveries.length === 0) return html`<p class="card">No callback yet.</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr><th>Callback</th><th>State</th><th>Tries</th><th>Created, Request-Id</th><th></th></tr>
      </thead>
      <tbody>${deliveries.slice(0, shown).map(deliveryRow)}</tbody>
    </table>
  </div>`;
}

function callRow(call: CallRecord) {
  return html`<tr>
    <td>${when(call.at)}</td>
    <td>${call.method} ${call.path}<small>${call.requestId ?? ""}</small></td>
    <td>${call.status}</td>
    <td>${call.durationMs} ms</td>
  </tr>`;
}

/** The latest callbacks and calls, newest first. */
export function logPage(sandbox: Sandbox) {
  const { deliveries, calls } = sandbox.store.state;
  const callsTable = html`<div class="scroll">
    <table>
      <thead><tr><th>When</th><th>Call</th><th>Answered</th><th>Took</th></tr></thead>
      <tbody>${calls.slice(-shown).reverse().map(callRow)}</tbody>
    </table>
  </div>`;
  const content = html`<h1>Calls and callbacks</h1>
    <p class="sub">The latest ${shown} of each. Calls are kept without headers and bodies.</p>
    <h2>Callbacks sent</h2>
    ${deliveriesTable(deliveries.slice(-shown).reverse())}
    <h2>Calls received</h2>
    ${calls.length > 0 ? callsTable : html`<p class="card">No call yet.</p>`}`;
  return page({ title: "Calls and callbacks", at: "/log", refreshSec: 5 }, content);
}
