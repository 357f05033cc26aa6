using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using MLExtensions.Matrices;
using MLExtensions.Optimization.Problem;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>All rows of a multiclass SVM: by how much their pairs violate the margin, and the multipliers of the pairs.</summary>
/// <remarks>
/// <code>
/// vᵢⱼ     = m + sᵢⱼ − s_{i yᵢ}
/// max(0, v) is replaced by   max over 0 ≤ a ≤ 1 of   a v − δ/2 (a − u)²,   whose slope is a = clip((v + δ u) / δ, 0, 1)
/// u ← a
/// </code>
/// With u = 0 it is the smoothed hinge. Moving u to the slopes is a step of the proximal point method on the dual: its fixed
/// point is the minimum itself for any δ, so that smoothing need not become narrow and the Hessian hard. Rockafellar, Augmented
/// Lagrangians and applications of the proximal point algorithm in convex programming, Math. Oper. Res. 1 (1976). What is kept is
/// v + δu.
/// </remarks>
internal sealed class HingeRows
{
    private const int RowsAtOnce = 64;

    /// <summary>Pairs that are worth another thread.</summary>
    private const int PairsOfThread = 1 << 13;

    private const int LossParts = 16;

    private readonly Workers _workers;
    private readonly float[] _multipliers;
    private readonly double[] _losses = new double[LossParts];
    private readonly Action<int, int> _toViolations;
    private readonly Action<int, int> _shift;
    private readonly Action<int, int> _copySlopes;
    private readonly Action<int, int> _toFactors;
    private readonly Action<int, int> _sumLosses;

    /// <param name="problem">The problem, dense and its features rescaled.</param>
    /// <param name="margin">m.</param>
    /// <param name="smoothing">δ.</param>
    /// <param name="workers">The threads.</param>
    public HingeRows(LinearProblem<int> problem, float margin, float smoothing, Workers workers)
    {
        _workers = workers;
        (Margin, Smoothing) = (margin, smoothing);
        (Rows, Outputs, Targets) = (problem.Features.Rows, problem.Outputs, problem.Targets);
        Products = new RowProducts((DenseMatrix)problem.Features, Outputs, workers);
        Weights = Array.ConvertAll(problem.Weights, weight => (float)(weight / problem.TotalWeight));
        int pairs = checked(Rows * Outputs);
        Pairs = new HingePairs(workers);
        Pairs.Resize(pairs);
        _multipliers = new float[pairs];
        Factors = new float[pairs];
        List = new int[Rows];
        for (int i = 0; i < Rows; i++)
        {
            Pairs.Weights.AsSpan(i * Outputs, Outputs).Fill(Weights[i]);
            Pairs.Weights[i * Outputs + Targets[i]] = 0;
        }

        (_toViolations, _shift, _copySlopes, _toFactors, _sumLosses) = (ToViolations, Shift, CopySlopes, ToFactors, SumLosses);
    }

    public float Margin { get; }

    /// <summary>δ.</summary>
    public float Smoothing { get; }

    public int Rows { get; }

    /// <summary>K.</summary>
    public int Outputs { get; }

    public int[] Targets { get; }

    /// <summary>w / Σw.</summary>
    public float[] Weights { get; }

    /// <summary>v + δu of all rows.</summary>
    public HingePairs Pairs { get; }

    public RowProducts Products { get; }

    /// <summary>Room for a list of rows.</summary>
    public int[] List { get; }

    /// <summary>Room for numbers of those rows, outputs each.</summary>
    public float[] Factors { get; }

    /// <summary>u of a row's pairs.</summary>
    public ReadOnlySpan<float> Multipliers(int row) => _multipliers.AsSpan(row * Outputs, Outputs);

    /// <summary>Does something for all of a number of rows.</summary>
    public void Share(int rows, Action<int, int> work) =>
        _workers.Run(rows, RowsAtOnce, (int)Math.Max(1, (long)rows * Outputs / PairsOfThread), work);

    /// <summary>Takes v at parameters, with the multipliers as they are.</summary>
    public void Score(float[] parameters)
    {
        ListAll();
        Products.Score(List, Rows, parameters, Pairs.Violations);
        Share(Rows, _toViolations);
    }

    /// <summary>Makes all multipliers the same; v is to be taken anew.</summary>
    public void SetMultipliers(float value) => Array.Fill(_multipliers, value);

    /// <summary>Moves the multipliers to the slopes.</summary>
    public void MoveMultipliers() => Share(Rows, _shift);

    /// <summary>1/Σw Σᵢ wᵢ Σⱼ max(0, vᵢⱼ): the hinge itself.</summary>
    public double Loss()
    {
        _workers.Run(LossParts, 1, _workers.Count, _sumLosses);
        return TensorPrimitives.Sum<double>(_losses);
    }

    /// <summary>Writes the slopes a of all pairs where directions else are.</summary>
    /// <returns>Rows × outputs, at least.</returns>
    public float[] Slopes()
    {
        Share(Rows, _copySlopes);
        return Pairs.Directions;
    }

    /// <summary>
    /// Sums the slopes of all rows, as <see cref="Slopes"/> has left them: Σᵢ wᵢ Gᵢ xᵢᵀ / Σw, and Σᵢ wᵢ Gᵢ / Σw.
    /// </summary>
    public void SumSlopes(float[] sums)
    {
        ListAll();
        Share(Rows, _toFactors);
        Products.Sum(List, Rows, Factors, sums);
    }

    /// <summary>Lists the rows with a pair between two slopes, or hardly beyond.</summary>
    /// <param name="beyond">How far beyond.</param>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int ListUnsettled(float beyond)
    {
        int count = 0;
        for (int i = 0; i < Rows; i++)
        {
            foreach (float v in Pairs.Violations.AsSpan(i * Outputs, Outputs))
            {
                if (!(v > -beyond && v < Smoothing + beyond))
                    continue;
                List[count++] = i;
                break;
            }
        }

        return count;
    }

    private void ListAll()
    {
        for (int i = 0; i < Rows; i++)
            List[i] = i;
    }

    private void ToViolations(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            Span<float> s = Pairs.Violations.AsSpan(i * Outputs, Outputs);
            TensorPrimitives.Subtract(s, s[Targets[i]] - Margin, s);
            TensorPrimitives.MultiplyAdd(Multipliers(i), Smoothing, s, s);
            s[Targets[i]] = HingePairs.Never;
        }
    }

    private void Shift(int start, int end)
    {
        Range pairs = (start * Outputs)..(end * Outputs);
        Span<float> v = Pairs.Violations.AsSpan(pairs);
        Span<float> u = _multipliers.AsSpan(pairs);
        float steepness = 1 / Smoothing;
        for (int i = 0; i < v.Length; i++)
        {
            float slope = MathF.Min(MathF.Max(v[i] * steepness, 0), 1);
            v[i] += Smoothing * (slope - u[i]);
            u[i] = slope;
        }
    }

    private void CopySlopes(int start, int end)
    {
        Range pairs = (start * Outputs)..(end * Outputs);
        ReadOnlySpan<float> v = Pairs.Violations.AsSpan(pairs);
        Span<float> slopes = Pairs.Directions.AsSpan(pairs);
        float steepness = 1 / Smoothing;
        for (int i = 0; i < v.Length; i++)
            slopes[i] = MathF.Min(MathF.Max(v[i] * steepness, 0), 1);
    }

    private void ToFactors(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            Span<float> factors = Factors.AsSpan(i * Outputs, Outputs);
            TensorPrimitives.Multiply(Pairs.Directions.AsSpan(i * Outputs, Outputs), Weights[i], factors);
            factors[Targets[i]] = -TensorPrimitives.Sum<float>(factors);
        }
    }

    private void SumLosses(int start, int end)
    {
        for (int part = start; part < end; part++)
        {
            int last = (int)((long)Rows * (part + 1) / LossParts);
            double total = 0;
            for (int i = (int)((long)Rows * part / LossParts); i < last; i++)
            {
                float loss = 0;
                for (int j = i * Outputs; j < (i + 1) * Outputs; j++)
                    loss += MathF.Max(0, Pairs.Violations[j] - Smoothing * _multipliers[j]);
                total += (double)loss * Weights[i];
            }

            _losses[part] = total;
        }
    }
}
