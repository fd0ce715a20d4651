ALTER TABLE "applications" ADD COLUMN "hold_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "hold_by" uuid;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "hold_reason" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "retention_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "erase_warned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "erased_why" text;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "content_deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_hold_by_users_id_fk" FOREIGN KEY ("hold_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "applications_retention" ON "applications" USING btree ("retention_at") WHERE "applications"."erased_at" is null;