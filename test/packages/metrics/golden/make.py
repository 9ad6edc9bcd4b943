"""Writes golden.json: what scikit-learn and SciPy say about generated cases, for packages/metrics to agree with.

    python3 -m venv /tmp/golden && /tmp/golden/bin/pip install scikit-learn==1.9.1 scipy==1.17.1
    /tmp/golden/bin/python test/packages/metrics/golden/make.py

Numbers that JSON cannot hold are written as strings. Cases are drawn from one seed, so a second run changes nothing.
"""

import itertools
import json
import math
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from scipy import special, stats
from sklearn import metrics as sk
from sklearn.calibration import _SigmoidCalibration, calibration_curve
from sklearn.isotonic import IsotonicRegression

warnings.simplefilter("ignore")
rng = np.random.default_rng(20260101)
NAN = float("nan")


def plain(value):
    """JSON without loss: float32 as the float64 it is, what is not finite as a string."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(inner) for inner in value]
    if isinstance(value, (bool, str)) or value is None:
        return value
    if isinstance(value, (int, np.integer)):
        return int(value)
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return int(value) if value == int(value) and abs(value) < 2**53 and not (value == 0 and math.copysign(1, value) < 0) else value


def compute(functions):
    """Runs each; one that scikit-learn refuses for this input is left out."""
    results = {}
    for name, function in functions.items():
        try:
            results[name] = function()
        except ValueError:
            pass
    return results


def scores_for(kind, labels):
    n = len(labels)
    signal = labels * 0.3 + rng.random(n) * 0.7
    if kind == "plain":
        return signal
    if kind == "ties":
        return np.round(signal, 1)
    if kind == "constant":
        return np.full(n, 0.25)
    if kind == "two values":
        return (signal > 0.5).astype(float)
    if kind == "float32":
        return signal.astype(np.float32)
    if kind == "float32 ties":
        return np.round(signal, 1).astype(np.float32)
    if kind == "near ties":
        return 0.5 + rng.integers(0, 4, n) * 2.0**-53
    if kind == "denormal":
        return rng.integers(0, 6, n) * 5e-324
    if kind == "huge":
        return (signal - 0.5) * 1e308
    if kind == "wide":
        return np.sign(signal - 0.5) * 10.0 ** rng.integers(-300, 300, n)
    if kind == "perfect":
        return labels * 0.5 + rng.random(n) * 0.4
    raise KeyError(kind)


KINDS = ["plain", "ties", "constant", "two values", "float32", "float32 ties", "near ties", "denormal", "huge", "wide", "perfect"]


def binary_cases():
    for kind, (n, weighted) in itertools.product(KINDS, [(2, False), (7, False), (25, False), (40, True)]):
        labels = rng.integers(0, 2, n)
        labels[:2] = [0, 1]
        scores = scores_for(kind, labels)
        weights = np.round(rng.random(n) * 3, 2) if weighted else None
        if weighted:
            weights[rng.integers(0, n, 3)] = 0
        probabilities = bool(scores.min() >= 0 and scores.max() <= 1)
        w = {"sample_weight": weights}
        expected = compute(
            {
                "rocAuc": lambda: sk.roc_auc_score(labels, scores, **w),
                "partialAuc": lambda: sk.roc_auc_score(labels, scores, max_fpr=0.3, **w),
                "averagePrecision": lambda: sk.average_precision_score(labels, scores, **w),
                "rocCurve": lambda: sk.roc_curve(labels, scores, **w),
                "rocCurveWhole": lambda: sk.roc_curve(labels, scores, drop_intermediate=False, **w),
                "precisionRecallCurve": lambda: sk.precision_recall_curve(labels, scores, **w),
                "precisionRecallCurveThin": lambda: sk.precision_recall_curve(labels, scores, drop_intermediate=True, **w),
                "detCurve": lambda: sk.det_curve(labels, scores, **w),
                "hingeLoss": lambda: sk.hinge_loss(labels, scores, **w),
            }
        )
        if probabilities:
            expected |= compute(
                {
                    "logLoss": lambda: sk.log_loss(labels, scores, labels=[0, 1], **w),
                    "brierScore": lambda: sk.brier_score_loss(labels, scores, labels=[0, 1], **w),
                    "reliabilityUniform": lambda: calibration_curve(labels, scores, n_bins=4),
                    "reliabilityQuantile": lambda: calibration_curve(labels, scores, n_bins=3, strategy="quantile"),
                }
            )
        yield {"name": f"{kind}, {n} samples{', weights' if weighted else ''}", "float32": scores.dtype == np.float32, "labels": labels, "scores": scores, "weights": weights, "expected": expected}


def multiclass_cases():
    for classes, n, kind in itertools.product([2, 3, 5], [12, 40], ["plain", "ties", "float32", "missing", "weights"]):
        labels = np.concatenate([np.arange(classes), rng.integers(0, classes, n - classes)])
        logits = rng.normal(size=(n, classes)) + 1.5 * np.eye(classes)[labels]
        scores = special.softmax(logits, axis=1)
        if kind == "ties":
            scores = rng.dirichlet(np.ones(classes), n).round(1)
        if kind == "float32":
            scores = scores.astype(np.float32)
        predicted = scores.argmax(axis=1)
        if kind == "missing":
            predicted[predicted == classes - 1] = 0
        weights = np.round(rng.random(n) * 3 + 0.01, 2) if kind == "weights" else None
        w = {"sample_weight": weights}
        all_classes = list(range(classes))
        functions = {
            "confusion": lambda: sk.confusion_matrix(labels, predicted, labels=all_classes, **w).ravel(),
            "accuracy": lambda: sk.accuracy_score(labels, predicted, **w),
            "balancedAccuracy": lambda: sk.balanced_accuracy_score(labels, predicted, **w),
            "balancedAccuracyAdjusted": lambda: sk.balanced_accuracy_score(labels, predicted, adjusted=True, **w),
            # Undefined for predictions of one class, where scikit-learn says 0.
            "matthewsCorrelation": lambda: sk.matthews_corrcoef(labels, predicted, **w) if len(set(predicted)) > 1 else NAN,
            "cohenKappa": lambda: sk.cohen_kappa_score(labels, predicted, labels=all_classes, **w),
            "cohenKappaLinear": lambda: sk.cohen_kappa_score(labels, predicted, labels=all_classes, weights="linear", **w),
            "cohenKappaQuadratic": lambda: sk.cohen_kappa_score(labels, predicted, labels=all_classes, weights="quadratic", **w),
            "hammingLoss": lambda: sk.hamming_loss(labels, predicted, **w),
            "top2": lambda: sk.top_k_accuracy_score(labels, scores, k=2, labels=all_classes, **w) if classes > 2 else NAN,
            "top1": lambda: sk.top_k_accuracy_score(labels, scores, k=1, labels=all_classes, **w) if classes > 2 else NAN,
            "hingeLoss": lambda: sk.hinge_loss(labels, scores, labels=all_classes, **w) if classes > 2 else NAN,
            "brierScore": lambda: sk.brier_score_loss(labels, scores, labels=all_classes, **w),
            "brierScoreWhole": lambda: sk.brier_score_loss(labels, scores, labels=all_classes, scale_by_half=False, **w),
            "logLoss": lambda: sk.log_loss(labels, scores, labels=all_classes, **w),
            "logLossSum": lambda: sk.log_loss(labels, scores, labels=all_classes, normalize=False, **w),
            "logLossFromLogits": lambda: np.average(special.logsumexp(logits, axis=1) - logits[np.arange(n), labels], weights=weights),
        }
        for average in ["micro", "macro", "weighted"]:
            a = {"average": average, "labels": None, **w}
            functions |= {
                f"precision {average}": lambda a=a: sk.precision_score(labels, predicted, **a),
                f"recall {average}": lambda a=a: sk.recall_score(labels, predicted, **a),
                f"f1 {average}": lambda a=a: sk.f1_score(labels, predicted, **a),
                f"fBeta {average}": lambda a=a: sk.fbeta_score(labels, predicted, beta=0.5, **a),
                f"jaccard {average}": lambda a=a: sk.jaccard_score(labels, predicted, **a),
                f"precision {average} without undefined": lambda a=a: sk.precision_score(labels, predicted, zero_division=np.nan, **a),
                f"precision {average} undefined as 1": lambda a=a: sk.precision_score(labels, predicted, zero_division=1, **a),
            }
        functions |= {
            "precisionPerClass": lambda: sk.precision_score(labels, predicted, average=None, labels=all_classes, zero_division=np.nan, **w),
            "recallPerClass": lambda: sk.recall_score(labels, predicted, average=None, labels=all_classes, zero_division=np.nan, **w),
            "f1PerClass": lambda: sk.f1_score(labels, predicted, average=None, labels=all_classes, zero_division=np.nan, **w),
        }
        if classes > 2:
            normal = scores / scores.sum(axis=1, keepdims=True) if kind == "ties" else scores
            indicator = np.eye(classes, dtype=int)[labels]
            functions |= {
                "auc ovr macro": lambda: sk.roc_auc_score(indicator, scores, average="macro", **w),
                "auc ovr weighted": lambda: sk.roc_auc_score(indicator, scores, average="weighted", **w),
                "auc ovr micro": lambda: sk.roc_auc_score(indicator, scores, average="micro", **w),
                "aucPerClass": lambda: sk.roc_auc_score(indicator, scores, average=None, **w),
            }
            if weights is None and kind != "ties":
                functions |= {
                    "auc ovo macro": lambda: sk.roc_auc_score(labels, normal, multi_class="ovo"),
                    "auc ovo weighted": lambda: sk.roc_auc_score(labels, normal, multi_class="ovo", average="weighted"),
                }
        else:
            functions |= {f"{name} binary": lambda f=f: f(labels, predicted, zero_division=np.nan, **w) for name, f in [("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score)]}
        yield {"name": f"{classes} classes, {n} samples, {kind}", "classes": classes, "float32": scores.dtype == np.float32, "labels": labels, "predicted": predicted, "scores": scores.ravel(), "logits": logits.ravel(), "weights": weights, "expected": compute(functions)}


def multilabel_cases():
    for classes, n, weighted in itertools.product([2, 4], [5, 20], [False, True]):
        labels = rng.integers(0, 2, (n, classes))
        labels[0], labels[1] = 0, 1
        scores = np.round(labels * 0.3 + rng.random((n, classes)) * 0.7, 2)
        predicted = (scores > 0.5).astype(int)
        predicted[:, -1] = 0
        weights = np.round(rng.random(n) + 0.1, 2) if weighted else None
        w = {"sample_weight": weights}
        functions = {
            "accuracy": lambda: sk.accuracy_score(labels, predicted, **w),
            "hammingLoss": lambda: sk.hamming_loss(labels, predicted, **w),
            "counts": lambda: sk.multilabel_confusion_matrix(labels, predicted, **w).ravel(),
        }
        for average in ["micro", "macro", "weighted", "samples"]:
            a = {"average": average, **w}
            functions |= {
                f"precision {average}": lambda a=a: sk.precision_score(labels, predicted, **a),
                f"recall {average}": lambda a=a: sk.recall_score(labels, predicted, **a),
                f"f1 {average}": lambda a=a: sk.f1_score(labels, predicted, **a),
                f"jaccard {average}": lambda a=a: sk.jaccard_score(labels, predicted, **a),
            }
            if average != "samples":
                functions |= {
                    f"auc {average}": lambda a=a: sk.roc_auc_score(labels, scores, **a),
                    f"averagePrecision {average}": lambda a=a: sk.average_precision_score(labels, scores, **a),
                }
        yield {"name": f"{classes} labels, {n} samples{', weights' if weighted else ''}", "classes": classes, "labels": labels.ravel(), "predicted": predicted.ravel(), "scores": scores.ravel(), "weights": weights, "expected": compute(functions)}


def regression_cases():
    for kind, outputs, weighted in itertools.product(["plain", "huge", "tiny", "offset", "float32"], [1, 3], [False, True]):
        n = 15
        truth = rng.gamma(2, 1, (n, outputs))
        predicted = truth + rng.normal(size=(n, outputs)) * 0.3
        scale = {"huge": 1e150, "tiny": 1e-150}.get(kind, 1)
        truth, predicted = np.abs(truth * scale), np.abs(predicted * scale)
        if kind == "offset":
            truth, predicted = truth + 1e8, predicted + 1e8
        if kind == "float32":
            truth, predicted = truth.astype(np.float32).astype(float), predicted.astype(np.float32).astype(float)
        weights = rng.integers(0, 4, n) if weighted else None
        w = {"sample_weight": weights}
        functions = {
            "meanSquaredError": lambda: sk.mean_squared_error(truth, predicted, **w),
            "rootMeanSquaredError": lambda: sk.root_mean_squared_error(truth, predicted, **w),
            "meanAbsoluteError": lambda: sk.mean_absolute_error(truth, predicted, **w),
            "medianAbsoluteError": lambda: sk.median_absolute_error(truth, predicted, **w),
            "meanAbsolutePercentageError": lambda: sk.mean_absolute_percentage_error(truth, predicted, **w),
            "r2": lambda: sk.r2_score(truth, predicted, **w),
            "r2 variance weighted": lambda: sk.r2_score(truth, predicted, multioutput="variance_weighted", **w),
            "explainedVariance": lambda: sk.explained_variance_score(truth, predicted, **w),
            "pinballLoss": lambda: sk.mean_pinball_loss(truth, predicted, alpha=0.8, **w),
            "huberLoss": lambda: np.average(special.huber(0.2, truth - predicted).mean(axis=1), weights=weights),
        }
        if kind not in ("huge",):
            functions["rootMeanSquaredLogError"] = lambda: sk.root_mean_squared_log_error(truth, predicted, **w)
        if outputs == 1:
            functions["maxError"] = lambda: sk.max_error(truth, predicted)
        else:
            functions["meanSquaredError own weights"] = lambda: sk.mean_squared_error(truth, predicted, multioutput=[0.2, 0.3, 0.5], **w)
        yield {"name": f"{kind}, {outputs} outputs{', weights' if weighted else ''}", "outputs": outputs, "truth": truth.ravel(), "predicted": predicted.ravel(), "weights": weights, "expected": compute(functions)}


def correlation_cases():
    for kind, n in itertools.product(["plain", "ties", "huge", "reversed"], [2, 5, 30]):
        first = rng.normal(size=n)
        second = first + rng.normal(size=n)
        if kind == "ties":
            first, second = first.round(), second.round()
            first[:2], second[:2] = [0, 1], [1, 0]
        if kind == "huge":
            first = first * 1e150
        if kind == "reversed":
            second = -(first**3)
        yield {
            "name": f"{kind}, {n} samples",
            "first": first,
            "second": second,
            "expected": {
                "pearson": stats.pearsonr(first, second).statistic,
                "spearman": stats.spearmanr(first, second).statistic,
                "kendall": stats.kendalltau(first, second).statistic,
            },
        }


def ndcg_cases():
    for queries, documents, k in [(1, 5, None), (4, 6, None), (4, 6, 3), (3, 8, 1)]:
        relevance = rng.integers(0, 4, (queries, documents))
        relevance[-1] = 0 if queries > 3 else relevance[-1]
        scores = rng.random((queries, documents)).round(1)
        yield {"relevance": relevance.ravel(), "scores": scores.ravel(), "documents": documents, "k": k, "expected": sk.ndcg_score(relevance, scores, k=k)}


def isotonic_cases():
    for n, weighted in [(1, False), (6, False), (30, False), (30, True)]:
        scores = rng.random(n).round(1 if n == 30 else 3)
        labels = (rng.random(n) < scores).astype(int)
        weights = rng.integers(1, 4, n) if weighted else None
        at = np.linspace(-0.1, 1.1, 25)
        model = IsotonicRegression(out_of_bounds="clip").fit(scores, labels, sample_weight=weights)
        yield {"scores": scores, "labels": labels, "weights": weights, "at": at, "expected": model.predict(at)}


def platt_cases():
    for scale in [1, 40]:
        scores = rng.normal(size=60) * scale
        labels = (rng.random(60) < special.expit(1.3 * scores / scale - 0.4)).astype(int)
        model = _SigmoidCalibration().fit(scores, labels)
        yield {"scores": scores, "labels": labels, "slope": -model.a_, "intercept": -model.b_}


def proportion_cases():
    for successes, trials in [(0, 1), (1, 1), (0, 10), (9, 10), (10, 10), (3, 7), (81, 263), (999, 1000), (5, 100000), (52341, 100000)]:
        for confidence in [0.9, 0.95, 0.999]:
            test = stats.binomtest(successes, trials)
            wilson, exact = test.proportion_ci(confidence, "wilson"), test.proportion_ci(confidence, "exact")
            yield {"successes": successes, "trials": trials, "confidence": confidence, "wilson": [wilson.low, wilson.high], "exact": [exact.low, exact.high]}


def distribution_cases():
    points = [1e-300, 1e-20, 1e-6, 0.001, 0.025, 0.2, 0.5, 0.8, 0.975, 0.999999]
    return {
        "normalCdf": [[x, stats.norm.cdf(x)] for x in [-30, -8, -3, -1.96, -0.5, -1e-9, 0, 0.3, 2, 6]],
        "normalQuantile": [[p, stats.norm.ppf(p)] for p in points],
        "studentCdf": [[t, df, stats.t.cdf(t, df)] for t in [-50, -4.3, -1, -1e-4, 0, 0.7, 3] for df in [1, 2, 4.5, 9, 100, 1e6]],
        "studentQuantile": [[p, df, stats.t.ppf(p, df)] for p in points[2:] for df in [1, 2, 4.5, 9, 100, 1e6]],
    }


def test_cases():
    results = {"mcnemar": [], "friedman": [], "benjaminiHochberg": [], "fiveByTwo": [], "correctedT": [], "permutation": [], "nemenyi": [], "bca": []}
    for b, c in [(0, 3), (1, 9), (5, 5), (10, 25), (300, 340), (2000, 2100), (0, 1)]:
        exact = stats.binomtest(b, b + c).pvalue
        mid = 1 - stats.binom.pmf(b, b + c, 0.5) / 2 if b == c else exact - stats.binom.pmf(min(b, c), b + c, 0.5)
        asymptotic = stats.chi2.sf(max(0, abs(b - c) - 1) ** 2 / (b + c), 1)
        results["mcnemar"].append([b, c, exact, mid, asymptotic])
    for datasets, models, digits in [(6, 3, 3), (10, 4, 1), (5, 3, 1)]:
        scores = rng.random((datasets, models)).round(digits)
        test = stats.friedmanchisquare(*scores.T)
        ranks = stats.rankdata(-scores, axis=1).mean(axis=0)
        results["friedman"].append({"models": models, "scores": scores.ravel(), "ranks": ranks, "chiSquare": test.statistic, "pValue": test.pvalue})
    for models in [2, 3, 5, 10]:
        q = stats.studentized_range.ppf(0.95, models, np.inf)
        results["nemenyi"].append([models, q / math.sqrt(2) * math.sqrt(models * (models + 1) / (6 * 12))])
    for n in [1, 5, 12]:
        p = rng.random(n).round(2)
        results["benjaminiHochberg"].append([p, stats.false_discovery_control(p)])
    for _ in range(2):
        d = rng.normal(0.02, 0.03, 10)
        f = (d**2).sum() / (2 * sum((d[i] - d[i + 1]) ** 2 / 2 for i in range(0, 10, 2)))
        results["fiveByTwo"].append([d, f, stats.f.sf(f, 10, 5)])
        t = d.mean() / math.sqrt((1 / 10 + 1 / 9) * d.var(ddof=1))
        results["correctedT"].append([d, 1 / 9, t, 2 * stats.t.sf(abs(t), 9)])
    for n in [3, 8, 12]:
        a, b = rng.normal(0.3, 1, n), rng.normal(0, 1, n)
        test = stats.permutation_test((a, b), lambda x, y: np.mean(x - y), permutation_type="samples", n_resamples=np.inf)
        results["permutation"].append([a, b, test.pvalue])
    # SciPy's BCa on replicates of its own: ours must take the same quantiles of the same replicates.
    data = rng.gamma(1, 1, 20)
    boot = stats.bootstrap((data,), np.mean, method="BCa", n_resamples=500, rng=np.random.default_rng(1))
    results["bca"].append({"data": data, "replicates": boot.bootstrap_distribution, "low": boot.confidence_interval.low, "high": boot.confidence_interval.high})
    return results


def delong_cases():
    """DeLong's covariance from its definition: the whole table of pairs."""
    for n, digits in [(12, 8), (40, 1)]:
        labels = rng.integers(0, 2, n)
        labels[:4] = [0, 0, 1, 1]
        first = (labels * 0.3 + rng.random(n)).round(digits)
        second = (labels * 0.2 + rng.random(n)).round(digits)

        def placements(scores):
            gaps = scores[labels == 1][:, None] - scores[labels == 0][None, :]
            wins = (gaps > 0) + 0.5 * (gaps == 0)
            return wins.mean(axis=1), wins.mean(axis=0)

        (p1, n1), (p2, n2) = placements(first), placements(second)
        cov = np.cov(np.stack([p1, p2])) / len(p1) + np.cov(np.stack([n1, n2])) / len(n1)
        difference = p1.mean() - p2.mean()
        error = math.sqrt(cov[0, 0] + cov[1, 1] - 2 * cov[0, 1])
        half = stats.norm.ppf(0.975) * math.sqrt(cov[0, 0])
        yield {"labels": labels, "first": first, "second": second, "aucs": [p1.mean(), p2.mean()], "error": error, "pValue": 2 * stats.norm.sf(abs(difference / error)), "interval": [p1.mean() - half, min(1, p1.mean() + half)]}


golden = {
    "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
    "binary": list(binary_cases()),
    "multiclass": list(multiclass_cases()),
    "multilabel": list(multilabel_cases()),
    "regression": list(regression_cases()),
    "correlation": list(correlation_cases()),
    "ndcg": list(ndcg_cases()),
    "isotonic": list(isotonic_cases()),
    "platt": list(platt_cases()),
    "proportion": list(proportion_cases()),
    "distributions": distribution_cases(),
    "tests": test_cases(),
    "delong": list(delong_cases()),
}
path = pathlib.Path(__file__).with_name("golden.json")
sections = ",\n".join(f"{json.dumps(key)}:{json.dumps(plain(value), separators=(',', ':'))}" for key, value in golden.items())
path.write_text("{" + sections + "}\n")
print(f"{path.name}: {path.stat().st_size / 1024:.0f} KiB")
