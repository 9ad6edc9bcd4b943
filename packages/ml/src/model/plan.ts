/**
 * A model before it is built: its layers with their shapes, weights and cost, by arithmetic alone. What `build.ts` runs is exactly this plan,
 * so the parameter count on a launch form is the parameter count of the model that trains.
 */
import { ConfigError, type CnnConfig, type MlpConfig, type ModelConfig, type RnnConfig } from './config.ts';

/** One sample as the model sees it, as `BatchSource` describes it. */
export interface InputSpec {
  readonly kind: 'float' | 'token';
  readonly shape: readonly number[];
  readonly vocabulary?: number;
}

/** What the model is to say: classes that exclude one another, labels that do not, or numbers. */
export type Head =
  | { readonly kind: 'binary' }
  | { readonly kind: 'multiclass' | 'multilabel'; readonly classes: number }
  | { readonly kind: 'regression'; readonly outputs: number };

export type Initializer = 'glorot' | 'orthogonal' | 'embedding' | 'zeros' | 'ones' | 'forget-one';

export interface WeightPlan {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
  /** False for the moving statistics of batch normalisation, which are counted among the parameters but follow no gradient. */
  readonly trainable: boolean;
  /** Whether L2 regularisation applies: kernels yes, biases no. */
  readonly regularized: boolean;
}

export type Operation =
  | { readonly type: 'convolution'; readonly padding: 'valid' | 'same'; readonly relu: boolean }
  | { readonly type: 'batch-normalization' | 'relu' | 'global-mean' | 'flatten' }
  | { readonly type: 'max-pool'; readonly size: number }
  | { readonly type: 'embedding' }
  | { readonly type: 'recurrent'; readonly cell: 'lstm' | 'gru'; readonly units: number; readonly bidirectional: boolean }
  | { readonly type: 'pool-steps'; readonly how: 'last' | 'mean' | 'max'; readonly directions: 1 | 2 }
  | { readonly type: 'dense'; readonly relu: boolean }
  | { readonly type: 'dropout'; readonly rate: number };

export interface LayerPlan {
  readonly name: string;
  readonly operation: Operation;
  /** Of one sample. */
  readonly outputShape: readonly number[];
  readonly weights: readonly WeightPlan[];
  /** Multiplications with addition for one sample, one forward pass. */
  readonly multiplyAdds: number;
}

export interface ModelPlan {
  readonly layers: readonly LayerPlan[];
  readonly input: InputSpec;
  readonly head: Head;
  /** Units of the last layer: 1 for two classes, otherwise one per class or output. */
  readonly outputs: number;
  /** Every number that is saved, moving statistics included. */
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Floating point operations of one forward pass of one sample; a training step costs about three times that per sample. */
  readonly flopsPerSample: number;
  /** Numbers that one sample leaves in memory between the forward and the backward pass. */
  readonly activationsPerSample: number;
}

/** The layers of a model for an input and a head. Throws a `ConfigError` when the config does not fit the input. */
export function planModel(config: ModelConfig, input: InputSpec, head: Head): ModelPlan {
  const layers: LayerPlan[] =
    config.family === 'cnn' ? planCnn(config, input) : config.family === 'rnn' ? planRnn(config, input) : planMlp(config, input);
  const outputs = head.kind === 'binary' ? 1 : head.kind === 'regression' ? head.outputs : head.classes;
  const body = layers.at(-1)?.outputShape ?? [size(input.shape)];
  layers.push(denseLayer('output', size(body), outputs, false));
  const weights = layers.flatMap((layer) => layer.weights);
  const count = (plans: readonly WeightPlan[]) => plans.reduce((sum, weight) => sum + size(weight.shape), 0);
  return {
    layers,
    input,
    head,
    outputs,
    parameters: count(weights),
    trainableParameters: count(weights.filter((weight) => weight.trainable)),
    flopsPerSample: layers.reduce((sum, layer) => sum + 2 * layer.multiplyAdds, 0),
    activationsPerSample: layers.reduce(
      (sum, layer) => sum + size(layer.outputShape) * activationFactor(layer.operation),
      size(input.shape),
    ),
  };
}

/** One line per layer, for people: name, output shape and parameters. */
export function describePlan(plan: ModelPlan): string[] {
  return plan.layers.map((layer) => {
    const parameters = layer.weights.reduce((sum, weight) => sum + size(weight.shape), 0);
    return `${layer.name}: [${layer.outputShape.join(', ')}], ${parameters.toLocaleString('en')} parameters`;
  });
}

/**
 * Bytes that training is going to need at least: weights, their gradients, the optimiser's two moments and one batch of activations
 * with their gradients. Launches that cannot fit are refused with this number.
 */
export function trainingBytes(plan: ModelPlan, batchSize: number): number {
  return 4 * (4 * plan.parameters + 2 * batchSize * plan.activationsPerSample);
}

function planCnn(config: CnnConfig, input: InputSpec): LayerPlan[] {
  if (input.kind === 'token' || input.shape.length !== 3) throw misfit('cnn', 'pictures [height, width, channels]', input);
  const layers: LayerPlan[] = [];
  let [height, width, channels] = input.shape as [number, number, number];
  config.filters.forEach((filters, index) => {
    const number = index + 1;
    const lost = config.padding === 'valid' ? config.kernelSize - 1 : 0;
    const [before, wide] = [height, width];
    [height, width] = [height - lost, width - lost];
    if (height < 1 || width < 1) {
      throw new ConfigError('model', [
        {
          field: `filters.${index}`,
          message: `filters.${index}: convolution ${number} with kernelSize ${config.kernelSize} needs a picture of at least ${config.kernelSize} × ${config.kernelSize}, but only ${before} × ${wide} is left; use fewer filters, padding "same" or larger pictures`,
        },
      ]);
    }
    const kernel = [config.kernelSize, config.kernelSize, channels, filters];
    layers.push({
      name: `convolution${number}`,
      operation: { type: 'convolution', padding: config.padding, relu: !config.batchNormalization },
      outputShape: [height, width, filters],
      weights: [weight(`convolution${number}/kernel`, kernel, 'glorot', true), weight(`convolution${number}/bias`, [filters], 'zeros')],
      multiplyAdds: height * width * size(kernel),
    });
    channels = filters;
    if (config.batchNormalization) {
      layers.push(normalizationLayer(`normalization${number}`, [height, width, filters]));
      layers.push(plain(`relu${number}`, { type: 'relu' }, [height, width, filters]));
    }
    if (config.pool > 1) {
      [height, width] = [Math.floor(height / config.pool), Math.floor(width / config.pool)];
      if (height < 1 || width < 1) {
        throw new ConfigError('model', [
          {
            field: 'pool',
            message: `pool must be at most the side of the picture it pools, got ${config.pool} after convolution ${number}; use fewer filters, a smaller pool or larger pictures`,
          },
        ]);
      }
      layers.push(plain(`pool${number}`, { type: 'max-pool', size: config.pool }, [height, width, filters]));
    }
  });
  const flat = config.globalPooling ? channels : height * width * channels;
  layers.push(config.globalPooling ? plain('global-mean', { type: 'global-mean' }, [flat]) : plain('flatten', { type: 'flatten' }, [flat]));
  return [...layers, ...denseStack(config.dense, config.dropout, flat)];
}

function planRnn(config: RnnConfig, input: InputSpec): LayerPlan[] {
  const steps = input.shape[0];
  const layers: LayerPlan[] = [];
  let features: number;
  if (input.kind === 'token' && input.shape.length === 1 && input.vocabulary !== undefined) {
    features = config.embedding;
    layers.push({
      name: 'embedding',
      operation: { type: 'embedding' },
      outputShape: [steps!, features],
      weights: [weight('embedding/table', [input.vocabulary, features], 'embedding')],
      multiplyAdds: 0,
    });
  } else if (input.kind === 'float' && input.shape.length === 2) features = input.shape[1]!;
  else throw misfit('rnn', 'sequences [steps, features] or tokens [steps]', input);

  const directions = config.bidirectional ? 2 : 1;
  config.units.forEach((units, index) => {
    layers.push(recurrentLayer(`${config.cell}${index + 1}`, config, units, steps!, features));
    features = units * directions;
    if (config.dropout > 0 && index < config.units.length - 1)
      layers.push(plain(`dropout-${config.cell}${index + 1}`, { type: 'dropout', rate: config.dropout }, [steps!, features]));
  });
  layers.push(plain('pool-steps', { type: 'pool-steps', how: config.pooling, directions }, [features]));
  if (config.dropout > 0) layers.push(plain('dropout-steps', { type: 'dropout', rate: config.dropout }, [features]));
  return [...layers, ...denseStack(config.dense, config.dropout, features)];
}

function planMlp(config: MlpConfig, input: InputSpec): LayerPlan[] {
  if (input.kind === 'token') throw misfit('mlp', 'numbers', input);
  const features = size(input.shape);
  const flat = input.shape.length === 1 ? [] : [plain('flatten', { type: 'flatten' }, [features])];
  return [...flat, ...denseStack(config.dense, config.dropout, features)];
}

function denseStack(units: readonly number[], dropout: number, inputs: number): LayerPlan[] {
  return units.flatMap((width, index) => {
    const layer = denseLayer(`dense${index + 1}`, index === 0 ? inputs : units[index - 1]!, width, true);
    return dropout > 0 ? [layer, plain(`dropout-dense${index + 1}`, { type: 'dropout', rate: dropout }, [width])] : [layer];
  });
}

function denseLayer(name: string, inputs: number, units: number, relu: boolean): LayerPlan {
  return {
    name,
    operation: { type: 'dense', relu },
    outputShape: [units],
    weights: [weight(`${name}/kernel`, [inputs, units], 'glorot', true), weight(`${name}/bias`, [units], 'zeros')],
    multiplyAdds: inputs * units,
  };
}

function recurrentLayer(name: string, config: RnnConfig, units: number, steps: number, features: number): LayerPlan {
  const gates = config.cell === 'lstm' ? 4 : 3;
  const directions = config.bidirectional ? ['forward/', 'backward/'] : [''];
  return {
    name,
    operation: { type: 'recurrent', cell: config.cell, units, bidirectional: config.bidirectional },
    outputShape: [steps, units * directions.length],
    weights: directions.flatMap((direction) => [
      weight(`${name}/${direction}kernel`, [features, gates * units], 'glorot', true),
      weight(`${name}/${direction}recurrent-kernel`, [units, gates * units], 'orthogonal', true),
      weight(`${name}/${direction}bias`, [gates * units], config.cell === 'lstm' ? 'forget-one' : 'zeros'),
    ]),
    multiplyAdds: directions.length * steps * gates * units * (features + units),
  };
}

function normalizationLayer(name: string, shape: readonly number[]): LayerPlan {
  const channels = [shape.at(-1)!];
  return {
    name,
    operation: { type: 'batch-normalization' },
    outputShape: shape,
    weights: [
      weight(`${name}/gamma`, channels, 'ones'),
      weight(`${name}/beta`, channels, 'zeros'),
      { ...weight(`${name}/moving-mean`, channels, 'zeros'), trainable: false },
      { ...weight(`${name}/moving-variance`, channels, 'ones'), trainable: false },
    ],
    multiplyAdds: size(shape),
  };
}

function plain(name: string, operation: Operation, outputShape: readonly number[]): LayerPlan {
  return { name, operation, outputShape, weights: [], multiplyAdds: 0 };
}

function weight(name: string, shape: readonly number[], initializer: Initializer, regularized = false): WeightPlan {
  return { name, shape, initializer, trainable: true, regularized };
}

/** The gates and cell states of a recurrent layer are kept for the backward pass too. */
function activationFactor(operation: Operation): number {
  return operation.type === 'recurrent' ? 6 : 1;
}

function misfit(family: string, wanted: string, input: InputSpec): ConfigError {
  return new ConfigError('model', [
    { field: 'family', message: `family ${family} needs ${wanted}, got ${input.kind} input of shape [${input.shape.join(', ')}]` },
  ]);
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
