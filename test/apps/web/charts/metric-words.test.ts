import { describe, expect, it } from 'vitest';
import {
  halfWidth,
  hasBest,
  isSystemKey,
  lowerIsBetter,
  metricName,
  metricText,
  tickText,
} from '../../../../apps/web/src/charts/prepare/metric-words.ts';

describe('names of metrics', () => {
  it('are words for what the training and the evaluation write', () => {
    expect(['batch_loss', 'learning_rate', 'samples_per_second', 'kappa', 'ece'].map(metricName)).toEqual([
      'Loss of each batch',
      'Learning rate',
      'Samples per second',
      'Cohen’s kappa',
      'Calibration error',
    ]);
  });
  it('are put together from what stands before, with abbreviations left whole', () => {
    expect(['val_loss', 'test_macro_f1', 'weighted_precision', 'micro_recall', 'val_auc', 'test.accuracy'].map(metricName)).toEqual([
      'Validation loss',
      'Test macro F1',
      'Weighted precision',
      'Micro recall',
      'Validation AUC',
      'Test accuracy',
    ]);
  });
  it('say the fold', () => {
    expect(metricName('fold_2/val_loss')).toBe('Validation loss, fold 2');
    expect(metricName('folds/accuracy')).toBe('Accuracy of each fold');
  });
  it('of keys that nobody has described are the keys, those of every object included', () => {
    expect(['my_metric', 'val_my_metric', 'constructor', 'toString', 'test_constructor'].map(metricName)).toEqual([
      'my_metric',
      'val_my_metric',
      'constructor',
      'toString',
      'test_constructor',
    ]);
  });
});

describe('values of metrics', () => {
  it('are written in the unit of the metric, with whatever stands before its name', () => {
    expect(metricText('val_accuracy', 0.8273)).toBe('82.7 %');
    expect(metricText('system/memory_bytes', 1_234_000_000)).toBe('1.23 GB');
    expect(metricText('system/cpu_percent', 163.4)).toBe('163 %');
    expect(metricText('learning_rate', 0.0003)).toBe('3.00e−4');
    expect(metricText('samples_per_second', 1234.6)).toBe('1,235');
  });
  it('that are no numbers are said to be none, and missing ones are a dash', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null].map((value) => metricText('loss', value))).toEqual([
      'NaN',
      '∞',
      '−∞',
      '–',
    ]);
  });
  it('have intervals in the same unit', () => {
    expect(halfWidth('test_accuracy', 0.7, 0.9)).toBe('± 10.0');
    expect(halfWidth('macro_f1', 0.7, 0.9)).toBe('± 0.100');
    expect(halfWidth('macro_f1', null, 0.9)).toBe('');
  });
  it('have round places on an axis', () => {
    expect(tickText('accuracy', 0.25)).toBe('25 %');
    expect(tickText('system/memory_bytes', 2e8)).toBe('200 MB');
    expect(tickText('loss', 0.0001)).toBe('1e−4');
  });
});

describe('which end of a metric is better', () => {
  it('is known of what is known and of what is called a loss or an error', () => {
    expect(['loss', 'val_rmse', 'my_loss', 'pixel_error'].map(lowerIsBetter)).toEqual([true, true, true, true]);
    expect(['accuracy', 'r2', 'my_score'].map(lowerIsBetter)).toEqual([false, false, false]);
  });
});

describe('a best value', () => {
  it('is one of what is better or worse, not of what is only set', () => {
    expect(['loss', 'my_metric', 'learning_rate', 'fold_1/learning_rate'].map(hasBest)).toEqual([true, true, false, false]);
  });
});

describe('metrics of the machine', () => {
  it('are known by their prefix', () => {
    expect(['system/cpu_percent', 'loss', 'systematic'].map(isSystemKey)).toEqual([true, false, false]);
  });
});
