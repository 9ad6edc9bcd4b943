-- CreateEnum
CREATE TYPE "Task" AS ENUM ('BINARY', 'MULTICLASS', 'MULTILABEL', 'REGRESSION');

-- AlterEnum
ALTER TYPE "RunKind" ADD VALUE 'EVALUATION';

-- AlterTable
-- Until now every sample had one class, so the classes of what is there say which task it was.
ALTER TABLE "Predictions" ADD COLUMN     "task" "Task";
UPDATE "Predictions" SET "task" = (CASE WHEN cardinality("classes") = 2 THEN 'BINARY' ELSE 'MULTICLASS' END)::"Task";
ALTER TABLE "Predictions" ALTER COLUMN "task" SET NOT NULL;
