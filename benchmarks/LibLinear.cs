using System.Diagnostics;
using System.Runtime.InteropServices;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>
/// LIBLINEAR (Fan et al., JMLR 9, 2008) by its shared library, on rows that lie in memory in its own form, so that only the
/// training is timed. It penalizes the bias as a weight of a constant column.
/// </summary>
internal static unsafe class LibLinear
{
    private const int Fits = 5;

    /// <summary>Tolerances from loose to tight; the last one gives what is taken for the minimum.</summary>
    private static readonly double[] _tolerances = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 1e-4];

    private static readonly IntPtr _library = NativeLibrary.TryLoad("liblinear.so.4", out IntPtr handle) ? handle : IntPtr.Zero;

    /// <summary>What LIBLINEAR minimizes, by the number that its <c>-s</c> takes.</summary>
    public enum Solver
    {
        Logistic = 0,
        Hinge = 3,

        /// <summary>Of each row only the largest violation (Crammer and Singer, JMLR 2, 2001).</summary>
        CrammerSinger = 4,
    }

    /// <summary>A model within 0.5 % of the least value that LIBLINEAR's objective is known to take.</summary>
    /// <param name="Tolerance">The loosest of some that brought it there.</param>
    /// <param name="Seconds">The median of several fits.</param>
    /// <param name="Weights">W, classes × columns; of two classes opposite halves.</param>
    /// <param name="Biases">b.</param>
    public sealed record Fitted(double Tolerance, double Seconds, double[][] Weights, double[] Biases);

    /// <summary>Why it cannot be run here; null if it can.</summary>
    public static string? Missing => _library == IntPtr.Zero ? "LIBLINEAR skipped: liblinear.so.4 is not installed (Debian: liblinear-tools)"
        : Version is not 230 ? $"LIBLINEAR skipped: the layout of its version {Version} is not known here, that of 230 is"
        : null;

    private static int Version => *(int*)NativeLibrary.GetExport(_library, "liblinear_version");

    /// <param name="data">The rows.</param>
    /// <param name="solver">What is minimized.</param>
    /// <param name="lambda">λ of λ‖W‖² + Σ loss, where the norm counts the biases.</param>
    public static Fitted Train(ReferenceData data, Solver solver, double lambda)
    {
        var silent = (delegate* unmanaged<delegate* unmanaged<byte*, void>, void>)NativeLibrary.GetExport(_library, "set_print_string_function");
        silent(&Ignore);
        Node[] nodes = Nodes(data, out int[] starts);
        double[] labels = Array.ConvertAll(data.Labels, label => (double)label);
        var rows = (Node**)NativeMemory.Alloc((nuint)data.Rows, (nuint)sizeof(Node*));
        fixed (Node* first = nodes)
        fixed (double* y = labels)
        {
            for (int i = 0; i < data.Rows; i++)
                rows[i] = first + starts[i];
            var problem = new Problem { Rows = data.Rows, Columns = data.Columns + 1, Labels = y, Nodes = rows, Bias = 1 };
            Fitted best = Once(problem, data, solver, lambda, _tolerances[^1]);
            double least = Value(data, solver, lambda, best);
            for (int i = 0; i < _tolerances.Length - 1; i++)
            {
                Fitted fit = Once(problem, data, solver, lambda, _tolerances[i]);
                if (Value(data, solver, lambda, fit) <= 1.005 * least)
                {
                    best = fit;
                    break;
                }
            }

            NativeMemory.Free(rows);
            return best;
        }
    }

    private static Fitted Once(Problem problem, ReferenceData data, Solver solver, double lambda, double tolerance)
    {
        var train = (delegate* unmanaged<Problem*, Parameter*, Model*>)NativeLibrary.GetExport(_library, "train");
        var free = (delegate* unmanaged<Model**, void>)NativeLibrary.GetExport(_library, "free_and_destroy_model");
        var parameter = new Parameter { Solver = (int)solver, Tolerance = tolerance, Cost = 1 / (2 * lambda) };
        var seconds = new double[tolerance == _tolerances[^1] ? 1 : Fits];
        Fitted? fitted = null;
        for (int i = 0; i < seconds.Length; i++)
        {
            var watch = Stopwatch.StartNew();
            Model* model = train(&problem, &parameter);
            seconds[i] = watch.Elapsed.TotalSeconds;
            fitted ??= Copy(*model, data, tolerance);
            free(&model);
        }

        Array.Sort(seconds);
        return fitted! with { Seconds = seconds[seconds.Length / 2] };
    }

    /// <summary>The weights, with classes in the order of the data's; of two classes only one vector is there, for the first label.</summary>
    private static Fitted Copy(Model model, ReferenceData data, double tolerance)
    {
        int outputs = data.Classes == 2 && model.Parameter.Solver != (int)Solver.CrammerSinger ? 1 : model.Classes;
        var weights = new double[data.Classes][];
        var biases = new double[data.Classes];
        for (int k = 0; k < model.Classes; k++)
        {
            (int output, double factor) = outputs == 1 ? (0, k == 0 ? 0.5 : -0.5) : (k, 1.0);
            weights[model.Labels[k]] = [.. Enumerable.Range(0, data.Columns).Select(f => factor * model.Weights[f * outputs + output])];
            biases[model.Labels[k]] = factor * model.Weights[data.Columns * outputs + output];
        }

        return new Fitted(tolerance, 0, weights, biases);
    }

    /// <summary>What LIBLINEAR minimizes, times 2λ.</summary>
    private static double Value(ReferenceData data, Solver solver, double lambda, Fitted fit)
    {
        // Opposite halves of one vector have half its square.
        double factor = solver == Solver.CrammerSinger ? 1 : 2;
        double value = factor * lambda * (fit.Weights.Sum(row => row.Sum(w => w * w)) + fit.Biases.Sum(b => b * b));
        var scores = new double[data.Classes];
        for (int i = 0; i < data.Rows; i++)
        {
            ObjectiveValue.Score(data, i, fit.Weights, fit.Biases, scores);
            int label = data.Labels[i];
            value += solver == Solver.Logistic
                ? ObjectiveValue.Softmax(scores, label)
                : Math.Max(0, 1 - scores[label] + scores.Where((_, k) => k != label).Max());
        }

        return value;
    }

    /// <summary>Entries of all rows, each with the bias's behind its own and an end.</summary>
    private static Node[] Nodes(ReferenceData data, out int[] starts)
    {
        var nodes = new List<Node>();
        starts = new int[data.Rows];
        for (int i = 0; i < data.Rows; i++)
        {
            starts[i] = nodes.Count;
            foreach (KeyValuePair<int, float> entry in data.Features[i].Items())
                if (entry.Value != 0)
                    nodes.Add(new Node { Index = entry.Key + 1, Value = entry.Value });
            nodes.Add(new Node { Index = data.Columns + 1, Value = 1 });
            nodes.Add(new Node { Index = -1 });
        }

        return [.. nodes];
    }

    [UnmanagedCallersOnly]
    private static void Ignore(byte* text)
    {
    }

    private struct Node
    {
        public int Index;
        public double Value;
    }

    private struct Problem
    {
        public int Rows;
        public int Columns;
        public double* Labels;
        public Node** Nodes;
        public double Bias;
    }

    private struct Parameter
    {
        public int Solver;
        public double Tolerance;
        public double Cost;
        public int WeightCount;
        public int* WeightLabels;
        public double* Weights;
        public double Epsilon;
        public double* Start;
    }

#pragma warning disable CS0649 // LIBLINEAR assigns them.
    private struct Model
    {
        public Parameter Parameter;
        public int Classes;
        public int Columns;
        public double* Weights;
        public int* Labels;
        public double Bias;
    }
#pragma warning restore CS0649
}
