-- AlterTable
ALTER TABLE "BoardValue" ADD COLUMN     "high" DOUBLE PRECISION,
ADD COLUMN     "low" DOUBLE PRECISION,
ADD COLUMN     "part" "Part";

-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_teamId_id_key" ON "SavedView"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_projectId_name_key" ON "SavedView"("projectId", "name");

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_teamId_projectId_fkey" FOREIGN KEY ("teamId", "projectId") REFERENCES "Project"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was evaluated before now says so, with its interval.
UPDATE "BoardValue" b SET part = e.part, low = m.low, high = m.high
FROM "Evaluation" e, jsonb_to_recordset(CASE WHEN jsonb_typeof(e.result -> 'metrics') = 'array' THEN e.result -> 'metrics' ELSE '[]' END) AS m(name text, low float8, high float8)
WHERE b."runId" = e."runId" AND b.key = lower(e.part::text) || '_' || m.name;
