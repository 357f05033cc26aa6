using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;

namespace MLExtensions.Optimization.Rounding;

/// <summary>
/// Changes last bits of weights and biases until no single change of one lets F fall, F with the scores of single precision:
/// λ‖W‖² + Σᵢ wᵢ · ℓ(fl(fl(W xᵢ) + b), yᵢ).
/// </summary>
/// <remarks>
/// Coordinate descent on the grid of single precision: a weight or bias moves on by its last bit for as long as F falls. The penalty
/// belongs to F because weights would else creep away from the minimum bit by bit.
/// <para>
/// The scores are those of ML.NET's linear models. For dense rows they take fl(W x) from <c>TensorPrimitives.Dot</c>, and so do these,
/// to the last bit on the machine that trains. For sparse rows the order of their sum depends on the machine and on the number of entries;
/// here it is the exact sum that is rounded.
/// </para>
/// </remarks>
internal sealed class BitSearch<TTarget>
{
    /// <summary>What a loss takes for each score, in multiplications of a product.</summary>
    private const double WorkOfScore = 20;

    /// <summary>Multiplications of a product at the same time.</summary>
    private const double Lanes = 8;

    private readonly LinearProblem<TTarget> _problem;
    private readonly FeatureMatrix _rows;
    private readonly ExampleSums<TTarget> _sums;
    private readonly LinearModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly float[][] _products;
    private readonly double[] _penalties;
    private float[] _trial;
    private double _work;

    /// <param name="problem">What was minimised.</param>
    /// <param name="rows">Its features in the user's units.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="model">Where to start; it is changed.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public BitSearch(
        LinearProblem<TTarget> problem, FeatureMatrix rows, ILoss<double, TTarget> loss, LinearModel model, CancellationToken cancellationToken)
    {
        _problem = problem;
        _rows = rows;
        _sums = new ExampleSums<TTarget>(problem, loss, cancellationToken);
        _model = model;
        _cancellationToken = cancellationToken;
        _products = Array.ConvertAll(model.Weights, Multiply);
        _penalties = Array.ConvertAll(model.Weights, Penalty);
        _trial = new float[rows.Rows];
        Objective = Evaluate();
    }

    /// <summary>F.</summary>
    public double Objective { get; private set; }

    /// <summary>Multiplications or so after which it ends wherever it is.</summary>
    public double MostWork { get; set; }

    /// <summary>Searches.</summary>
    /// <param name="columns">In which order columns are looked at.</param>
    public void Run(ReadOnlySpan<int> columns)
    {
        bool hasMoved = true;
        while (hasMoved && _work < MostWork)
        {
            hasMoved = false;
            for (int k = 0; k < _problem.Outputs; k++)
                hasMoved |= Walk(ref _model.Biases[k], k, isWeight: false);
            foreach (int f in columns)
                for (int k = 0; k < _problem.Outputs; k++)
                    hasMoved |= _model.Weights[k][f] != 0 && Walk(ref _model.Weights[k][f], k, isWeight: true);
        }
    }

    /// <summary>Moves a number up or down for as long as F falls.</summary>
    /// <returns>Whether it has moved.</returns>
    private bool Walk(ref float number, int output, bool isWeight)
    {
        bool hasMoved = false;
        while (TryMove(ref number, MathF.BitIncrement(number), output, isWeight))
            hasMoved = true;
        while (!hasMoved && TryMove(ref number, MathF.BitDecrement(number), output, isWeight))
        {
            while (TryMove(ref number, MathF.BitDecrement(number), output, isWeight))
            {
            }

            hasMoved = true;
        }

        return hasMoved;
    }

    private bool TryMove(ref float number, float next, int output, bool isWeight)
    {
        if (_work >= MostWork || !float.IsFinite(next))
            return false;
        float before = number;
        double penaltyBefore = _penalties[output];
        number = next;
        if (isWeight)
        {
            Multiply(_model.Weights[output], _trial);
            (_products[output], _trial) = (_trial, _products[output]);
            _penalties[output] = Penalty(_model.Weights[output]);
        }

        double objective = Evaluate();
        if (objective < Objective)
        {
            Objective = objective;
            return true;
        }

        number = before;
        if (isWeight)
            (_products[output], _trial) = (_trial, _products[output]);
        _penalties[output] = penaltyBefore;
        return false;
    }

    private double Evaluate()
    {
        _work += WorkOfScore * _rows.Rows * _problem.Outputs;
        double objective = _sums.Losses(WriteScores);
        foreach (double penalty in _penalties)
            objective += penalty;
        return objective;
    }

    private void WriteScores(int start, Span<double> scores)
    {
        int outputs = _problem.Outputs;
        for (int k = 0; k < outputs; k++)
        {
            float bias = _model.Biases[k];
            ReadOnlySpan<float> products = _products[k].AsSpan(start, scores.Length / outputs);
            for (int i = 0; i < products.Length; i++)
                scores[i * outputs + k] = bias + products[i];
        }
    }

    private double Penalty(float[] weights) => _problem.L2Regularization * weights.Sum(w => (double)w * w);

    private float[] Multiply(float[] weights)
    {
        var products = new float[_rows.Rows];
        Multiply(weights, products);
        return products;
    }

    /// <summary>fl(w·x) of all rows.</summary>
    private void Multiply(float[] weights, Span<float> products)
    {
        _work += _rows.StoredEntries / Lanes;
        for (int i = 0; i < products.Length; i++)
        {
            if (i % 1024 == 0)
                _cancellationToken.ThrowIfCancellationRequested();
            products[i] = _rows switch
            {
                DenseMatrix dense => TensorPrimitives.Dot<float>(weights, dense.Row(i)),
                SparseMatrix sparse => Product(weights, sparse.SparseRow(i)),
                _ => throw new InvalidOperationException($"Unknown matrix {_rows.GetType().Name}."),
            };
        }
    }

    private static float Product(float[] weights, SparseRow row)
    {
        double sum = 0;
        for (int j = 0; j < row.Indices.Length; j++)
            sum += (double)weights[row.Indices[j]] * row.Values[j];
        return (float)sum;
    }
}
