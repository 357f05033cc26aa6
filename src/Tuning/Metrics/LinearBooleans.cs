using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers;
using MLExtensions.Data;
using MLExtensions.Interop;
using MLExtensions.Tuning.Predictions;

namespace MLExtensions.Tuning.Metrics;

/// <summary>Rows that are true or false in memory, to score many linear binary classifiers on.</summary>
internal sealed class LinearBooleans
{
    private readonly LinearRows _rows;
    private readonly bool[] _labels;
    private readonly double[]? _weights;

    private LinearBooleans(LinearRows rows, bool[] labels, double[]? weights) => (_rows, _labels, _weights) = (rows, labels, weights);

    /// <summary>Reads the rows.</summary>
    /// <param name="data">What models were trained on, or the same columns of other rows.</param>
    /// <param name="columns">The columns of the trainer.</param>
    /// <param name="weightColumn">What rows count by; null where all count the same.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    /// <returns>Null where the features are sparse, or there are no rows.</returns>
    public static LinearBooleans? Read(IDataView data, ExampleColumns columns, string? weightColumn, CancellationToken cancellationToken)
    {
        var labels = new ColumnPart<bool>(data.Schema[columns.Label]);
        var rows = new LinearRows(data.Schema[columns.Features]);
        var weights = RowWeights.Of(data.Schema, weightColumn);
        RowParts.Read(data, [labels, rows, weights], cancellationToken);
        return rows.TryBuild() ? new LinearBooleans(rows, [.. labels.Values], weights.ToArray()) : null;
    }

    /// <summary>The rows, scored by a linear trainer's model.</summary>
    public ScoredBooleans Score(ITransformer model)
    {
        object parameters = ((ISingleFeaturePredictionTransformer<object>)model).Model;
        var calibrated = parameters as CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>;
        LinearBinaryModelParameters linear = calibrated?.SubModel ?? (LinearBinaryModelParameters)parameters;
        var scores = new float[_labels.Length];
        _rows.Score([.. linear.Weights], [linear.Bias], (row, outputs) => scores[row] = outputs[0]);
        float[]? probabilities = calibrated is null ? null : Array.ConvertAll(scores, score => LinearBinaryClassifiers.Probability(calibrated.Calibrator, score));
        return new ScoredBooleans(_labels, scores, Array.ConvertAll(scores, score => score > 0), probabilities, _weights);
    }
}
