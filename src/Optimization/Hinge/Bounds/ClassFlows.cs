using System.Numerics.Tensors;

namespace MLExtensions.Optimization.Hinge.Bounds;

/// <summary>Makes slopes feasible for the dual of the multiclass hinge: each class is to gain as much as it loses.</summary>
/// <remarks>
/// <code>
/// Aₖⱼ = Σ αᵢⱼ over the rows of class k,   wanted Σⱼ Aₖⱼ dₖ/dⱼ = Σⱼ Aⱼₖ dⱼ/dₖ for all k
/// dₖ ← √( Σⱼ Aⱼₖ dⱼ / Σⱼ Aₖⱼ / dⱼ ),   one class after the other
/// </code>
/// Balancing a nonnegative matrix by a diagonal similarity: Osborne, On pre-conditioning of matrices, J. ACM 7 (1960); it
/// converges where the matrix is irreducible, so what flows between classes that do not reach each other both ways is dropped
/// first. Near the minimum d is nearly 1, and little is changed.
/// </remarks>
internal sealed class ClassFlows
{
    private const int MostSweeps = 2_000;

    /// <summary>The imbalance, as a share of what flows, that is rounding.</summary>
    private const double Rounding = 1e-13;

    /// <summary>The share of all flows below which one is dropped: balancing would have to make it much larger.</summary>
    private const double Negligible = 1e-10;

    /// <summary>The largest that is put up with where balancing has not come to the end.</summary>
    private const double Tolerance = 1e-10;

    private readonly int _classes;
    private readonly double[][] _flows;
    private readonly double[] _balance;
    private readonly int[] _components;

    public ClassFlows(int classes)
    {
        _classes = classes;
        _flows = new double[classes][];
        for (int k = 0; k < classes; k++)
            _flows[k] = new double[classes];
        _balance = new double[classes];
        _components = new int[classes];
    }

    /// <summary>Aₖⱼ for all j: what the rows of class k add to the others.</summary>
    public Span<double> Of(int k) => _flows[k];

    public void Clear() => Array.ForEach(_flows, row => Array.Clear(row));

    /// <summary>What slopes of rows of class k for class j are multiplied by; 0 where they are dropped.</summary>
    public double Factor(int k, int j) => _flows[k][j] > 0 ? _balance[k] / _balance[j] : 0;

    /// <summary>Finds the factors.</summary>
    /// <returns>Whether they balance.</returns>
    public bool TryBalance()
    {
        double total = _flows.Sum(row => TensorPrimitives.Sum<double>(row));
        Drop((k, j) => k == j || _flows[k][j] <= Negligible * total);
        FindComponents();
        Drop((k, j) => _components[k] != _components[j]);
        Array.Fill(_balance, 1);

        double imbalance = double.PositiveInfinity;
        for (int sweep = 0; sweep < MostSweeps && imbalance > Rounding * total; sweep++)
            imbalance = Sweep();
        return imbalance <= Tolerance * total;
    }

    private void Drop(Func<int, int, bool> isDropped)
    {
        for (int k = 0; k < _classes; k++)
            for (int j = 0; j < _classes; j++)
                if (isDropped(k, j))
                    _flows[k][j] = 0;
    }

    /// <returns>What was out of balance before.</returns>
    private double Sweep()
    {
        double imbalance = 0;
        for (int k = 0; k < _classes; k++)
        {
            double losses = 0;
            double gains = 0;
            for (int j = 0; j < _classes; j++)
            {
                losses += _flows[k][j] / _balance[j];
                gains += _flows[j][k] * _balance[j];
            }

            if (!(losses > 0 && gains > 0))
                continue;
            imbalance = Math.Max(imbalance, Math.Abs(losses * _balance[k] - gains / _balance[k]));
            _balance[k] = Math.Sqrt(gains / losses);
        }

        return imbalance;
    }

    /// <summary>Classes that reach each other both ways get the same number: Kosaraju's two walks.</summary>
    private void FindComponents()
    {
        var order = new List<int>(_classes);
        var seen = new bool[_classes];
        for (int k = 0; k < _classes; k++)
            Walk(k, (from, to) => _flows[from][to], k => !seen[k], k => seen[k] = true, order.Add);
        Array.Fill(_components, -1);
        for (int i = _classes - 1; i >= 0; i--)
        {
            int first = order[i];
            Walk(first, (from, to) => _flows[to][from], k => _components[k] < 0, k => _components[k] = first, _ => { });
        }
    }

    /// <summary>Visits all that can be reached and is new, and leaves a class after all that it leads to.</summary>
    private void Walk(int start, Func<int, int, double> flow, Predicate<int> isNew, Action<int> visit, Action<int> leave)
    {
        if (!isNew(start))
            return;
        var path = new Stack<(int Class, int Next)>();
        visit(start);
        path.Push((start, 0));
        while (path.TryPop(out (int Class, int Next) top))
        {
            int next = top.Next;
            while (next < _classes && !(flow(top.Class, next) > 0 && isNew(next)))
                next++;
            if (next == _classes)
            {
                leave(top.Class);
                continue;
            }

            path.Push((top.Class, next + 1));
            visit(next);
            path.Push((next, 0));
        }
    }
}
