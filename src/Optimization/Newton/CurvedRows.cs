using System.Numerics.Tensors;

namespace MLExtensions.Optimization.Newton;

/// <summary>The examples whose curvature matters to a step.</summary>
internal static class CurvedRows
{
    /// <summary>Those whose curvature is below this share of the mean do not.</summary>
    private const double NegligibleCurvature = 1e-6;

    /// <param name="curvatures">The curvature of each example.</param>
    public static int[] Of(ReadOnlySpan<double> curvatures)
    {
        double least = NegligibleCurvature * TensorPrimitives.Sum(curvatures) / curvatures.Length;
        var rows = new List<int>();
        for (int i = 0; i < curvatures.Length; i++)
            if (curvatures[i] > least)
                rows.Add(i);
        return [.. rows];
    }
}
