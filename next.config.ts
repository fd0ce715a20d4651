import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/i18n.ts");

const config: NextConfig = {
  poweredByHeader: false,
  // The development server would print the arguments of server actions, and with them what people type.
  logging: { serverFunctions: false },
  // PGlite, pg-boss and sharp carry WebAssembly, SQL files and native code that a bundler would lose.
  serverExternalPackages: ["@electric-sql/pglite", "pg-boss", "pg", "sharp", "nodemailer", "pino"],
};

export default withNextIntl(config);
