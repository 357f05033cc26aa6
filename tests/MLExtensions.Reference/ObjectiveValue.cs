namespace MLExtensions.Reference;

/// <summary>λ‖W‖² + Σᵢ ℓ(W xᵢ + b, yᵢ) in double precision, written plainly and apart from the code under test.</summary>
public static class ObjectiveValue
{
    public static double Of(ReferenceOptimum optimum, ReferenceData data, double[][] weights, double[] biases)
    {
        double value = optimum.Lambda * weights.Sum(row => row.Sum(w => w * w));
        var scores = new double[biases.Length];
        for (int i = 0; i < data.Rows; i++)
        {
            for (int k = 0; k < scores.Length; k++)
            {
                scores[k] = biases[k];
                foreach (KeyValuePair<int, float> entry in data.Features[i].Items())
                    scores[k] += weights[k][entry.Key] * entry.Value;
            }

            value += optimum.Objective switch
            {
                ReferenceObjective.Softmax => Softmax(scores, data.Labels[i]),
                ReferenceObjective.Svm => Hinge(scores, data.Labels[i]),
                _ => Squared(scores, data.Labels[i]),
            };
        }

        return value;
    }

    /// <summary>−log softmax(s)[label].</summary>
    public static double Softmax(double[] scores, int label)
    {
        double max = scores.Max();
        return Math.Log(scores.Sum(s => Math.Exp(s - max))) + max - scores[label];
    }

    /// <summary>Σ_{k ≠ label} max(0, sₖ − s_label + margin).</summary>
    public static double Hinge(double[] scores, int label, double margin = 1) =>
        scores.Where((_, k) => k != label).Sum(s => Math.Max(0, s - scores[label] + margin));

    private static double Squared(double[] scores, int label) =>
        scores.Select((s, k) => (k == label ? 1 : 0) - s).Sum(error => error * error);
}
