import { expect, it } from "vitest";
import { bucketOf, env, envProblems } from "./env";

const given = { ...process.env };
const postgres = { POSTGRES_URL: "postgres://user@host/db" };
const bucket = { S3_BUCKET: "files", S3_REGION: "ap-southeast-1" };
const cron = { CRON_SECRET: "sixteen characters" };
const problems = (settings: Record<string, string>) =>
  envProblems({ ...given, ...settings }).map((line) => line.split(":")[0]);

it.each([
  [{}, []],
  [bucket, []],
  [{ S3_BUCKET: "files" }, ["S3_REGION is missing"]],
  [{ S3_BUCKET: "files", S3_ENDPOINT: "https://storage.example.com" }, []],
  [{ ...bucket, S3_ACCESS_KEY_ID: "a" }, ["S3_SECRET_ACCESS_KEY is missing"]],
  [{ ...bucket, S3_SECRET_ACCESS_KEY: "a" }, ["S3_ACCESS_KEY_ID is missing"]],
  [{ WORKERS: "requests" }, ["CRON_SECRET is missing"]],
  [{ WORKERS: "requests", CRON_SECRET: "short" }, ["CRON_SECRET must have at least 16 characters"]],
  [{ VERCEL: "1" }, ["POSTGRES_URL is missing", "S3_BUCKET is missing", "CRON_SECRET is missing"]],
  [{ VERCEL: "1", ...postgres, ...bucket, ...cron }, []],
  [{ VERCEL: "1", ...postgres, ...bucket, WORKERS: "inside" }, ["WORKERS must be requests or empty on Vercel"]],
  [
    { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: "c2hvcnQ=" },
    ["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY must be 32 bytes in base64 (see .env.example)"],
  ],
  [{ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64") }, []],
])("what is wrong with %j: %j", (settings, sentences) => expect(problems(settings)).toEqual(sentences));

it("a bucket elsewhere than Amazon is addressed by its path unless the settings say otherwise", () => {
  const settings = { ...env(), S3_BUCKET: "files", S3_ENDPOINT: "https://storage.example.com" };
  expect(bucketOf(env())).toBeNull();
  expect(bucketOf(settings)).toMatchObject({ region: "us-east-1", keys: null, forcePathStyle: true });
  expect(bucketOf({ ...settings, S3_FORCE_PATH_STYLE: "off" })?.forcePathStyle).toBe(false);
  expect(bucketOf({ ...settings, S3_ENDPOINT: undefined, S3_REGION: "eu-west-1" })?.forcePathStyle).toBe(false);
});
