namespace MLExtensions.Tests.Trainers.Binary;

/// <summary>The minimum of logistic regression by Newton's method, a few lines in double precision.</summary>
internal static class LogisticNewton
{
    /// <summary>The least value of λ‖w‖² + Σᵢ wᵢ log(1 + exp(−yᵢ sᵢ)).</summary>
    public static double Minimum(IReadOnlyList<BinaryExample> rows, double l2Regularization)
    {
        int order = rows[0].Features.Length + 1;
        var x = new double[order];
        double value = Value(rows, l2Regularization, x);
        for (int step = 0; step < 100; step++)
        {
            (double[] gradient, double[][] hessian) = Derivatives(rows, l2Regularization, x);
            double[] direction = Solve(hessian, gradient);
            double promise = gradient.Zip(direction, (g, d) => g * d).Sum();
            if (promise < 1e-13 * value)
                break;
            double length = 1;
            double[] next;
            while (Value(rows, l2Regularization, next = [.. x.Zip(direction, (a, d) => a - length * d)]) > value)
                length /= 2;
            (x, value) = (next, Value(rows, l2Regularization, next));
        }

        return value;
    }

    private static double Value(IReadOnlyList<BinaryExample> rows, double l2Regularization, double[] x) =>
        l2Regularization * x[..^1].Sum(w => w * w) + rows.Sum(row =>
        {
            double z = -Sign(row) * Score(row, x);
            return row.Weight * (Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))));
        });

    private static (double[] Gradient, double[][] Hessian) Derivatives(IReadOnlyList<BinaryExample> rows, double l2Regularization, double[] x)
    {
        var gradient = new double[x.Length];
        double[][] hessian = [.. x.Select(_ => new double[x.Length])];
        for (int f = 0; f < x.Length - 1; f++)
        {
            gradient[f] = 2 * l2Regularization * x[f];
            hessian[f][f] = 2 * l2Regularization;
        }

        foreach (BinaryExample row in rows)
        {
            double[] features = [.. row.Features.Select(value => (double)value), 1];
            double p = 1 / (1 + Math.Exp(-Score(row, x)));
            for (int f = 0; f < x.Length; f++)
            {
                gradient[f] += row.Weight * (p - (row.Label ? 1 : 0)) * features[f];
                for (int g = 0; g < x.Length; g++)
                    hessian[f][g] += row.Weight * p * (1 - p) * features[f] * features[g];
            }
        }

        return (gradient, hessian);
    }

    private static double[] Solve(double[][] matrix, double[] right)
    {
        double[][] a = [.. matrix.Select((row, i) => (double[])[.. row, right[i]])];
        for (int pivot = 0; pivot < a.Length; pivot++)
        {
            int largest = Enumerable.Range(pivot, a.Length - pivot).MaxBy(i => Math.Abs(a[i][pivot]));
            (a[pivot], a[largest]) = (a[largest], a[pivot]);
            for (int i = 0; i < a.Length; i++)
            {
                double factor = i == pivot ? 0 : a[i][pivot] / a[pivot][pivot];
                for (int j = pivot; factor != 0 && j <= a.Length; j++)
                    a[i][j] -= factor * a[pivot][j];
            }
        }

        return [.. a.Select((row, i) => row[^1] / row[i])];
    }

    private static double Score(BinaryExample row, double[] x) => x[^1] + row.Features.Zip(x, (value, w) => value * w).Sum();

    private static int Sign(BinaryExample row) => row.Label ? 1 : -1;
}
