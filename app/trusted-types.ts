/**
 * The one policy for what scripts may write into a page (Trusted Types), as the first script of every page. Turbopack and React write
 * addresses of scripts and one empty element as plain strings, and React this script's own text when it draws a whole page anew:
 * those pass, and nothing else does. Where browsers know no Trusted Types, the nonce alone guards.
 */
export const trustedTypes = [
  "{const own=document.currentScript.textContent;",
  "window.trustedTypes&&trustedTypes.createPolicy('default',{",
  "createScriptURL:a=>{const u=new URL(a,location.origin);return u.origin===location.origin&&u.pathname.startsWith('/_next/static/')?a:null},",
  "createHTML:m=>m==='<script><\\/script>'||m===own?m:null})}",
].join("");
