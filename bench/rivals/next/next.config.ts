import { resolve } from "node:path";
import type { NextConfig } from "next";

/** Nothing but two route handlers; types are checked with the project's. */
const config: NextConfig = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: resolve(import.meta.dirname, "../../..") },
  serverExternalPackages: ["pg"],
};

export default config;
