using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>Adds up scored rows, to the metrics of ML.NET's evaluator of binary classifiers, in double precision.</summary>
/// <remarks>
/// A row without an answer is found by neither recall, so that it is wrong for the accuracy and the F1 score; all else leaves it out.
/// What there are no rows for is NaN, but for precisions, which are 0 where nothing is predicted.
/// </remarks>
internal sealed class BinaryTally
{
    /// <summary>Probabilities below it count as it.</summary>
    private const double LeastProbability = 1e-15f;

    private readonly ScoredBooleans _rows;
    private readonly double _positives;
    private readonly double _negatives;
    private readonly double _truePositives;
    private readonly double _falsePositives;
    private readonly double _trueNegatives;
    private readonly double _falseNegatives;

    public BinaryTally(ScoredBooleans rows)
    {
        _rows = rows;
        for (int row = 0; row < rows.Count; row++)
        {
            double weight = rows.Weight(row);
            bool isTrue = rows.Labels[row];
            (isTrue ? ref _positives : ref _negatives) += weight;
            if (rows.IsAnswered(row))
            {
                (rows.Predicted[row]
                    ? ref isTrue ? ref _truePositives : ref _falsePositives
                    : ref isTrue ? ref _falseNegatives : ref _trueNegatives) += weight;
            }
        }
    }

    public double Accuracy => (_truePositives + _trueNegatives) / (_positives + _negatives);

    public double PositivePrecision => Precision(_truePositives, _falsePositives);

    public double PositiveRecall => _truePositives / _positives;

    public double NegativePrecision => Precision(_trueNegatives, _falseNegatives);

    public double NegativeRecall => _trueNegatives / _negatives;

    public double F1Score => 2 * _truePositives / (_truePositives + _falsePositives + _positives);

    public double AreaUnderRocCurve => ScoreSteps.Of(_rows.Counted(), _rows.Labels, _rows.Scores, _rows.Weight).AreaUnderRocCurve;

    /// <summary>Rows of equal score come in their own order.</summary>
    public double AreaUnderPrecisionRecallCurve
    {
        get
        {
            double area = 0, truePositives = 0, falsePositives = 0, precision = 1;
            foreach (int row in _rows.Counted().OrderByDescending(row => _rows.Scores[row]))
            {
                double weight = _rows.Weight(row);
                if (!_rows.Labels[row])
                {
                    falsePositives += weight;
                    precision = truePositives / (truePositives + falsePositives);
                    continue;
                }

                truePositives += weight;
                double next = truePositives / (truePositives + falsePositives);
                area += weight * (precision + next) / 2;
                precision = next;
            }

            return area / truePositives;
        }
    }

    /// <summary>In bits; NaN where there are no probabilities.</summary>
    public double LogLoss => MeanLogLoss(_rows.Probabilities, Math.Log2);

    /// <summary>
    /// In natural units, as that of several classes; of scores without probabilities that of 1 / (1 + exp(−score)).
    /// </summary>
    public double NaturalLogLoss => MeanLogLoss(_rows.Probabilities ?? Array.ConvertAll(_rows.Scores, score => 1 / (1 + MathF.Exp(-score))), Math.Log);

    public double LogLossReduction
    {
        get
        {
            double positives = 0, all = 0;
            foreach (int row in _rows.Counted())
            {
                all += _rows.Weight(row);
                positives += _rows.Labels[row] ? _rows.Weight(row) : 0;
            }

            double share = positives / all;
            double entropy = share is > 0 and < 1 ? -(share * Math.Log2(share)) - (1 - share) * Math.Log2(1 - share) : 0;
            return entropy > 0 ? (entropy - LogLoss) / entropy : double.NaN;
        }
    }

    private static double Precision(double right, double wrong) => right + wrong > 0 ? right / (right + wrong) : 0;

    private double MeanLogLoss(float[]? probabilities, Func<double, double> log)
    {
        if (probabilities is null)
            return double.NaN;
        double sum = 0, all = 0;
        foreach (int row in _rows.Counted())
        {
            double probability = _rows.Labels[row] ? probabilities[row] : 1.0 - probabilities[row];
            sum -= _rows.Weight(row) * log(Math.Clamp(probability, LeastProbability, 1));
            all += _rows.Weight(row);
        }

        return sum / all;
    }
}
