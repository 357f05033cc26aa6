using static MLExtensions.MulticlassMetric;
using static MLExtensions.Tests.Tuning.Verdicts.Families.FamilySweeps;

namespace MLExtensions.Tests.Tuning.Verdicts.Families;

/// <summary>Families whose candidates become fewer while rows become more.</summary>
internal static class HalvingFamilies
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(1e-2f, 1e4f, count: 9);

    public static IReadOnlyList<VerdictFamily> All { get; } =
    [
        .. Halved(400, 40, 1, LogLoss),
        .. Halved(300, 20, 1.5, MicroAccuracy),
    ];

    private static IEnumerable<VerdictFamily> Halved(int rows, int columns, double weight, MulticlassMetric metric) => Classes(
        $"two features of {columns} count, {rows} rows, best after halving", [metric],
        seed => new FamilyData(seed).Logistic(rows, columns, x => weight * (x[0] + x[1])),
        Softmax(_lambda), SweepSearch.SuccessiveHalving(SweepSearch.Grid(_lambda)), Best, [A, M, X], [U, O]);
}
