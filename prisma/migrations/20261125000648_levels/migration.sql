-- DropIndex
DROP INDEX "Run_projectId_deletedAt_number_idx";

-- AlterTable
ALTER TABLE "MetricChunk" ADD COLUMN     "level2" BYTEA;

-- CreateIndex
CREATE INDEX "Run_projectId_deletedAt_archivedAt_number_id_idx" ON "Run"("projectId", "deletedAt", "archivedAt", "number" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Run_projectId_name_id_idx" ON "Run"("projectId", "name", "id");

-- CreateIndex
CREATE INDEX "Run_projectId_createdAt_id_idx" ON "Run"("projectId", "createdAt", "id");

-- Levels lie otherwise in their bytes now. Chunks without one are read by their points.
UPDATE "MetricChunk" SET level1 = NULL WHERE level1 IS NOT NULL;
ALTER TABLE "MetricChunk" ALTER COLUMN "level2" SET STORAGE EXTERNAL;
