namespace MLExtensions.Reference;

/// <summary>λ‖W‖² + Σᵢ ℓ(W xᵢ + b, yᵢ) in double precision, written plainly and apart from the code under test.</summary>
public static class ObjectiveValue
{
    public static double Of(ReferenceOptimum optimum, ReferenceData data, double[][] weights, double[] biases)
    {
        double value = optimum.Penalty * weights.Sum(row => row.Sum(w => w * w));
        var scores = new double[biases.Length];
        for (int i = 0; i < data.Rows; i++)
        {
            Score(data, i, weights, biases, scores);
            value += Loss(optimum.Objective, data, i, scores);
        }

        return value;
    }

    /// <summary>Two classes with half of one vector each, whose difference scores rows as the vector does.</summary>
    public static (double[][] Weights, double[] Biases) Halves(IEnumerable<float> weights, float bias)
    {
        double[] half = [.. weights.Select(w => w / 2.0)];
        return ([Array.ConvertAll(half, w => -w), half], [-bias / 2.0, bias / 2.0]);
    }

    /// <summary>F at W = 0, b = 0.</summary>
    public static double OfZero(ReferenceOptimum optimum, ReferenceData data)
    {
        var scores = new double[data.Classes];
        return Enumerable.Range(0, data.Rows).Sum(i => Loss(optimum.Objective, data, i, scores));
    }

    /// <summary>The fraction of rows whose highest score is that of their label.</summary>
    public static double Accuracy(ReferenceData data, double[][] weights, double[] biases)
    {
        int right = 0;
        var scores = new double[biases.Length];
        for (int i = 0; i < data.Rows; i++)
        {
            Score(data, i, weights, biases, scores);
            right += Array.IndexOf(scores, scores.Max()) == data.Labels[i] ? 1 : 0;
        }

        return (double)right / data.Rows;
    }

    /// <summary>−log softmax(s)[label], accurate however near to 0.</summary>
    public static double Softmax(double[] scores, int label)
    {
        int first = Array.IndexOf(scores, scores.Max());
        double others = 0;
        for (int k = 0; k < scores.Length; k++)
            others += k == first ? 0 : Math.Exp(scores[k] - scores[first]);
        return LogOnePlus(others) + (scores[first] - scores[label]);
    }

    /// <summary>Σ_{k ≠ label} max(0, sₖ − s_label + margin).</summary>
    public static double Hinge(double[] scores, int label, double margin = 1) =>
        scores.Where((_, k) => k != label).Sum(s => Math.Max(0, s - scores[label] + margin));

    /// <summary>W x + b of a row.</summary>
    public static void Score(ReferenceData data, int row, double[][] weights, double[] biases, double[] scores)
    {
        ReadOnlySpan<float> values = data.Features[row].GetValues();
        ReadOnlySpan<int> indices = data.Features[row].GetIndices();
        for (int k = 0; k < scores.Length; k++)
        {
            double score = biases[k];
            for (int entry = 0; entry < values.Length; entry++)
                score += weights[k][indices.IsEmpty ? entry : indices[entry]] * values[entry];
            scores[k] = score;
        }
    }

    private static double Loss(ReferenceObjective objective, ReferenceData data, int row, double[] scores) => objective switch
    {
        ReferenceObjective.Softmax or ReferenceObjective.Logistic => Softmax(scores, data.Labels[row]),
        ReferenceObjective.Svm or ReferenceObjective.Hinge => Hinge(scores, data.Labels[row]),
        _ => scores.Select((s, k) => data.Target(row, k) - s).Sum(error => error * error),
    };

    /// <summary>log(1 + x): where x vanishes beside 1, what is lost of it is made up for (Goldberg, ACM Computing Surveys 23, 1991).</summary>
    private static double LogOnePlus(double x) => 1 + x == 1 ? x : x * Math.Log(1 + x) / (1 + x - 1);
}
