// The typed inputs of a launch. Their defaults are those of packages/ml; what is allowed is checked there.
import { builder } from '../../builder.ts';

const PaddingType = builder.enumType('Padding', {
  description: 'What a convolution does at the border.',
  values: { VALID: { description: 'Loses it.' }, SAME: { description: 'Pads it with zeros.' } } as const,
});

const CnnInput = builder.inputType('CnnInput', {
  description: 'Convolutions with pooling, then dense layers: for pictures.',
  fields: (t) => ({
    filters: t.intList({ required: true, defaultValue: [32, 64, 128], description: 'Of each convolution.' }),
    kernelSize: t.int({ required: true, defaultValue: 3 }),
    pool: t.int({ required: true, defaultValue: 2, description: 'Side of the pooling window; 1 pools nothing.' }),
    padding: t.field({ type: PaddingType, required: true, defaultValue: 'VALID' }),
    dense: t.intList({ required: true, defaultValue: [512] }),
    dropout: t.float({ required: true, defaultValue: 0 }),
    batchNormalization: t.boolean({ required: true, defaultValue: false }),
    globalPooling: t.boolean({ required: true, defaultValue: false, description: 'The mean over all places instead of flattening.' }),
    l2: t.float({ required: true, defaultValue: 0 }),
  }),
});

const RnnCellType = builder.enumType('RnnCell', { description: 'Kind of recurrent layer.', values: ['LSTM', 'GRU'] as const });

const StepPoolingType = builder.enumType('StepPooling', {
  description: 'What the layers above see of a sequence.',
  values: {
    LAST: { description: 'The last step.' },
    MEAN: { description: 'The mean over all steps.' },
    MAX: { description: 'The maximum over all steps.' },
  } as const,
});

const RnnInput = builder.inputType('RnnInput', {
  description: 'Recurrent layers over the steps, then dense layers: for sequences and texts.',
  fields: (t) => ({
    cell: t.field({ type: RnnCellType, required: true, defaultValue: 'LSTM' }),
    units: t.intList({ required: true, defaultValue: [64, 64], description: 'Of each recurrent layer.' }),
    bidirectional: t.boolean({ required: true, defaultValue: false }),
    embedding: t.int({ required: true, defaultValue: 64, description: 'Dimensions of a token; numeric input ignores it.' }),
    pooling: t.field({ type: StepPoolingType, required: true, defaultValue: 'LAST' }),
    dense: t.intList({ required: true, defaultValue: [64] }),
    dropout: t.float({ required: true, defaultValue: 0 }),
    l2: t.float({ required: true, defaultValue: 0 }),
  }),
});

const MlpInput = builder.inputType('MlpInput', {
  description: 'Dense layers: for tables.',
  fields: (t) => ({
    dense: t.intList({ required: true, defaultValue: [128, 64] }),
    dropout: t.float({ required: true, defaultValue: 0 }),
    l2: t.float({ required: true, defaultValue: 0 }),
  }),
});

export const ModelInput = builder.inputType('ModelInput', {
  description: 'One family with its options.',
  isOneOf: true,
  fields: (t) => ({ cnn: t.field({ type: CnnInput }), rnn: t.field({ type: RnnInput }), mlp: t.field({ type: MlpInput }) }),
});

const OptimizerType = builder.enumType('Optimizer', {
  description: 'How weights follow gradients.',
  values: ['ADAM', 'SGD', 'MOMENTUM', 'RMSPROP'] as const,
});
const ScheduleType = builder.enumType('Schedule', {
  description: 'How the learning rate changes over the epochs.',
  values: {
    CONSTANT: {},
    COSINE: { description: 'Falls to zero over all epochs.' },
    STEP: { description: 'Falls to a tenth after half of them, to a hundredth after three quarters.' },
  } as const,
});
const ClassWeightsType = builder.enumType('ClassWeights', {
  description: 'How much a class counts.',
  values: { NONE: {}, BALANCED: { description: 'The rarer, the more.' } } as const,
});
const MonitorType = builder.enumType('Monitor', {
  description: 'What is watched on the validation part.',
  values: ['VAL_LOSS', 'VAL_ACCURACY'] as const,
});

const EarlyStoppingInput = builder.inputType('EarlyStoppingInput', {
  fields: (t) => ({
    patience: t.int({ required: true, defaultValue: 5, description: 'Epochs without a better value before it stops.' }),
    monitor: t.field({ type: MonitorType, required: true, defaultValue: 'VAL_LOSS' }),
  }),
});

export const TrainingInput = builder.inputType('TrainingInput', {
  fields: (t) => ({
    epochs: t.int({ required: true, defaultValue: 10 }),
    batchSize: t.int({ required: true, defaultValue: 32 }),
    optimizer: t.field({ type: OptimizerType, required: true, defaultValue: 'ADAM' }),
    learningRate: t.float({ required: true, defaultValue: 0.001 }),
    schedule: t.field({ type: ScheduleType, required: true, defaultValue: 'CONSTANT' }),
    classWeights: t.field({ type: ClassWeightsType, required: true, defaultValue: 'NONE' }),
    clipNorm: t.float({ description: 'The largest Euclidean norm of all gradients together; left out, none is clipped.' }),
    earlyStopping: t.field({ type: EarlyStoppingInput }),
    restoreBest: t.boolean({
      required: true,
      defaultValue: true,
      description: 'Ends with the weights of the best epoch, not of the last.',
    }),
  }),
});

export const CandidateInput = builder.inputType('CandidateInput', {
  description: 'A model and how to train it.',
  fields: (t) => ({
    model: t.field({ type: ModelInput, required: true }),
    training: t.field({ type: TrainingInput, required: true }),
  }),
});

export const LaunchRunInput = builder.inputType('LaunchRunInput', {
  fields: (t) => ({
    project: t.id({ required: true }),
    split: t.id({ required: true }),
    view: t.string({ required: true, description: 'The view of the dataset to train on.' }),
    model: t.field({ type: ModelInput, required: true }),
    training: t.field({ type: TrainingInput, required: true }),
    recipe: t.id({ description: 'A saved recipe; left out: the default of the view.' }),
    recipeSteps: t.field({ type: 'JSON', description: 'Steps given in place, instead of a saved recipe.' }),
    name: t.string(),
    tags: t.stringList(),
    note: t.string(),
    seed: t.int({ required: true, defaultValue: 1 }),
    backend: t.string({ required: true, defaultValue: 'auto' }),
    priority: t.int({ required: true, defaultValue: 0, description: 'From −100 to 100; greater goes first.' }),
    fold: t.int({ description: 'One fold of a split with folds; left out, all of them, one after the other, in one run.' }),
    alternatives: t.field({
      type: [CandidateInput],
      description: 'On a nested split: what the inner folds of each fold choose among, beside model and training.',
    }),
    chooseBy: t.string({ description: 'The metric that inner folds choose by; left out: accuracy, or for numbers rmse.' }),
    idempotencyKey: t.string(),
  }),
});

export const EvaluateRunInput = builder.inputType('EvaluateRunInput', {
  description: 'Train here, test there.',
  fields: (t) => ({
    run: t.id({ required: true, description: 'A finished training.' }),
    version: t.id({
      required: true,
      description: 'A dataset version with works of the same kind, labelled with the same classes or numbers.',
    }),
    split: t.id({ description: 'A split of that version: only its test part. Left out: all works.' }),
    view: t.string({ description: 'Left out: the view of the same name, or the only one of the same kind.' }),
    name: t.string(),
    tags: t.stringList(),
    note: t.string(),
    backend: t.string({ required: true, defaultValue: 'auto' }),
    priority: t.int({ required: true, defaultValue: 0, description: 'From −100 to 100; greater goes first.' }),
    idempotencyKey: t.string(),
  }),
});
