-- The bytes of chunks and scores are numbers packed tightly: compressing them again costs time and wins nothing.
ALTER TABLE "MetricChunk" ALTER COLUMN "steps" SET STORAGE EXTERNAL;
ALTER TABLE "MetricChunk" ALTER COLUMN "times" SET STORAGE EXTERNAL;
ALTER TABLE "MetricChunk" ALTER COLUMN "values" SET STORAGE EXTERNAL;
ALTER TABLE "MetricChunk" ALTER COLUMN "level1" SET STORAGE EXTERNAL;
ALTER TABLE "Predictions" ALTER COLUMN "scores" SET STORAGE EXTERNAL;
