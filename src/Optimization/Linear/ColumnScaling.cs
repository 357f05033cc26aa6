using System.Numerics.Tensors;
using MLExtensions.Matrices;

namespace MLExtensions.Optimization.Linear;

/// <summary>
/// The change of variables that conditions a linear problem: x̃ = (x − μ) / d a column, so W̃ = W·d, b̃ = b + W μ.
/// </summary>
/// <remarks>
/// It changes the coordinates of the search and not the objective: λ W² becomes (λ / d²) W̃², and scores stay as they
/// are. With h the mean curvature of the loss, the Hessian's diagonal is h·Σw·Var(x) + 2λ for a column of W; the
/// choice d² = Var(x) + 2λ / (h Σw) makes it h·Σw for all columns, as it is for the bias, whether data or penalty
/// dominate (diagonal preconditioning; Nocedal and Wright, Numerical Optimization, 2nd ed., section 5.1).
/// Sparse columns are scaled by their mean square and not shifted, which would make them dense.
/// </remarks>
internal sealed class ColumnScaling
{
    private ColumnScaling(double[] shift, double[] scale)
    {
        Shift = shift;
        Scale = scale;
    }

    /// <summary>μ, a column each; 0 where columns are not shifted.</summary>
    public double[] Shift { get; }

    /// <summary>d, a column each.</summary>
    public double[] Scale { get; }

    /// <summary>That of features left as they are: μ = 0, d = 1.</summary>
    public static ColumnScaling None(int columns)
    {
        var scale = new double[columns];
        scale.AsSpan().Fill(1);
        return new ColumnScaling(new double[columns], scale);
    }

    /// <summary>Measures the columns and rescales them in place.</summary>
    /// <param name="features">Examples × columns; rescaled.</param>
    /// <param name="weights">w, an example each.</param>
    /// <param name="penaltyOverCurvature">2λ / (h Σw), in units of a squared feature.</param>
    /// <param name="cancellationToken">Looked at between rows; the features are then rescaled in part.</param>
    public static ColumnScaling Apply(
        FeatureMatrix features, ReadOnlySpan<float> weights, double penaltyOverCurvature, CancellationToken cancellationToken = default)
    {
        var shift = new double[features.Columns];
        var scale = new double[features.Columns];
        switch (features)
        {
            case DenseMatrix dense:
                MeasureDense(dense, weights, shift, scale, cancellationToken);
                break;
            case SparseMatrix sparse:
                MeasureSparse(sparse, weights, scale, cancellationToken);
                break;
        }

        for (int f = 0; f < scale.Length; f++)
        {
            // Where neither data nor penalty speak, the column is constant and any scale will do.
            double squared = scale[f] + penaltyOverCurvature;
            scale[f] = squared > 0 ? Math.Sqrt(squared) : 1;
        }

        var scaling = new ColumnScaling(shift, scale);
        scaling.Rescale(features, cancellationToken);
        return scaling;
    }

    /// <summary>Rescales further examples of the same columns, in place.</summary>
    /// <param name="features">Rescaled.</param>
    /// <param name="cancellationToken">Looked at between rows.</param>
    public void Rescale(FeatureMatrix features, CancellationToken cancellationToken)
    {
        switch (features)
        {
            case DenseMatrix dense:
                Rescale(dense, cancellationToken);
                break;
            case SparseMatrix sparse:
                Rescale(sparse, cancellationToken);
                break;
        }
    }

    /// <summary>W̃ = W·d, a row for each output.</summary>
    public double[][] Condition(double[][] weights)
    {
        var conditioned = new double[weights.Length][];
        for (int k = 0; k < weights.Length; k++)
        {
            conditioned[k] = new double[Scale.Length];
            TensorPrimitives.Multiply(weights[k], Scale, conditioned[k]);
        }

        return conditioned;
    }

    private static void MeasureDense(DenseMatrix features, ReadOnlySpan<float> weights, double[] mean, double[] variance, CancellationToken cancellationToken)
    {
        double totalWeight = ColumnMoments.Measure(features, weights, mean, variance, cancellationToken);
        for (int f = 0; f < variance.Length; f++)
        {
            variance[f] /= totalWeight;
            if (SinglePrecision.IsConstant(mean[f], variance[f]))
                variance[f] = 0;
        }
    }

    private static void MeasureSparse(SparseMatrix features, ReadOnlySpan<float> weights, double[] meanSquare, CancellationToken cancellationToken)
    {
        double totalWeight = 0;
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            totalWeight += weights[i];
            ReadOnlySpan<int> indices = features.Indices(i);
            ReadOnlySpan<float> values = features.Values(i);
            for (int j = 0; j < indices.Length; j++)
                meanSquare[indices[j]] += (double)weights[i] * values[j] * values[j];
        }

        for (int f = 0; f < meanSquare.Length; f++)
            meanSquare[f] /= totalWeight;
    }

    private void Rescale(DenseMatrix features, CancellationToken cancellationToken)
    {
        var x = new double[features.Columns];
        double[] reciprocals = Array.ConvertAll(Scale, d => 1 / d);
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            features.CopyRow(i, x);
            TensorPrimitives.Subtract(x, Shift, x);
            TensorPrimitives.Multiply(x, reciprocals, x);
            TensorPrimitives.ConvertChecked<double, float>(x, features.Row(i));
        }
    }

    private void Rescale(SparseMatrix features, CancellationToken cancellationToken)
    {
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> indices = features.Indices(i);
            Span<float> values = features.Values(i);
            for (int j = 0; j < indices.Length; j++)
                values[j] = (float)(values[j] / Scale[indices[j]]);
        }
    }
}
