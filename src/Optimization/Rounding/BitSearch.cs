using System.Numerics.Tensors;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Optimization.Rounding;

/// <summary>
/// Changes last bits of weights and biases until no single change of one lets F fall, F with the scores of single precision:
/// λ‖W‖² + Σᵢ wᵢ · ℓ(fl(fl(W xᵢ) + b), yᵢ).
/// </summary>
/// <remarks>
/// Coordinate descent on the grid of single precision: a weight or bias moves on by its last bit, then by twice as much and so
/// on, for as long as F falls. The penalty belongs to F because weights would else creep away from the minimum bit by bit.
/// <para>
/// The scores are those of ML.NET's linear models. For dense rows they take fl(W x) from <c>TensorPrimitives.Dot</c>, and so do
/// these, to the last bit on the machine that trains. For sparse rows the order of their sum depends on the machine and on the
/// number of entries; here it is the exact sum that is rounded.
/// </para>
/// </remarks>
internal sealed class BitSearch<TTarget>
{
    /// <summary>What a loss takes for each score, in multiplications of a product.</summary>
    private const double WorkOfScore = 20;

    /// <summary>Multiplications of a product at the same time.</summary>
    private const double Lanes = 8;

    /// <summary>The share of F that is rounding: what falls by less is as good as before.</summary>
    private const double Rounding = 1e-14;

    /// <summary>Bits of a step at most.</summary>
    private const int MostBits = 1 << 20;

    private readonly LinearProblem<TTarget> _problem;
    private readonly FeatureMatrix _rows;
    private readonly ILoss<double, TTarget> _loss;
    private readonly LinearModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly OutputLosses _losses;
    private readonly float[][] _products;

    /// <summary>The penalty and the losses of an output, as they were last summed, and whether they still are that.</summary>
    private readonly double[] _sums;

    private readonly bool[] _isSummed;
    private float[] _otherProducts;
    private double[] _otherScores;
    private double _work;

    /// <param name="problem">What was minimized.</param>
    /// <param name="rows">Its features in the user's units.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="model">Where to start; it is changed.</param>
    /// <param name="cancellationToken">Looked at every few rows.</param>
    public BitSearch(
        LinearProblem<TTarget> problem, FeatureMatrix rows, ILoss<double, TTarget> loss, LinearModel model, CancellationToken cancellationToken)
    {
        _problem = problem;
        _rows = rows;
        _loss = loss;
        _model = model;
        _cancellationToken = cancellationToken;
        _otherProducts = new float[rows.Rows];
        _products = Array.ConvertAll(model.Weights, weights => Multiply(weights, new float[rows.Rows]));
        _otherScores = new double[OutputLosses.Length(rows.Rows)];
        double[][] scores = [.. _products.Select((products, k) => Score(products, model.Biases[k], new double[_otherScores.Length]))];
        _losses = OutputLosses.Of(problem, loss, scores);
        _sums = new double[problem.Outputs];
        _isSummed = new bool[problem.Outputs];
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
            _losses.Refresh();
            Array.Clear(_isSummed);
            Objective = Evaluate();
        }
    }

    /// <summary>
    /// Moves a number up or down for as long as F falls, by ever more bits, and by ever fewer where that was too far.
    /// </summary>
    /// <returns>Whether it has moved.</returns>
    private bool Walk(ref float number, int output, bool isWeight) =>
        Walk(ref number, direction: 1, output, isWeight) || Walk(ref number, direction: -1, output, isWeight);

    private bool Walk(ref float number, int direction, int output, bool isWeight)
    {
        if (!TryMove(ref number, Beside(number, direction), output, isWeight))
            return false;
        int bits = 2;
        while (bits < MostBits && TryMove(ref number, Beside(number, direction * bits), output, isWeight))
            bits *= 2;
        while ((bits /= 2) > 0)
            TryMove(ref number, Beside(number, direction * bits), output, isWeight);
        return true;
    }

    /// <summary>The number that is so many numbers of single precision above another.</summary>
    private static float Beside(float number, int bits)
    {
        int place = BitConverter.SingleToInt32Bits(number);
        int next = (place < 0 ? int.MinValue - place : place) + bits;
        return BitConverter.Int32BitsToSingle(next < 0 ? int.MinValue - next : next);
    }

    private bool TryMove(ref float number, float next, int output, bool isWeight)
    {
        if (_work >= MostWork || !float.IsFinite(next))
            return false;
        if (!_isSummed[output])
            (_sums[output], _isSummed[output]) = (Sum(output, _losses.Scores[output]), true);
        float before = number;
        number = next;
        float[] products = isWeight ? Multiply(_model.Weights[output], _otherProducts) : _products[output];
        double sum = Sum(output, Score(products, _model.Biases[output], _otherScores));
        if (!(sum < _sums[output] - Rounding * Objective))
        {
            number = before;
            return false;
        }

        double[] scores = _losses.Scores[output];
        _losses.Set(output, _otherScores);
        _otherScores = scores;
        if (isWeight)
            (_products[output], _otherProducts) = (_otherProducts, _products[output]);
        Array.Clear(_isSummed);
        (_sums[output], _isSummed[output]) = (sum, true);
        return true;
    }

    /// <summary>The penalty and the losses of an output.</summary>
    private double Sum(int output, double[] scores)
    {
        _work += WorkOfScore * _rows.Rows;
        return Penalty(_model.Weights[output]) + _losses.Sum(output, scores);
    }

    private double Evaluate() => _model.Weights.Sum(Penalty) + new ExampleSums<TTarget>(_problem, _loss, _cancellationToken).Losses(WriteScores);

    private void WriteScores(int start, Span<double> scores)
    {
        int outputs = _problem.Outputs;
        for (int i = 0; i < scores.Length; i++)
            scores[i] = _losses.Scores[i % outputs][start + i / outputs];
    }

    private double Penalty(float[] weights)
    {
        double squares = 0;
        foreach (double weight in weights)
            squares += weight * weight;
        return _problem.L2Regularization * squares;
    }

    /// <summary>fl(p + b).</summary>
    private static double[] Score(float[] products, float bias, double[] scores)
    {
        for (int i = 0; i < products.Length; i++)
            scores[i] = bias + products[i];
        return scores;
    }

    /// <summary>fl(w·x) of all rows.</summary>
    private float[] Multiply(float[] weights, float[] products)
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

        return products;
    }

    private static float Product(float[] weights, SparseRow row)
    {
        double sum = 0;
        for (int j = 0; j < row.Indices.Length; j++)
            sum += DoublePrecision.Of(weights[row.Indices[j]]) * DoublePrecision.Of(row.Values[j]);
        return (float)sum;
    }
}
