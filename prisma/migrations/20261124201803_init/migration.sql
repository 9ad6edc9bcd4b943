-- CreateEnum
CREATE TYPE "Role" AS ENUM ('OWNER', 'ADMIN', 'MEMBER', 'VIEWER');

-- CreateEnum
CREATE TYPE "RunKind" AS ENUM ('CNN', 'RNN', 'MLP', 'FUSION', 'EXTERNAL');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('QUEUED', 'STARTING', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELED', 'CRASHED');

-- CreateEnum
CREATE TYPE "LaunchStatus" AS ENUM ('QUEUED', 'LEASED', 'FINISHED', 'FAILED', 'CANCELED');

-- CreateEnum
CREATE TYPE "Part" AS ENUM ('TRAIN', 'VALIDATION', 'TEST');

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "passwordHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInLink" (
    "id" UUID NOT NULL,
    "tokenHash" BYTEA NOT NULL,
    "userId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignInLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Team" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "teamId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("teamId","userId")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "email" TEXT,
    "tokenHash" BYTEA NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),
    "acceptedById" UUID,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" UUID NOT NULL,
    "teamId" UUID,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "scopes" TEXT[],
    "prefix" TEXT NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Project" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "primaryMetric" TEXT NOT NULL DEFAULT 'accuracy',
    "primaryDirection" TEXT NOT NULL DEFAULT 'MAXIMIZE',
    "lastRunNumber" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "File" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "File_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Dataset" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "licence" TEXT NOT NULL DEFAULT '',
    "consent" TEXT NOT NULL DEFAULT '',
    "source" TEXT NOT NULL DEFAULT '',
    "sensitive" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DatasetVersion" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "datasetId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "contentHash" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "samples" INTEGER NOT NULL,
    "missingValues" INTEGER NOT NULL,
    "duplicates" INTEGER NOT NULL,
    "sizeBytes" BIGINT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DatasetVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VersionFile" (
    "teamId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "fileId" UUID NOT NULL,

    CONSTRAINT "VersionFile_pkey" PRIMARY KEY ("versionId","name")
);

-- CreateTable
CREATE TABLE "Recipe" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "steps" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Recipe_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Split" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "seed" INTEGER NOT NULL,
    "folds" INTEGER,
    "assignment" BYTEA NOT NULL,
    "summary" JSONB NOT NULL,
    "leakage" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Split_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "RunKind" NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'QUEUED',
    "reason" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "params" JSONB NOT NULL DEFAULT '{}',
    "tags" TEXT[],
    "note" TEXT NOT NULL DEFAULT '',
    "config" JSONB NOT NULL DEFAULT '{}',
    "summary" JSONB NOT NULL DEFAULT '{}',
    "reproducibility" JSONB NOT NULL DEFAULT '{}',
    "progress" JSONB,
    "backend" TEXT,
    "parameters" BIGINT,
    "seed" INTEGER,
    "fold" INTEGER,
    "versionId" UUID,
    "splitId" UUID,
    "recipeId" UUID,
    "parentId" UUID,
    "createdBy" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "heartbeatAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MetricSeries" (
    "id" BIGSERIAL NOT NULL,
    "teamId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "count" BIGINT NOT NULL DEFAULT 0,
    "lastStep" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "last" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "lastSeq" BIGINT NOT NULL DEFAULT 0,
    "min" DOUBLE PRECISION,
    "minStep" DOUBLE PRECISION,
    "max" DOUBLE PRECISION,
    "maxStep" DOUBLE PRECISION,
    "firstStep" DOUBLE PRECISION,

    CONSTRAINT "MetricSeries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MetricChunk" (
    "series" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "firstStep" DOUBLE PRECISION NOT NULL,
    "lastStep" DOUBLE PRECISION NOT NULL,
    "n" INTEGER NOT NULL,
    "stride" DOUBLE PRECISION,
    "steps" BYTEA,
    "times" BYTEA,
    "firstTime" DOUBLE PRECISION,
    "values" BYTEA NOT NULL,
    "level1" BYTEA,

    CONSTRAINT "MetricChunk_pkey" PRIMARY KEY ("series","seq")
);

-- CreateTable
CREATE TABLE "IngestBatch" (
    "runId" UUID NOT NULL,
    "writer" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IngestBatch_pkey" PRIMARY KEY ("runId","writer","sequence")
);

-- CreateTable
CREATE TABLE "LogChunk" (
    "id" BIGSERIAL NOT NULL,
    "teamId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "writer" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LogChunk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Predictions" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "part" "Part" NOT NULL,
    "fold" INTEGER NOT NULL DEFAULT -1,
    "samples" INTEGER NOT NULL,
    "classes" TEXT[],
    "sampleIds" JSONB NOT NULL,
    "rows" BYTEA NOT NULL,
    "scores" BYTEA NOT NULL,
    "truth" BYTEA NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Predictions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Evaluation" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "part" "Part" NOT NULL,
    "fold" INTEGER NOT NULL DEFAULT -1,
    "result" JSONB NOT NULL,
    "computedWith" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Artifact" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "fileId" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'file',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Artifact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Launch" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "status" "LaunchStatus" NOT NULL DEFAULT 'QUEUED',
    "priority" INTEGER NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "maxAttempts" INTEGER NOT NULL DEFAULT 3,
    "fence" BIGINT NOT NULL DEFAULT 0,
    "attemptTokenHash" BYTEA,
    "agentId" UUID,
    "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notBefore" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leasedAt" TIMESTAMPTZ(3),
    "leaseExpiresAt" TIMESTAMPTZ(3),
    "cancelRequestedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "Launch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Agent" (
    "id" UUID NOT NULL,
    "teamId" UUID,
    "apiKeyId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "backend" TEXT NOT NULL,
    "hardware" JSONB NOT NULL,
    "versions" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Fusion" (
    "runId" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "weightSource" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "result" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Fusion_pkey" PRIMARY KEY ("runId")
);

-- CreateTable
CREATE TABLE "FusionMember" (
    "teamId" UUID NOT NULL,
    "fusionRunId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "memberRunId" UUID NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "FusionMember_pkey" PRIMARY KEY ("fusionRunId","position")
);

-- CreateTable
CREATE TABLE "Idempotency" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "resultId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Idempotency_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "teamId" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "SignInLink_tokenHash_key" ON "SignInLink"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Team_slug_key" ON "Team"("slug");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_teamId_id_key" ON "Invitation"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_secretHash_key" ON "ApiKey"("secretHash");

-- CreateIndex
CREATE INDEX "ApiKey_teamId_idx" ON "ApiKey"("teamId");

-- CreateIndex
CREATE UNIQUE INDEX "Project_teamId_id_key" ON "Project"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Project_teamId_slug_key" ON "Project"("teamId", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "File_teamId_id_key" ON "File"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "File_teamId_sha256_name_key" ON "File"("teamId", "sha256", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Dataset_teamId_id_key" ON "Dataset"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Dataset_teamId_projectId_name_key" ON "Dataset"("teamId", "projectId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "DatasetVersion_teamId_id_key" ON "DatasetVersion"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "DatasetVersion_datasetId_number_key" ON "DatasetVersion"("datasetId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "DatasetVersion_datasetId_contentHash_key" ON "DatasetVersion"("datasetId", "contentHash");

-- CreateIndex
CREATE UNIQUE INDEX "Recipe_teamId_id_key" ON "Recipe"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Split_teamId_id_key" ON "Split"("teamId", "id");

-- CreateIndex
CREATE INDEX "Run_projectId_deletedAt_number_idx" ON "Run"("projectId", "deletedAt", "number" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Run_teamId_id_key" ON "Run"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Run_projectId_number_key" ON "Run"("projectId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "MetricSeries_runId_key_key" ON "MetricSeries"("runId", "key");

-- CreateIndex
CREATE INDEX "MetricChunk_series_firstStep_idx" ON "MetricChunk"("series", "firstStep");

-- CreateIndex
CREATE INDEX "LogChunk_runId_id_idx" ON "LogChunk"("runId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "LogChunk_runId_writer_sequence_key" ON "LogChunk"("runId", "writer", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "Predictions_runId_part_fold_key" ON "Predictions"("runId", "part", "fold");

-- CreateIndex
CREATE UNIQUE INDEX "Evaluation_runId_part_fold_key" ON "Evaluation"("runId", "part", "fold");

-- CreateIndex
CREATE UNIQUE INDEX "Artifact_teamId_id_key" ON "Artifact"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Artifact_runId_path_key" ON "Artifact"("runId", "path");

-- CreateIndex
CREATE UNIQUE INDEX "Launch_runId_key" ON "Launch"("runId");

-- CreateIndex
CREATE UNIQUE INDEX "Launch_attemptTokenHash_key" ON "Launch"("attemptTokenHash");

-- CreateIndex
CREATE INDEX "Launch_status_priority_queuedAt_idx" ON "Launch"("status", "priority" DESC, "queuedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Launch_teamId_id_key" ON "Launch"("teamId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Launch_teamId_runId_key" ON "Launch"("teamId", "runId");

-- CreateIndex
CREATE UNIQUE INDEX "Agent_apiKeyId_name_key" ON "Agent"("apiKeyId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Fusion_teamId_runId_key" ON "Fusion"("teamId", "runId");

-- CreateIndex
CREATE INDEX "AuditEvent_teamId_createdAt_idx" ON "AuditEvent"("teamId", "createdAt");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Project" ADD CONSTRAINT "Project_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Dataset" ADD CONSTRAINT "Dataset_teamId_projectId_fkey" FOREIGN KEY ("teamId", "projectId") REFERENCES "Project"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DatasetVersion" ADD CONSTRAINT "DatasetVersion_teamId_datasetId_fkey" FOREIGN KEY ("teamId", "datasetId") REFERENCES "Dataset"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VersionFile" ADD CONSTRAINT "VersionFile_teamId_versionId_fkey" FOREIGN KEY ("teamId", "versionId") REFERENCES "DatasetVersion"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VersionFile" ADD CONSTRAINT "VersionFile_teamId_fileId_fkey" FOREIGN KEY ("teamId", "fileId") REFERENCES "File"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recipe" ADD CONSTRAINT "Recipe_teamId_projectId_fkey" FOREIGN KEY ("teamId", "projectId") REFERENCES "Project"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Split" ADD CONSTRAINT "Split_teamId_projectId_fkey" FOREIGN KEY ("teamId", "projectId") REFERENCES "Project"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Split" ADD CONSTRAINT "Split_teamId_versionId_fkey" FOREIGN KEY ("teamId", "versionId") REFERENCES "DatasetVersion"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_teamId_projectId_fkey" FOREIGN KEY ("teamId", "projectId") REFERENCES "Project"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_teamId_versionId_fkey" FOREIGN KEY ("teamId", "versionId") REFERENCES "DatasetVersion"("teamId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_teamId_splitId_fkey" FOREIGN KEY ("teamId", "splitId") REFERENCES "Split"("teamId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_teamId_recipeId_fkey" FOREIGN KEY ("teamId", "recipeId") REFERENCES "Recipe"("teamId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Run" ADD CONSTRAINT "Run_teamId_parentId_fkey" FOREIGN KEY ("teamId", "parentId") REFERENCES "Run"("teamId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "MetricSeries" ADD CONSTRAINT "MetricSeries_teamId_runId_fkey" FOREIGN KEY ("teamId", "runId") REFERENCES "Run"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MetricChunk" ADD CONSTRAINT "MetricChunk_series_fkey" FOREIGN KEY ("series") REFERENCES "MetricSeries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LogChunk" ADD CONSTRAINT "LogChunk_teamId_runId_fkey" FOREIGN KEY ("teamId", "runId") REFERENCES "Run"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Predictions" ADD CONSTRAINT "Predictions_teamId_runId_fkey" FOREIGN KEY ("teamId", "runId") REFERENCES "Run"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evaluation" ADD CONSTRAINT "Evaluation_teamId_runId_fkey" FOREIGN KEY ("teamId", "runId") REFERENCES "Run"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artifact" ADD CONSTRAINT "Artifact_teamId_runId_fkey" FOREIGN KEY ("teamId", "runId") REFERENCES "Run"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Artifact" ADD CONSTRAINT "Artifact_teamId_fileId_fkey" FOREIGN KEY ("teamId", "fileId") REFERENCES "File"("teamId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Launch" ADD CONSTRAINT "Launch_teamId_runId_fkey" FOREIGN KEY ("teamId", "runId") REFERENCES "Run"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Launch" ADD CONSTRAINT "Launch_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Agent" ADD CONSTRAINT "Agent_apiKeyId_fkey" FOREIGN KEY ("apiKeyId") REFERENCES "ApiKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Fusion" ADD CONSTRAINT "Fusion_teamId_runId_fkey" FOREIGN KEY ("teamId", "runId") REFERENCES "Run"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FusionMember" ADD CONSTRAINT "FusionMember_teamId_fusionRunId_fkey" FOREIGN KEY ("teamId", "fusionRunId") REFERENCES "Fusion"("teamId", "runId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FusionMember" ADD CONSTRAINT "FusionMember_teamId_memberRunId_fkey" FOREIGN KEY ("teamId", "memberRunId") REFERENCES "Run"("teamId", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AuditEvent" ADD CONSTRAINT "AuditEvent_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
