using System.Numerics.Tensors;
using MLExtensions.Threading;

namespace MLExtensions.Optimization.Designs;

/// <summary>The products of the examples less their mean, (xᵢ − x̄)ᵀ(xⱼ − x̄), and their factor.</summary>
internal static class CenteredProducts
{
    /// <summary>The share of a squared length below which what is left of it cannot be told from rounding.</summary>
    private const double Negligible = 1e-12;

    /// <summary>
    /// The same of a length from 0, and not from the mean, for each of the examples that may have to be combined to tell.
    /// </summary>
    private const double Rounding = 1e-15;

    /// <summary>Factorizes them; one example always depends on the others.</summary>
    public static RowFactor Factorize(DesignMatrix design, Workers workers)
    {
        int rows = design.Rows;
        var products = new double[rows * rows];
        design.RowProducts(products, workers);
        double[] negligible = [.. Enumerable.Range(0, rows).Select(i => Rounding * rows * products[i * (rows + 1)])];

        // Twice, since what the mean is off by the first time the examples have in common.
        Center(products, rows);
        Center(products, rows);
        for (int i = 0; i < rows; i++)
            negligible[i] = Math.Max(negligible[i], Negligible * products[i * (rows + 1)]);
        return RowFactor.Of(products, rows, negligible, rows - 1, workers);
    }

    /// <summary>Makes products of examples those of examples less their mean; the lower triangle.</summary>
    private static void Center(double[] products, int order)
    {
        var means = new double[order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < i; j++)
            {
                means[i] += products[i * order + j];
                means[j] += products[i * order + j];
            }

            means[i] += products[i * order + i];
        }

        TensorPrimitives.Divide(means, order, means);
        double mean = TensorPrimitives.Sum<double>(means) / order;
        for (int i = 0; i < order; i++)
        {
            Span<double> row = products.AsSpan(i * order, i + 1);
            TensorPrimitives.Subtract(row, means.AsSpan(0, i + 1), row);
            TensorPrimitives.Add(row, mean - means[i], row);
        }
    }
}
