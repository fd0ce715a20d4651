/** What deploy/nginx.conf promises in docs/security.md. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { securityHeaders, workerPolicy } from "@/lib/security-headers";

const text = readFileSync("deploy/nginx.conf", "utf8");
const served = text.slice(text.indexOf("location /_next/static/"), text.indexOf("location / {\n    proxy_pass"));
const [plain = "", secure = ""] = text.split(/^server \{$/m).slice(1);

it("says of the files that nginx serves itself what the portal says of them", () => {
  const { "X-Content-Type-Options": sniff, "Cross-Origin-Resource-Policy": reach } = securityHeaders;
  expect(served).toContain(`add_header X-Content-Type-Options ${sniff};`);
  expect(served).toContain(`add_header Cross-Origin-Resource-Policy ${reach};`);
  expect(served).toContain(`add_header Strict-Transport-Security "${securityHeaders["Strict-Transport-Security"]}";`);
  expect(served).toContain(`add_header Content-Security-Policy "${workerPolicy}";`);
});

it("speaks TLS 1.2 and 1.3 with ciphers that keep the past secret, and leads to it whoever types an address, no program", () => {
  expect(secure).toContain("ssl_protocols TLSv1.2 TLSv1.3;");
  const ciphers = /ssl_ciphers ([^;]+);/.exec(secure)?.[1]?.split(":") ?? [];
  expect(ciphers.length).toBeGreaterThan(3);
  for (const cipher of ciphers) expect(cipher).toMatch(/^ECDHE-(ECDSA|RSA)-(AES\d+-GCM-SHA\d+|CHACHA20-POLY1305)$/);
  expect(plain).toMatch(/location \/api\/ \{\s+return 403;/);
  expect(plain).toMatch(/location \/ \{\s+return 308 https:/);
  expect(plain).not.toContain("proxy_pass");
});

it("keeps the doors for machines inside, and takes nobody's word for where a request comes from", () => {
  expect(secure).toMatch(/location ~ \^\/api\/\(ready\|metrics\|cron\)\$ \{\s+return 404;/);
  expect(secure).toContain("proxy_set_header X-Forwarded-For $remote_addr;");
});
