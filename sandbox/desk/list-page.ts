/** The desk's first page: every business, and who decides. */
import { html } from "hono/html";
import type { Sandbox } from "@/sandbox/context";
import { isAwaited } from "@/sandbox/kyb/entities";
import type { BusinessRecord } from "@/sandbox/store/records";
import { page, pill, when } from "./look";

function countsOf(business: BusinessRecord) {
  const statuses = [...new Set(business.entities.map((entity) => entity.status))];
  return statuses.map((status) => {
    const count = business.entities.filter((entity) => entity.status === status).length;
    return html`<span>${pill(status)} ${count}</span>`;
  });
}

function row(business: BusinessRecord) {
  const headline = business.entities.find((entity) => entity.type === "BRAND.OPERATIONAL_STATUS");
  const kind = [business.data.type, business.data.legal_entity].filter(Boolean).join(" · ");
  return html`<tr>
    <td>
      <a href="/businesses/${business.id}">${String(business.data.name)}</a>
      <small>${isAwaited(business) ? "Business lite: invited to DOKU's dashboard" : business.lite ? `Business lite · ${kind}` : kind}</small>
    </td>
    <td>${business.id}<small>${business.brandId}</small></td>
    <td>${pill(headline?.status ?? "UPDATING")}</td>
    <td><div class="row">${countsOf(business)}</div></td>
    <td>${when(business.createdAt)}</td>
  </tr>`;
}

function matches(business: BusinessRecord, query: string): boolean {
  const { id, brandId, data } = business;
  return [id, brandId, data.name, data.email].join(" ").toLowerCase().includes(query.toLowerCase());
}

/** All businesses, newest first, or those that match `query` by name, e-mail or id. */
export function listPage(sandbox: Sandbox, query: string) {
  const { state } = sandbox.store;
  const all = Object.values(state.businesses).filter((business) => matches(business, query));
  const rows = all.reverse().map(row);
  const empty = query
    ? html`<p class="card">Nothing found for “${query}”. <a href="/">Show all</a></p>`
    : html`<p class="card">No business yet. One appears here when a partner registers it.</p>`;
  const table = html`<div class="scroll">
    <table>
      <thead>
        <tr><th>Business</th><th>Ids</th><th>Operational</th><th>Entities</th><th>Registered</th></tr>
      </thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`;
  const decides = state.auto
    ? html`KYB decides by itself, ${sandbox.options.clock} times faster than real time.`
    : html`A person decides at this desk.`;
  const content = html`<h1>Businesses</h1>
    <p class="sub">${decides}</p>
    <div class="row spread tools">
      <form method="post" action="/settings">
        <input type="hidden" name="auto" value="${state.auto ? "off" : "on"}" />
        <button>${state.auto ? "Decide by hand" : "Let KYB decide"}</button>
      </form>
      <form method="get" action="/" role="search" class="row">
        <input type="search" name="q" value="${query}" aria-label="Search name, e-mail or id" placeholder="Name, e-mail or id" />
        <button>Search</button>
      </form>
    </div>
    ${rows.length > 0 ? table : empty}`;
  const refresh = query ? {} : { refreshSec: 5 };
  return page({ title: "Businesses", at: "/", ...refresh }, content);
}
