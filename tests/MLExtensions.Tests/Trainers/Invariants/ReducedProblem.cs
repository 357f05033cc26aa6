using System.Numerics.Tensors;

namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>
/// A problem in the coordinates zᵢ of its rows, brought to mean 0 and mean square 1, followed by a 1 for the bias, and without
/// classes that have no rows: their biases run away, and their weights are 0.
/// </summary>
/// <remarks>
/// The variables u are those of output 0 and its bias, then those of output 1, ...; the bias of an output is its score at the
/// mean row. (Σₖ biasₖ)², 0 at the minimum, is added for the classifiers: it settles what no score depends on.
/// </remarks>
internal sealed class ReducedProblem
{
    private readonly double _penalty;
    private readonly Pull? _pull;

    public ReducedProblem(InvariantProblem problem, RowSpace space, Pull? pull = null)
    {
        _pull = pull;
        Stride = space.Basis.Length + 1;
        double square = space.Coordinates.Sum(z => TensorPrimitives.SumOfSquares<double>(z)) / space.Coordinates.Length;
        Scale = square > 0 ? Math.Sqrt(square) : 1;
        Rows = Array.ConvertAll(space.Coordinates, z => (double[])[.. z.Select(value => value / Scale), 1]);
        _penalty = problem.Lambda / (Scale * Scale);
        int[] classes = problem.PresentClasses;
        Outputs = classes.Length;
        Labels = Array.ConvertAll(problem.Labels, label => Array.IndexOf(classes, label));
        Weights = Array.ConvertAll(problem.Weights, weight => (double)weight);
        Targets = Array.ConvertAll(problem.Targets, target => (double)target);
    }

    public int Outputs { get; }

    /// <summary>Variables of an output.</summary>
    public int Stride { get; }

    public int Size => Outputs * Stride;

    public double[][] Rows { get; }

    public int[] Labels { get; }

    public double[] Targets { get; }

    public double[] Weights { get; }

    /// <summary>What the coordinates were divided by.</summary>
    public double Scale { get; }

    public double[][] Scores(double[] u) => Array.ConvertAll(Rows, z =>
    {
        var scores = new double[Outputs];
        for (int k = 0; k < Outputs; k++)
            scores[k] = TensorPrimitives.Dot<double>(u.AsSpan(k * Stride, Stride), z);
        return scores;
    });

    /// <summary>All but the loss.</summary>
    public double Quadratic(double[] u)
    {
        double value = _penalty * PenalizedSquare(u);
        value += Outputs > 1 ? Math.Pow(BiasSum(u), 2) : 0;
        return value + (_pull is null ? 0 : _pull.Strength * Math.Pow(TensorPrimitives.Dot<double>(_pull.Direction, u), 2));
    }

    /// <summary>Its gradient.</summary>
    public double[] QuadraticGradient(double[] u)
    {
        var gradient = new double[Size];
        double biases = Outputs > 1 ? BiasSum(u) : 0;
        for (int v = 0; v < Size; v++)
            gradient[v] = 2 * (IsBias(v) ? biases : _penalty * u[v]);
        AddPull(gradient, u);
        return gradient;
    }

    /// <summary>Its second derivatives.</summary>
    public double[][] QuadraticHessian()
    {
        var hessian = new double[Size][];
        for (int v = 0; v < Size; v++)
        {
            hessian[v] = new double[Size];
            hessian[v][v] = IsBias(v) ? 0 : 2 * _penalty;
            for (int other = Stride - 1; IsBias(v) && Outputs > 1 && other < Size; other += Stride)
                hessian[v][other] += 2;
            if (_pull is not null)
                TensorPrimitives.MultiplyAdd(_pull.Direction, 2 * _pull.Strength * _pull.Direction[v], hessian[v], hessian[v]);
        }

        return hessian;
    }

    /// <summary>Adds slopes · zᵢ to a gradient.</summary>
    public void AddGradient(double[] gradient, int i, double[] slopes)
    {
        for (int k = 0; k < Outputs; k++)
        {
            Span<double> block = gradient.AsSpan(k * Stride, Stride);
            TensorPrimitives.MultiplyAdd(Rows[i], slopes[k], block, block);
        }
    }

    /// <summary>Adds curvature ⊗ zᵢ zᵢᵀ to the lower blocks of a Hessian.</summary>
    public void AddHessian(double[][] hessian, int i, double[,] curvature)
    {
        for (int k = 0; k < Outputs; k++)
        {
            for (int j = 0; j <= k; j++)
            {
                for (int f = 0; f < Stride; f++)
                {
                    Span<double> block = hessian[k * Stride + f].AsSpan(j * Stride, Stride);
                    TensorPrimitives.MultiplyAdd(Rows[i], curvature[k, j] * Rows[i][f], block, block);
                }
            }
        }
    }

    /// <summary>−‖G‖² / 4λ for G = Σᵢ slopesᵢ zᵢᵀ without biases, less what a gradient of the biases that is not quite 0 can make up.</summary>
    /// <remarks>With a pull, its gradient 2ρ (c·u) c is a part of G: what is bounded is the minimum on the plane c·u = 0.</remarks>
    public double Conjugate(double[][] slopes, double[] u)
    {
        var gradient = new double[Size];
        for (int i = 0; i < Rows.Length; i++)
            AddGradient(gradient, i, slopes[i]);
        AddPull(gradient, u);
        double missing = 0;
        for (int v = Stride - 1; v < Size; v += Stride)
            missing += Math.Abs(gradient[v] * u[v]);
        return -PenalizedSquare(gradient) / (4 * _penalty) - missing;
    }

    private void AddPull(double[] gradient, double[] u)
    {
        if (_pull is { } pull)
            TensorPrimitives.MultiplyAdd(pull.Direction, 2 * pull.Strength * TensorPrimitives.Dot<double>(pull.Direction, u), gradient, gradient);
    }

    private bool IsBias(int v) => v % Stride == Stride - 1;

    private double BiasSum(double[] u)
    {
        double sum = 0;
        for (int v = Stride - 1; v < Size; v += Stride)
            sum += u[v];
        return sum;
    }

    private double PenalizedSquare(double[] u)
    {
        double sum = 0;
        for (int k = 0; k < Outputs; k++)
            sum += TensorPrimitives.SumOfSquares<double>(u.AsSpan(k * Stride, Stride - 1));
        return sum;
    }
}
