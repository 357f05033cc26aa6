using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MLExtensions.Optimization.Hinge.Zone;

/// <summary>
/// The rows whose slopes may still change: steps look at these alone. What the others add to the gradient is one fixed term.
/// </summary>
/// <remarks>
/// A row works if one of its pairs is near the smoothed zone, or has once entered or left it unforeseen. After some steps all
/// rows are looked at, and the way from where they began is searched for its minimum over all of them.
/// </remarks>
internal sealed class WorkingRows
{
    /// <summary>How far from the zone a pair may be, as a share of the margin, so that its row works.</summary>
    private const float Nearness = 0.3f;

    private readonly HingeRows _all;
    private readonly int[] _rows;
    private readonly bool[] _stays;
    private readonly float[] _fixedGradient;
    private readonly Action<int, int> _gather;
    private readonly Action<int, int> _toFixedFactors;
    private readonly Action<int, int> _toFactors;
    private readonly Action<int, int> _toDirections;
    private readonly Action<int, int> _handBack;
    private readonly Action<int, int> _handBackOthers;

    public WorkingRows(HingeRows all)
    {
        _all = all;
        _rows = new int[all.Rows];
        _stays = new bool[all.Rows];
        _fixedGradient = new float[all.Products.Dimension];
        Pairs = new HingePairs(all.Pairs.Workers);
        (_gather, _toFixedFactors, _toFactors) = (Gather, ToFixedFactors, ToFactors);
        (_toDirections, _handBack, _handBackOthers) = (ToDirections, HandBack, HandBackOthers);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Those of the working rows.</summary>
    public HingePairs Pairs { get; }

    /// <summary>What the other rows add to the gradient.</summary>
    public ReadOnlySpan<float> FixedGradient => _fixedGradient;

    private int Outputs => _all.Outputs;

    /// <summary>Lets no row stay for what it did before.</summary>
    public void Forget() => Array.Clear(_stays);

    /// <summary>Chooses them by where all rows are now.</summary>
    public void Select()
    {
        int others = Choose();
        Pairs.Resize(Count * Outputs);
        _all.Share(Count, _gather);
        _all.Share(others, _toFixedFactors);
        _all.Products.Sum(_all.List, others, _all.Factors, _fixedGradient);
    }

    /// <summary>The gradient of the losses of all rows.</summary>
    public void Gradient(float[] gradient)
    {
        _all.Share(Count, _toFactors);
        _all.Products.Sum(_rows, Count, _all.Factors, gradient);
        TensorPrimitives.Add(gradient, _fixedGradient, gradient);
    }

    /// <summary>Takes the directions of the pairs from one of the parameters.</summary>
    public void Head(float[] direction)
    {
        _all.Products.Score(_rows, Count, direction, Pairs.Directions);
        _all.Share(Count, _toDirections);
    }

    /// <summary>Makes the way from where they were chosen to parameters, where they are now, the direction of all rows.</summary>
    public void HandBack(float[] parameters)
    {
        int others = 0;
        for (int i = 0, next = 0; i < _all.Rows; i++)
        {
            if (next < Count && _rows[next] == i)
                next++;
            else
                _all.List[others++] = i;
        }

        _all.Products.Score(_all.List, others, parameters, _all.Factors);
        _all.Share(others, _handBackOthers);
        _all.Share(Count, _handBack);
    }

    /// <summary>Whoever of the others changes its slope on so much of the way will stay among the working rows.</summary>
    /// <remarks>To be called right after <see cref="HandBack(float[])"/>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void KeepChanged(float step)
    {
        float smoothing = _all.Smoothing;
        for (int at = 0; at < _all.Rows - Count; at++)
        {
            int row = _all.List[at];
            for (int j = row * Outputs; j < (row + 1) * Outputs; j++)
            {
                float before = _all.Pairs.Violations[j];
                float after = before + step * _all.Pairs.Directions[j];
                _stays[row] |= (before <= 0) != (after <= 0) || (before >= smoothing) != (after >= smoothing);
            }
        }
    }

    /// <summary>Collects the rows in the zone, a pair of which has curvature.</summary>
    public void Collect(ZoneRows zone)
    {
        zone.Clear();
        Visit((k, _, _) => zone.Count(k));
        zone.BeginTaking();
        Visit(zone.Take);
    }

    private void Visit(Action<int, int, float> visit)
    {
        for (int i = 0; i < Count; i++)
        {
            int row = _rows[i];
            float curvature = _all.Weights[row] / _all.Smoothing;
            int pairs = 0;
            for (int j = 0; j < Outputs; j++)
            {
                float v = Pairs.Violations[i * Outputs + j];
                if (!(v > 0 && v <= _all.Smoothing))
                    continue;
                pairs++;
                visit(j, row, curvature);
            }

            if (pairs > 0)
                visit(_all.Targets[row], row, pairs * curvature);
        }
    }

    /// <summary>Lists the working rows, and among the rest those that add to the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Choose()
    {
        Count = 0;
        int others = 0;
        float low = -Nearness * _all.Margin;
        float high = _all.Smoothing - low;
        for (int i = 0; i < _all.Rows; i++)
        {
            bool works = _stays[i];
            bool adds = false;
            foreach (float v in _all.Pairs.Violations.AsSpan(i * Outputs, Outputs))
            {
                works |= v > low && v < high;
                adds |= v > 0;
            }

            if (works)
                _rows[Count++] = i;
            else if (adds)
                _all.List[others++] = i;
        }

        return others;
    }

    private void Gather(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            int from = _rows[i] * Outputs;
            _all.Pairs.Violations.AsSpan(from, Outputs).CopyTo(Pairs.Violations.AsSpan(i * Outputs));
            _all.Pairs.Weights.AsSpan(from, Outputs).CopyTo(Pairs.Weights.AsSpan(i * Outputs));
        }
    }

    private void ToFixedFactors(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            int row = _all.List[i];
            ToFactors(_all.Pairs.Violations.AsSpan(row * Outputs, Outputs), row, _all.Factors.AsSpan(i * Outputs, Outputs));
        }
    }

    private void ToFactors(int start, int end)
    {
        for (int i = start; i < end; i++)
            ToFactors(Pairs.Violations.AsSpan(i * Outputs, Outputs), _rows[i], _all.Factors.AsSpan(i * Outputs, Outputs));
    }

    private void ToFactors(ReadOnlySpan<float> violations, int row, Span<float> factors)
    {
        float weight = _all.Weights[row];
        float steepness = 1 / _all.Smoothing;
        float sum = 0;
        for (int j = 0; j < factors.Length; j++)
        {
            float factor = weight * MathF.Min(MathF.Max(violations[j] * steepness, 0), 1);
            factors[j] = factor;
            sum += factor;
        }

        factors[_all.Targets[row]] = -sum;
    }

    private void ToDirections(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            Span<float> s = Pairs.Directions.AsSpan(i * Outputs, Outputs);
            TensorPrimitives.Subtract(s, s[_all.Targets[_rows[i]]], s);
        }
    }

    private void HandBack(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            int to = _rows[i] * Outputs;
            TensorPrimitives.Subtract(
                Pairs.Violations.AsSpan(i * Outputs, Outputs), _all.Pairs.Violations.AsSpan(to, Outputs), _all.Pairs.Directions.AsSpan(to, Outputs));
        }
    }

    private void HandBackOthers(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            int row = _all.List[i];
            int y = _all.Targets[row];
            ReadOnlySpan<float> s = _all.Factors.AsSpan(i * Outputs, Outputs);
            Span<float> directions = _all.Pairs.Directions.AsSpan(row * Outputs, Outputs);
            TensorPrimitives.Subtract(s, s[y] - _all.Margin, directions);
            TensorPrimitives.MultiplyAdd(_all.Multipliers(row), _all.Smoothing, directions, directions);
            TensorPrimitives.Subtract(directions, _all.Pairs.Violations.AsSpan(row * Outputs, Outputs), directions);
            directions[y] = 0;
        }
    }
}
