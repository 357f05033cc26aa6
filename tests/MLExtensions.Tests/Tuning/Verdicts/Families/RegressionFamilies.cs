using Microsoft.ML;
using static MLExtensions.RegressionMetric;
using static MLExtensions.Tests.Tuning.Verdicts.Families.FamilySweeps;

namespace MLExtensions.Tests.Tuning.Verdicts.Families;

/// <summary>Families of ridge regression.</summary>
internal static class RegressionFamilies
{
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 12);
    private static readonly SweepParameter<int> _lowDegree = SweepParameter.Degree(1, 4);
    private static readonly SweepParameter<float> _wide = SweepParameter.L2Regularization(1e-4f, 1e6f, count: 11);
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(1e-3f, 1e3f, count: 7);
    private static readonly SweepParameter<float> _onlyLarge = SweepParameter.L2Regularization(1e4f, 1e6f, count: 5);

    public static IReadOnlyList<VerdictFamily> All { get; } =
    [
        .. Numbers("wave, 60 points, degree 1 of 1 to 12", [RootMeanSquaredError, RSquared], s => Wave(s, 60), Ridge(_degree), SweepSearch.Grid(_degree), At(_degree, 1), [U], [O, A]),
        .. Numbers("wave, 60 points, degree 3 of 1 to 12", [RootMeanSquaredError, RSquared], s => Wave(s, 60), Ridge(_degree), SweepSearch.Grid(_degree), At(_degree, 3), [A], [U, O]),
        .. Numbers("weak signal, 80 × 60, λ = 1e-4 of 1e-4 to 1e6", [RootMeanSquaredError, RSquared], s => Linear(s, 80, 60, 1), Ridge(_wide), SweepSearch.Grid(_wide), At(_wide, 1e-4f), [O], [U, A]),

        .. Numbers("wave, 25 points, degree 12 of 1 to 12", [RootMeanSquaredError, MeanAbsoluteError], s => Wave(s, 25), Ridge(_degree), SweepSearch.Grid(_degree), At(_degree, 12), [O], [U, A]),
        .. Numbers("square, 200 × 2, degree 1 of 1 to 4", [MeanAbsoluteError, RSquared], Square, Ridge(_lowDegree), SweepSearch.Grid(_lowDegree), At(_lowDegree, 1), [U], [O, A]),
        .. Numbers("square, 200 × 2, degree 2 of 1 to 4", [RootMeanSquaredError, MeanSquaredError], Square, Ridge(_lowDegree), SweepSearch.Grid(_lowDegree), At(_lowDegree, 2), [A], [U, O]),
        .. Numbers("linear truth, 500 × 5, λ = 1e6 of 1e-4 to 1e6", [RootMeanSquaredError, RSquared], s => Linear(s, 500, 5, 2), Ridge(_wide), SweepSearch.Grid(_wide), At(_wide, 1e6f), [U], [O, A]),
        .. Numbers("linear truth, 500 × 5, best of 1e4 to 1e6", [RootMeanSquaredError, RSquared], s => Linear(s, 500, 5, 2), Ridge(_onlyLarge), SweepSearch.Grid(_onlyLarge), Best, [U], [O, A, M]),
        .. Numbers("linear truth, 300 × 5, best", [RootMeanSquaredError, MeanAbsoluteError], s => Linear(s, 300, 5, 2), Ridge(_lambda), SweepSearch.Grid(_lambda), Best, [A], [U, O]),
        .. Numbers("noise, 200 × 5, best", [RootMeanSquaredError, RSquared], s => Linear(s, 200, 5, 0), Ridge(_lambda), SweepSearch.Grid(_lambda), Best, [X], [U, O, A, M]),

        .. Numbers("weak signal, 60 × 100, λ = 1e-4 of 1e-4 to 1e6", [RootMeanSquaredError, MeanAbsoluteError], s => Linear(s, 60, 100, 1), Ridge(_wide), SweepSearch.Grid(_wide), At(_wide, 1e-4f), [O], [U, A]),
        .. Numbers("two waves, 120 points, degree 2 of 1 to 12", [RootMeanSquaredError, MeanSquaredError], s => new FamilyData(s).NumbersOfCube(120, 1, x => Math.Sin(6.28 * x[0]), 0.3), Ridge(_degree), SweepSearch.Grid(_degree), At(_degree, 2), [U], [O, A]),
        .. Numbers("linear truth, 1000 × 20, simplest", [RSquared, MeanAbsoluteError], s => Linear(s, 1000, 20, 1.5), Ridge(_lambda), SweepSearch.Grid(_lambda), Simplest, [A], [U, O]),
        .. Numbers("noise of heavy tails, 200 × 4, best", [MeanAbsoluteError, RootMeanSquaredError], s => new FamilyData(s).HeavyNoise(200, 4), Ridge(_lambda), SweepSearch.Grid(_lambda), Best, [X], [U, O, A, M]),
    ];

    private static IDataView Wave(int seed, int points) => new FamilyData(seed).NumbersOfCube(points, 1, x => Math.Sin(3.14 * x[0]), 0.3);

    private static IDataView Square(int seed) => new FamilyData(seed).NumbersOfCube(200, 2, x => 2 * x[0] * x[0] + x[1], 0.3);

    private static IDataView Linear(int seed, int rows, int columns, double norm) =>
        new FamilyData(seed).Numbers(rows, columns, norm == 0 ? _ => 0 : FamilyData.Linear(seed, columns, norm), 1);
}
