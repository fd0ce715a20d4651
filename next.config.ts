import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { dataPolicy, filePolicy, securityHeaders, workerPolicy } from "./lib/security-headers";

const withNextIntl = createNextIntlPlugin("./lib/i18n.ts");

const everywhere = Object.entries(securityHeaders).map(([key, value]) => ({ key, value }));

const areaFiles = "./node_modules/idn-area-data/data/{provinces,regencies,districts,villages}.csv";

const config: NextConfig = {
  poweredByHeader: false,
  // Our own server does it, with Brotli: its window is wide enough to see that the style stands in a page three times.
  compress: false,
  // One round trip less before anything is seen: on a slow phone that is half of the wait. Next has it in the page and twice in what React
  // reads there; requests for parts of a page get a link to it.
  // On Vercel no server of ours names these styles to the policy of a page, so there they stay files.
  experimental: {
    inlineCss: !process.env.VERCEL,
    // Before it knows who asks, Next holds so much in memory of whatever is posted to a page; a form or action has a megabyte at most.
    proxyClientMaxBodySize: "2mb",
  },
  headers: async () => [
    { source: "/(.*)", headers: everywhere },
    // proxy.ts says it for pages.
    { source: "/api/((?!.*uploads/).*)", headers: [{ key: "Content-Security-Policy", value: dataPolicy }] },
    { source: "/api/(.*uploads/.+)", headers: [{ key: "Content-Security-Policy", value: filePolicy }] },
    { source: "/logo/(.+)", headers: [{ key: "Content-Security-Policy", value: filePolicy }] },
    { source: "/_next/static/:path*", headers: [{ key: "Content-Security-Policy", value: workerPolicy }] },
    // Mail readers and chats show these two.
    {
      source: "/:public(logo/.+|social-card)",
      headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }],
    },
  ],
  // Pictures are shown as they are kept; nothing needs the address at which Next would decode any.
  images: { unoptimized: true },
  // The development server would print the arguments of server actions, and with them what people type.
  logging: { serverFunctions: false },
  // PGlite, pg-boss and sharp carry WebAssembly, SQL files and native code that a bundler would lose.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "pg-boss",
    "pg",
    "sharp",
    "nodemailer",
    "pino",
    "@aws-sdk/client-s3",
    "@aws-sdk/lib-storage",
  ],
  // Read as files, which the tracing of imports does not see.
  outputFileTracingIncludes: {
    "/onboarding/business/**": [areaFiles],
    "/onboarding/correct/**": [areaFiles],
    "/desk/merchants/**": [areaFiles],
  },
};

export default withNextIntl(config);
