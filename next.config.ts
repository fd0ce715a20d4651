import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n.ts");

/** No page of ours is framed or guessed at, and an address that holds a token is told to nobody else. */
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
];

const config: NextConfig = {
  poweredByHeader: false,
  headers: async () => [{ source: "/:path*", headers: everywhere }],
  // The development server would print the arguments of server actions, and with them what people type.
  logging: { serverFunctions: false },
  // PGlite, pg-boss and sharp carry WebAssembly, SQL files and native code that a bundler would lose.
  serverExternalPackages: ["@electric-sql/pglite", "pg-boss", "pg", "sharp", "nodemailer", "pino"],
};

export default withNextIntl(config);
