-- AlterTable
ALTER TABLE "LogChunk" ADD COLUMN     "endByte" BIGINT NOT NULL,
ALTER COLUMN "sequence" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "MetricSeries" DROP COLUMN "lastSeq",
ADD COLUMN     "ordered" BOOLEAN NOT NULL DEFAULT true,
ALTER COLUMN "lastStep" DROP DEFAULT,
ALTER COLUMN "last" DROP DEFAULT,
ALTER COLUMN "firstStep" SET NOT NULL;

-- CreateTable
CREATE TABLE "BoardValue" (
    "teamId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "last" DOUBLE PRECISION,
    "min" DOUBLE PRECISION,
    "max" DOUBLE PRECISION,

    CONSTRAINT "BoardValue_pkey" PRIMARY KEY ("runId","key")
);

-- CreateIndex
CREATE INDEX "BoardValue_projectId_key_last_runId_idx" ON "BoardValue"("projectId", "key", "last", "runId");

-- CreateIndex
CREATE INDEX "BoardValue_projectId_key_min_runId_idx" ON "BoardValue"("projectId", "key", "min", "runId");

-- CreateIndex
CREATE INDEX "BoardValue_projectId_key_max_runId_idx" ON "BoardValue"("projectId", "key", "max", "runId");

-- CreateIndex
CREATE INDEX "Launch_status_leaseExpiresAt_idx" ON "Launch"("status", "leaseExpiresAt");

-- CreateIndex
CREATE INDEX "Run_params_idx" ON "Run" USING GIN ("params" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "Run_tags_idx" ON "Run" USING GIN ("tags");

-- AddForeignKey
ALTER TABLE "BoardValue" ADD CONSTRAINT "BoardValue_teamId_runId_fkey" FOREIGN KEY ("teamId", "runId") REFERENCES "Run"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every append changes the summary of its series in place; room on the page keeps that from touching an index.
ALTER TABLE "MetricSeries" SET (fillfactor = 70);
