-- DropIndex
DROP INDEX "MetricSeries_runId_key_key";

-- AlterTable
ALTER TABLE "File" ADD COLUMN     "broughtAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "Idempotency" ADD COLUMN "action" TEXT, ADD COLUMN "owner" UUID, ADD COLUMN "teamId" UUID;
-- The scope was the team and the action, with a space between. What was reserved and not done is not kept.
DELETE FROM "Idempotency" WHERE "resultId" IS NULL OR NOT EXISTS (SELECT FROM "Team" t WHERE t.id::text = split_part("scope", ' ', 1));
UPDATE "Idempotency" SET "teamId" = split_part("scope", ' ', 1)::uuid, "action" = split_part("scope", ' ', 2);
ALTER TABLE "Idempotency" DROP CONSTRAINT "Idempotency_pkey",
DROP COLUMN "scope",
ALTER COLUMN "action" SET NOT NULL,
ALTER COLUMN "teamId" SET NOT NULL,
ADD CONSTRAINT "Idempotency_pkey" PRIMARY KEY ("teamId", "action", "key");

-- AlterTable
ALTER TABLE "MetricSeries" ADD COLUMN     "attempt" INTEGER NOT NULL DEFAULT 0;
UPDATE "MetricSeries" s SET "attempt" = r."attempt" FROM "Run" r WHERE r.id = s."runId" AND r."attempt" > 0;

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "archivedAt" TIMESTAMPTZ(3),
ADD COLUMN     "silenceMs" INTEGER;

-- CreateIndex
CREATE INDEX "Artifact_fileId_idx" ON "Artifact"("fileId");

-- CreateIndex
CREATE INDEX "AuditEvent_subject_action_idx" ON "AuditEvent"("subject", "action");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_teamId_id_key" ON "AuditEvent"("teamId", "id");

-- CreateIndex
CREATE INDEX "File_sha256_idx" ON "File"("sha256");

-- CreateIndex
CREATE INDEX "FusionMember_memberRunId_idx" ON "FusionMember"("memberRunId");

-- CreateIndex
CREATE INDEX "Idempotency_createdAt_idx" ON "Idempotency"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "MetricSeries_runId_key_attempt_key" ON "MetricSeries"("runId", "key", "attempt");

-- CreateIndex
CREATE INDEX "Run_parentId_idx" ON "Run"("parentId");

-- CreateIndex
CREATE INDEX "Run_status_idx" ON "Run"("status");

-- CreateIndex
CREATE INDEX "Run_deletedAt_idx" ON "Run"("deletedAt");

-- CreateIndex
CREATE INDEX "VersionFile_fileId_idx" ON "VersionFile"("fileId");

-- AddForeignKey
ALTER TABLE "Idempotency" ADD CONSTRAINT "Idempotency_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
