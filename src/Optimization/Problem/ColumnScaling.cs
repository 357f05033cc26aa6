using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLExtensions.Matrices;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Problem;

/// <summary>
/// The change of variables that conditions a linear problem: x̃ = (x − μ) / d a column, so W̃ = W·d, b̃ = b + W μ.
/// </summary>
/// <remarks>
/// It changes the coordinates of the search and not the objective: λ W² becomes (λ / d²) W̃², and scores stay as they
/// are. With h the mean curvature of the loss, the Hessian's diagonal is h·Σw·Var(x) + 2λ for a column of W; the
/// choice d² = Var(x) + 2λ / (h Σw) would make it h·Σw for all columns, as it is for the bias, whether data or penalty
/// dominate (diagonal preconditioning; Nocedal and Wright, Numerical Optimization, 2nd ed., section 5.1). Instead of Var(x)
/// stands the root of the fourth central moment: much the same where values spread evenly, but a column that is 0 in most rows is
/// not blown up so far that the few other rows drown the gradients of their minibatches in noise. Sparse columns are not shifted,
/// which would make them dense; their moments are about 0. A column that is constant tells nothing that the bias does not: it
/// becomes 0, whatever its value, as by an infinite d.
/// </remarks>
internal sealed class ColumnScaling
{
    private const int RowsTogether = 64;

    /// <summary>Entries that are worth another thread.</summary>
    private const long EntriesOfThread = 1 << 16;

    /// <summary>Larger means could shift features out of single precision.</summary>
    private const double LargestShift = 1e37;

    private readonly float[] _singleShift;
    private readonly float[] _reciprocals;

    private ColumnScaling(double[] shift, double[] scale, double[] variance)
    {
        // What is done to the features is done in single precision, and what is said of it is exactly that.
        _singleShift = Array.ConvertAll(shift, mean => Math.Abs(mean) < LargestShift ? (float)mean : 0);
        _reciprocals = Array.ConvertAll(scale, d => (float)Math.Min(1 / d, float.MaxValue));
        Shift = Array.ConvertAll(_singleShift, mean => (double)mean);

        // The weight of a column that has become 0 is 0 in all units.
        Scale = Array.ConvertAll(_reciprocals, reciprocal => reciprocal > 0 ? 1.0 / reciprocal : 1);
        Variance = variance;
    }

    /// <summary>μ, a column each; of a constant column its value, 0 where columns are not shifted.</summary>
    public double[] Shift { get; }

    /// <summary>d, a column each.</summary>
    public double[] Scale { get; }

    /// <summary>The mean square of the column rescaled, at most 1.</summary>
    public double[] Variance { get; }

    /// <summary>That of features left as they are: μ = 0, d = 1.</summary>
    public static ColumnScaling None(int columns)
    {
        var ones = new double[columns];
        ones.AsSpan().Fill(1);
        return new ColumnScaling(new double[columns], ones, ones);
    }

    /// <summary>Measures the columns and rescales them in place.</summary>
    /// <param name="features">Examples × columns; rescaled.</param>
    /// <param name="weights">w, an example each.</param>
    /// <param name="penaltyOverCurvature">2λ / (h Σw), in units of a squared feature.</param>
    /// <param name="workers">
    /// The threads that share the work; where they are cancelled, the features are rescaled in part.
    /// </param>
    public static ColumnScaling Apply(
        FeatureMatrix features, float[] weights, double penaltyOverCurvature, Workers? workers = null)
    {
        workers ??= Workers.One;
        var shift = new double[features.Columns];
        var scale = new double[features.Columns];
        var variance = new double[features.Columns];
        switch (features)
        {
            case DenseMatrix dense:
                MeasureDense(dense, weights, shift, variance, scale, workers);
                break;
            case SparseMatrix sparse:
                MeasureSparse(sparse, weights, variance, scale, workers.CancellationToken);
                break;
        }

        for (int f = 0; f < scale.Length; f++)
        {
            // An example of huge weight may leave neither variance nor, for λ = 0, penalty; then any scale will do.
            double squared = scale[f] + penaltyOverCurvature;
            scale[f] = squared > 0 ? Math.Sqrt(squared) : 1;
            variance[f] /= scale[f] * scale[f];
        }

        var scaling = new ColumnScaling(shift, scale, variance);
        scaling.Rescale(features, workers);
        return scaling;
    }

    /// <summary>Rescales further examples of the same columns, in place.</summary>
    /// <param name="features">Rescaled.</param>
    /// <param name="workers">The threads that share the work.</param>
    public void Rescale(FeatureMatrix features, Workers workers)
    {
        int sharing = Sharing(features, workers);
        switch (features)
        {
            case DenseMatrix dense:
                workers.Run(dense.Rows, RowsTogether, sharing, (start, end) => Rescale(dense, start, end, workers.CancellationToken));
                break;
            case SparseMatrix sparse:
                workers.Run(sparse.Rows, RowsTogether, sharing, (start, end) => Rescale(sparse, start, end, workers.CancellationToken));
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

    /// <summary>b̃ = b + W μ, in double precision.</summary>
    public double[] ConditionBiases(LinearModel model)
    {
        var biases = new double[model.Biases.Length];
        for (int k = 0; k < biases.Length; k++)
        {
            biases[k] = model.Biases[k];
            for (int f = 0; f < Shift.Length; f++)
                biases[k] += model.Weights[k][f] * Shift[f];
        }

        return biases;
    }

    private static int Sharing(FeatureMatrix features, Workers workers) =>
        (int)Math.Min(features.StoredEntries / EntriesOfThread, workers.Count);

    private static void MeasureDense(DenseMatrix features, float[] weights, double[] shift, double[] variance, double[] scale, Workers workers)
    {
        workers.Run(features.Columns, Cache.Line, Sharing(features, workers), MeasureStrip);

        void MeasureStrip(int start, int end)
        {
            ColumnMoments moments = ColumnMoments.Estimate(features, weights, start, end - start, workers.CancellationToken);
            moments.Means.CopyTo(shift, start);
            bool[] isConstant = SinglePrecision.FindConstants(features, start, moments.Means, moments.Variances, workers.CancellationToken);
            for (int f = 0; f < isConstant.Length; f++)
            {
                if (isConstant[f])
                {
                    scale[start + f] = double.PositiveInfinity;
                    continue;
                }

                variance[start + f] = moments.Variances[f];
                scale[start + f] = Math.Sqrt(moments.FourthMoments[f]);
            }
        }
    }

    private static void MeasureSparse(
        SparseMatrix features, float[] weights, double[] meanSquare, double[] scale, CancellationToken cancellationToken)
    {
        double totalWeight = 0;
        for (int i = 0; i < features.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double w = weights[i];
            totalWeight += w;
            ReadOnlySpan<int> indices = features.Indices(i);
            ReadOnlySpan<float> values = features.Values(i);
            for (int j = 0; j < indices.Length; j++)
            {
                double value = DoublePrecision.Of(values[j]);
                double square = value * value;
                meanSquare[indices[j]] += w * square;
                scale[indices[j]] += w * square * square;
            }
        }

        for (int f = 0; f < scale.Length; f++)
        {
            meanSquare[f] /= totalWeight;
            if (Math.Sqrt(meanSquare[f]) <= SinglePrecision.Resolution(mean: 0))
                (meanSquare[f], scale[f]) = (0, double.PositiveInfinity);
            else
                scale[f] = Math.Sqrt(scale[f] / totalWeight);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rescale(DenseMatrix features, int start, int end, CancellationToken cancellationToken)
    {
        for (int i = start; i < end; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<float> x = features.Row(i);
            Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(x);
            ReadOnlySpan<Vector<float>> shifts = MemoryMarshal.Cast<float, Vector<float>>(_singleShift.AsSpan())[..vectors.Length];
            ReadOnlySpan<Vector<float>> reciprocals = MemoryMarshal.Cast<float, Vector<float>>(_reciprocals.AsSpan())[..vectors.Length];
            for (int f = 0; f < vectors.Length; f++)
                vectors[f] = (vectors[f] - shifts[f]) * reciprocals[f];
            for (int f = vectors.Length * Vector<float>.Count; f < x.Length; f++)
                x[f] = (x[f] - _singleShift[f]) * _reciprocals[f];
        }
    }

    private void Rescale(SparseMatrix features, int start, int end, CancellationToken cancellationToken)
    {
        for (int i = start; i < end; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> indices = features.Indices(i);
            Span<float> values = features.Values(i);
            for (int j = 0; j < indices.Length; j++)
                values[j] *= _reciprocals[indices[j]];
        }
    }
}
