using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>Adds up scored rows, to the metrics of ML.NET's evaluator of classifiers, in double precision.</summary>
/// <remarks>
/// <para>
/// Rows without a label are left out. A row without an answer, or of a class that was not trained on, is wrong for accuracies,
/// and left out of the log-loss and its reduction. What there are no rows for is NaN, and so is a reduction from an entropy of 0.
/// </para>
/// <para>
/// The sums are one for each class that there are rows of, so that many classes take no more memory than the rows do.
/// </para>
/// </remarks>
internal sealed class MulticlassTally
{
    /// <summary>Probabilities below it count as it.</summary>
    private const double LeastProbability = 1e-15f;

    private readonly ScoredClasses _rows;
    private readonly double[] _weight;
    private readonly double[] _correct;
    private readonly double[] _amongFirst;
    private readonly double[] _withProbability;
    private readonly double[] _logLoss;

    /// <param name="rows">The rows.</param>
    /// <param name="topK">How many of the highest scores <see cref="TopKAccuracy"/> looks at; 0 where it is not wanted.</param>
    public MulticlassTally(ScoredClasses rows, int topK)
    {
        _rows = rows;
        int classes = rows.Labels.Present.Length;
        (_weight, _correct, _amongFirst) = (new double[classes], new double[classes], new double[classes]);
        (_withProbability, _logLoss) = (new double[classes], new double[classes]);
        for (int row = 0; row < rows.Count; row++)
            if (rows.IsLabeled(row))
                Add(row, rows.Labels.Places[row], topK);
    }

    public double MicroAccuracy => _correct.Sum() / _weight.Sum();

    public double MacroAccuracy => Mean(k => _correct[k] / _weight[k]);

    public double TopKAccuracy => _amongFirst.Sum() / _weight.Sum();

    public double LogLoss => _logLoss.Sum() / _withProbability.Sum();

    public double LogLossReduction
    {
        get
        {
            double total = _withProbability.Sum();
            double entropy = -_withProbability.Where(weight => weight > 0).Sum(weight => weight / total * Math.Log(weight / total));
            return entropy > 0 ? (entropy - LogLoss) / entropy : double.NaN;
        }
    }

    /// <summary>The names of the classes that count in accuracies, and the share of each that is classified correctly.</summary>
    public Dictionary<string, double> Recalls => PerClass(_correct, _weight);

    /// <summary>The names of the classes that count in the log-loss, and the mean of each.</summary>
    public Dictionary<string, double> LogLosses => PerClass(_logLoss, _withProbability);

    private void Add(int row, int place, int topK)
    {
        double weight = _rows.Weight(row);
        _weight[place] += weight;
        if (!_rows.IsAnswered(row) || !_rows.IsTrained(place))
            return;
        if (_rows.Predicted[row] == _rows.Labels.Classes[row])
            _correct[place] += weight;
        if (topK > 0 && _rows.Ranks![row] < topK)
            _amongFirst[place] += weight;
        if (_rows.Probabilities is null)
            return;
        _withProbability[place] += weight;
        _logLoss[place] -= weight * Math.Log(Math.Clamp(_rows.Probabilities[row], LeastProbability, 1));
    }

    private double Mean(Func<int, double> ofClass)
    {
        double[] values = [.. Enumerable.Range(0, _weight.Length).Where(k => _weight[k] > 0).Select(ofClass)];
        return values.Length == 0 ? double.NaN : values.Average();
    }

    private Dictionary<string, double> PerClass(double[] sums, double[] weights) => Enumerable.Range(0, sums.Length)
        .Where(k => weights[k] > 0)
        .ToDictionary(k => _rows.Labels.NameOf(_rows.Labels.Present[k]), k => sums[k] / weights[k]);
}
