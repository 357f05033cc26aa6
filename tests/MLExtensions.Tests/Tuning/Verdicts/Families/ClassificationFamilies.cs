using Microsoft.ML;
using static MLExtensions.MulticlassMetric;
using static MLExtensions.Tests.Tuning.Verdicts.Families.FamilySweeps;

namespace MLExtensions.Tests.Tuning.Verdicts.Families;

/// <summary>Families of linear classifiers.</summary>
internal static class ClassificationFamilies
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(1e-3f, 1e3f, count: 7);
    private static readonly SweepParameter<float> _three = SweepParameter.L2Regularization(1e-1f, 1e1f, count: 3);
    private static readonly SweepParameter<float> _wide = SweepParameter.L2Regularization(1e-6f, 1e4f, count: 11);
    private static readonly SweepParameter<float> _huge = SweepParameter.L2Regularization(1e-2f, 1e6f, count: 9);
    private static readonly SweepParameter<float> _onlyHuge = SweepParameter.L2Regularization(1e5f, 1e7f, count: 3);
    private static readonly SweepParameter<float> _onlyLarge = SweepParameter.L2Regularization(1e4f, 1e6f, count: 5);
    private static readonly SweepParameter<float> _tiny = SweepParameter.L2Regularization(1e-7f, 1e-4f, count: 4);
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 3);
    private static readonly double[] _skewed = [0.6, 0.3, 0.1];

    public static IReadOnlyList<VerdictFamily> All { get; } =
    [
        .. Classes("linear truth, 2000 × 10, λ of the best", [MicroAccuracy, LogLoss], s => Linear(s, 2000, 10, 3), Softmax(_lambda), SweepSearch.Grid(_lambda), Best, [A], [U, O]),
        .. Classes("linear truth, 2000 × 10, λ of the simplest", [MicroAccuracy, LogLoss], s => Linear(s, 2000, 10, 3), Softmax(_lambda), SweepSearch.Grid(_lambda), Simplest, [A], [U, O]),
        .. Classes("cubic truth, 1000 × 3, degree 1 of 1 to 3", [MicroAccuracy, LogLoss],
            s => new FamilyData(s).Logistic(1000, 3, x => 3 * (x[0] * x[1] + x[2] * x[2] * x[2] - 2 * x[2] + x[0] * x[1] * x[2])),
            Softmax(_degree, _three), SweepSearch.Grid(_degree, _three), At(_degree, 1), [U], [O, A]),
        .. Classes("weak signal, 80 × 60, λ = 1e-6 of 1e-6 to 1e4", [MicroAccuracy, LogLoss], s => Linear(s, 80, 60, 1.5), Softmax(_wide), SweepSearch.Grid(_wide), At(_wide, 1e-6f), [O], [U, A]),
        .. Classes("three skewed clusters, 1000 × 5, λ = 1e6 of 0.01 to 1e6", [MicroAccuracy, LogLoss], Skewed, Softmax(_huge), SweepSearch.Grid(_huge), At(_huge, 1e6f), [U], [O, A]),
        .. Classes("three skewed clusters, 1000 × 5, best of 1e5 to 1e7", [MicroAccuracy, LogLoss], Skewed, Softmax(_onlyHuge), SweepSearch.Grid(_onlyHuge), Best, [U], [O, A, M]),
        .. Classes("noise, 500 × 10, best", [MicroAccuracy, LogLoss], Noise, Softmax(_lambda), SweepSearch.Grid(_lambda), Best, [X], [U, O, A, M]),
        .. Classes("noise, 500 × 10, λ = 1", [MicroAccuracy, LogLoss], Noise, Softmax(_lambda), SweepSearch.Grid(_lambda), At(_lambda, 1f), [X, O], [U, A, M]),
        .. Classes("linear truth, 30 × 2, best", [MicroAccuracy, LogLoss], s => Linear(s, 30, 2, 4), Softmax(_lambda), SweepSearch.Grid(_lambda), Best, [A, X, M], [U, O]),

        // The widest margin is about as good here as any other: it is learnt by heart, and whether a larger λ is better the rows may not tell.
        .. Classes("support vector machine, 100 × 60, λ = 1e-6 of 1e-6 to 1e4", [MicroAccuracy, MacroAccuracy], s => Linear(s, 100, 60, 2), Svm(_wide), SweepSearch.Grid(_wide), At(_wide, 1e-6f), [O, M, X], [U, A]),
        .. Classes("support vector machine, linear truth, 1000 × 5, best", [MicroAccuracy, MacroAccuracy], s => Linear(s, 1000, 5, 8), Svm(_lambda), SweepSearch.Grid(_lambda), Best, [A], [U, O]),
        .. Classes("linear truth, 100 × 5, degree 3 of 1 to 3, λ = 0.001", [LogLoss, LogLossReduction], s => Linear(s, 100, 5, 2), Softmax(_degree, _lambda), SweepSearch.Grid(_degree, _lambda),
            result => result.Trials.First(trial => trial.Values.Get(_degree) == 3 && trial.Values.Get(_lambda) == 1e-3f), [O], [U, A]),
        .. Classes("ring, 300 × 2, degree 1 of 1 to 3", [MacroAccuracy, LogLossReduction], s => new FamilyData(s).Logistic(300, 2, x => 3 * (x[0] * x[0] + x[1] * x[1]) - 4.5),
            Softmax(_degree, _three), SweepSearch.Grid(_degree, _three), At(_degree, 1), [U], [O, A]),
        .. Classes("five clusters, 600 × 8, best", [MicroAccuracy, MacroAccuracy, LogLoss], s => new FamilyData(s).Clusters(600, 8, [1, 1, 1, 1, 1], 1.2), Softmax(_lambda), SweepSearch.Grid(_lambda), Best, [A], [U, O]),
        .. Classes("skewed noise, 500 × 5, best", [MicroAccuracy, MacroAccuracy, LogLoss], s => new FamilyData(s).ClassNoise(500, 5, 0.9, 0.1), Softmax(_lambda), SweepSearch.Grid(_lambda), Best, [X], [U, O, A, M]),
        .. Classes("weak signal, 80 × 60, best of 1e-7 to 1e-4", [LogLoss, LogLossReduction], s => Linear(s, 80, 60, 1.5), Softmax(_tiny), SweepSearch.Grid(_tiny), Best, [O], [U, A]),

        .. Classes("three weak clusters, 60 × 40, λ = 1e-6 of 1e-6 to 1e4", [LogLoss, MicroAccuracy], s => new FamilyData(s).Clusters(60, 40, [1, 1, 1], 0.2), Softmax(_wide), SweepSearch.Grid(_wide), At(_wide, 1e-6f), [O], [U, A]),
        .. Classes("exclusive or, 500 × 2, degree 1 of 1 to 3", [MicroAccuracy, LogLossReduction], s => new FamilyData(s).Logistic(500, 2, x => 5 * x[0] * x[1]), Softmax(_degree, _three), SweepSearch.Grid(_degree, _three), At(_degree, 1), [U], [O, A]),
        .. Classes("four clusters, 800 × 4, best of 1e4 to 1e6", [LogLoss, MacroAccuracy], s => new FamilyData(s).Clusters(800, 4, [4, 3, 2, 1], 1), Softmax(_onlyLarge), SweepSearch.Grid(_onlyLarge), Best, [U], [O, A, M]),
        .. Classes("four clusters, 1500 × 6, simplest", [LogLoss, MacroAccuracy], s => new FamilyData(s).Clusters(1500, 6, [4, 3, 2, 1], 1), Softmax(_lambda), SweepSearch.Grid(_lambda), Simplest, [A], [U, O]),
        .. Classes("noise of five classes, 300 × 6, best", [MicroAccuracy, LogLoss], s => new FamilyData(s).ClassNoise(300, 6, 1, 1, 1, 1, 1), Softmax(_lambda), SweepSearch.Grid(_lambda), Best, [X], [U, O, A, M]),
    ];

    private static IDataView Linear(int seed, int rows, int columns, double norm) =>
        new FamilyData(seed).Logistic(rows, columns, FamilyData.Linear(seed, columns, norm));

    private static IDataView Skewed(int seed) => new FamilyData(seed).Clusters(1000, 5, _skewed, 1.5);

    private static IDataView Noise(int seed) => new FamilyData(seed).ClassNoise(500, 10, 1, 1);
}
