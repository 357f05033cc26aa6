using Microsoft.ML;
using static MLExtensions.MulticlassMetric;
using static MLExtensions.RegressionMetric;
using static MLExtensions.Tests.Tuning.Verdicts.Families.FamilySweeps;

namespace MLExtensions.Tests.Tuning.Verdicts.Families;

/// <summary>Families of nearest neighbors.</summary>
internal static class NeighborFamilies
{
    private static readonly SweepParameter<int> _many = K(1, 3, 7, 15, 31, 61, 200, 400);
    private static readonly SweepParameter<int> _some = K(1, 3, 9, 25, 60, 150);
    private static readonly SweepParameter<int> _few = K(1, 3, 9, 31, 61);

    public static IReadOnlyList<VerdictFamily> All { get; } =
    [
        .. Classes("neighbors, 30 % of labels wrong, 800 × 3, k = 1", [MicroAccuracy], Wrong, KNearest(_many), SweepSearch.Grid(_many), At(_many, 1), [O], [U, A, X]),
        .. Classes("neighbors, 30 % of labels wrong, 800 × 3, k = 400", [MicroAccuracy], Wrong, KNearest(_many), SweepSearch.Grid(_many), At(_many, 400), [U], [O, A]),
        .. Numbers("neighbors of a wave, 300 × 2, k = 1", [RootMeanSquaredError, RSquared], Wave, KNearestNumbers(_some), SweepSearch.Grid(_some), At(_some, 1), [O], [U, A]),

        .. Classes("neighbors weighted by distance, 30 % of labels wrong, 800 × 3, k = 1", [MicroAccuracy, MacroAccuracy], Wrong, KNearest(_few, NeighborWeights.InverseDistance), SweepSearch.Grid(_few), At(_few, 1), [O], [U, A]),
        .. Classes("neighbors, noise, 300 × 3, k = 1", [MicroAccuracy, MacroAccuracy], s => new FamilyData(s).ClassNoise(300, 3, 1, 1), KNearest(_few), SweepSearch.Grid(_few), At(_few, 1), [O, X], [U, A, M]),

        .. Classes("neighbors, 20 % of labels wrong, three classes, 400 × 2, k = 1", [MacroAccuracy], s => new FamilyData(s).Clusters(400, 2, [1, 1, 1], 3, 0.3), KNearest(_some), SweepSearch.Grid(_some), At(_some, 1), [O], [U, A]),
        .. Numbers("neighbors of a wave, 300 × 2, k = 150", [MeanAbsoluteError, RSquared], Wave, KNearestNumbers(_some), SweepSearch.Grid(_some), At(_some, 150), [U], [O, A]),
        .. Classes("neighbors, 10 % of labels wrong, 1000 × 2, best", [MicroAccuracy], s => new FamilyData(s).Clusters(1000, 2, [1, 1], 4, 0.2, 2), KNearest(_some), SweepSearch.Grid(_some), Best, [A, M], [U, O]),
    ];

    private static IDataView Wrong(int seed) => new FamilyData(seed).Clusters(800, 3, [0.5, 0.5], 4, 0.6, 4);

    private static IDataView Wave(int seed) => new FamilyData(seed).NumbersOfCube(300, 2, x => Math.Sin(3 * x[0]) + x[1], 0.7);
}
