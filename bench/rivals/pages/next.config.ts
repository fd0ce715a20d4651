import { resolve } from "node:path";
import type { NextConfig } from "next";

/** Next and nothing else, with a page of a few words and one with a form; types are checked with the project's. */
const config: NextConfig = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: resolve(import.meta.dirname, "../../..") },
};

export default config;
