using CsCheck;
using MLExtensions.Tuning.Metrics;
using MLExtensions.Tuning.Trials;

namespace MLExtensions.Tests.Tuning.Trials;

[TestClass]
public class OneStandardErrorRuleTests
{
    private static readonly SweepParameter<float> _lambda = SweepParameter.L2Regularization(0.1f, 10f, count: 3);
    private static readonly SweepParameter<int> _degree = SweepParameter.Degree(1, 3);
    private static readonly SweepParameter<int> _neighbors = SweepParameter.Linear("neighbors", 1, 9, 3, Simpler.Larger);
    private static readonly SweepParameter<string> _kind = SweepParameter.Choices("kind", ["a", "b"]);

    [TestMethod]
    public void Of_trials_within_one_standard_error_the_larger_lambda_is_taken()
    {
        // The best is at 0.80 ± 0.01: 0.795 is within, 0.785 is not.
        AssertSimplest(1f, _lambda, (0.1f, Around(0.80)), (1f, Around(0.795)), (10f, Around(0.785)));
        AssertSimplest(0.1f, _lambda, (0.1f, Around(0.80)), (1f, Around(0.785)), (10f, Around(0.785)));
    }

    [TestMethod]
    public void The_lower_degree_and_the_larger_number_of_neighbors_are_taken()
    {
        AssertSimplest(1, _degree, (1, Around(0.795)), (2, Around(0.795)), (3, Around(0.80)));
        AssertSimplest(9, _neighbors, (1, Around(0.80)), (5, Around(0.795)), (9, Around(0.795)));
    }

    [TestMethod]
    public void Never_the_less_simple_nor_another_of_those_without_a_direction()
    {
        AssertSimplest(10f, _lambda, (0.1f, Around(0.80)), (1f, Around(0.80)), (10f, Around(0.801)));
        AssertSimplest(1, _degree, (1, Around(0.801)), (2, Around(0.80)), (3, Around(0.80)));
        AssertSimplest("b", _kind, ("a", Around(0.80)), ("b", Around(0.801)));
    }

    [TestMethod]
    public void The_parameter_named_first_counts_most()
    {
        SweepTrial best = Trial(1, 0.1f, 3, 0.80);
        SweepTrial[] trials = [best, Trial(2, 10f, 2, 0.795), Trial(3, 1f, 1, 0.795), Trial(4, 10f, 3, 0.799)];

        Assert.AreEqual(2, Rule(best, trials, _lambda, _degree).Number);
        Assert.AreEqual(3, Rule(best, trials, _degree, _lambda).Number);

        static SweepTrial Trial(int number, float lambda, int degree, double score) =>
            MadeUpTrials.Trial(number, ParameterValues.None.With(_lambda, lambda).With(_degree, degree), Around(score));
    }

    [TestMethod]
    public void Of_equally_simple_trials_the_better_is_taken()
    {
        SweepTrial best = MadeUpTrials.Trial(1, ParameterValues.None.With(_lambda, 0.1f).With(_kind, "a"), Around(0.80));
        SweepTrial second = MadeUpTrials.Trial(2, ParameterValues.None.With(_lambda, 10f).With(_kind, "a"), Around(0.793));
        SweepTrial third = MadeUpTrials.Trial(3, ParameterValues.None.With(_lambda, 10f).With(_kind, "b"), Around(0.797));
        Assert.AreEqual(3, Rule(best, TrialOrder.Ranked([second, third, best], MadeUpTrials.Accuracy), _lambda, _kind).Number);
    }

    [TestMethod]
    public void With_one_fold_only_what_is_as_good_will_do()
    {
        SweepTrial best = MadeUpTrials.Trial(1, ParameterValues.None.With(_lambda, 0.1f), 0.8);
        SweepTrial same = MadeUpTrials.Trial(2, ParameterValues.None.With(_lambda, 1f), 0.8);
        SweepTrial worse = MadeUpTrials.Trial(3, ParameterValues.None.With(_lambda, 10f), 0.7999);
        Assert.AreEqual(2, Rule(best, [best, same, worse], _lambda).Number);
    }

    [TestMethod]
    public void It_is_never_a_model_that_has_learnt_nothing()
    {
        // The folds differ by more than the best is better than a guess, and yet it is better on each.
        double[] guess = [0.60, 0.70, 0.50, 0.65, 0.55];
        SweepTrial best = Trial(1, 0.1f, 0.02), half = Trial(2, 1f, 0.011), none = Trial(3, 10f, 0);
        Assert.IsGreaterThan(0.02, best.Validation.StandardError);
        Assert.AreEqual(2, Rule(best, [best, half, none], _lambda).Number);

        SweepTrial Trial(int number, float lambda, double gain) => new(
            new TrialPlan(number, ParameterValues.None.With(_lambda, lambda)),
            [.. guess.Select(score => new FitOutcome(new MetricValue(score + gain), new MetricValue(score + gain), new MetricValue(score), 10, TimeSpan.Zero))]);
    }

    [TestMethod]
    public void Trials_that_failed_or_saw_fewer_rows_are_no_candidates()
    {
        SweepTrial best = MadeUpTrials.Trial(1, ParameterValues.None.With(_lambda, 0.1f), Around(0.8));
        SweepTrial fewer = MadeUpTrials.Trial(new TrialPlan(2, ParameterValues.None.With(_lambda, 1f), Share: 0.5), Around(0.9));
        SweepTrial failed = MadeUpTrials.Failed(new TrialPlan(3, ParameterValues.None.With(_lambda, 10f)));
        Assert.AreEqual(1, Rule(best, [best, fewer, failed], _lambda).Number);
    }

    [TestMethod]
    public void The_choice_is_within_one_standard_error_and_as_simple_as_the_best_by_every_parameter() =>
        Gen.Select(Gen.Double[0, 0.1].Array[27 * 4], Gen.Bool).Sample((noise, isLoss) =>
        {
            MulticlassScorer scorer = isLoss ? MadeUpTrials.LogLoss : MadeUpTrials.Accuracy;
            SweepParameter[] parameters = [_lambda, _degree, _neighbors];
            List<SweepTrial> made = [];
            foreach (float lambda in _lambda.Grid)
                foreach (int degree in _degree.Grid)
                    foreach (int neighbors in _neighbors.Grid)
                        made.Add(MadeUpTrials.Trial(
                            made.Count + 1,
                            ParameterValues.None.With(_lambda, lambda).With(_degree, degree).With(_neighbors, neighbors),
                            noise[(4 * made.Count)..(4 * made.Count + 4)]));
            IReadOnlyList<SweepTrial> trials = TrialOrder.Ranked(made, scorer);
            SweepTrial best = trials[0];
            SweepTrial chosen = OneStandardErrorRule.Simplest(best, trials, parameters, scorer);

            SweepTrial[] allowed = [.. trials.Where(trial =>
                scorer.Gain(best.Validation.Mean, trial.Validation.Mean) <= best.Validation.StandardError
                && trial.Values.Get(_lambda) >= best.Values.Get(_lambda)
                && trial.Values.Get(_degree) <= best.Values.Get(_degree)
                && trial.Values.Get(_neighbors) >= best.Values.Get(_neighbors))];
            CollectionAssert.Contains(allowed, chosen);
            foreach (SweepTrial trial in allowed)
                Assert.IsGreaterThanOrEqualTo(0, Rank(chosen).CompareTo(Rank(trial)), $"{chosen} was taken, and not {trial}");
        });

    private static (float, int, int) Rank(SweepTrial trial) =>
        (trial.Values.Get(_lambda), -trial.Values.Get(_degree), trial.Values.Get(_neighbors));

    private static void AssertSimplest<T>(T expected, SweepParameter<T> parameter, params (T Value, double[] Folds)[] scores)
        where T : notnull
    {
        SweepTrial[] made = [.. scores.Select((score, i) => MadeUpTrials.Trial(i + 1, ParameterValues.None.With(parameter, score.Value), score.Folds))];
        IReadOnlyList<SweepTrial> trials = TrialOrder.Ranked(made, MadeUpTrials.Accuracy);
        Assert.AreEqual(expected, Rule(trials[0], trials, parameter).Values.Get(parameter));
    }

    private static SweepTrial Rule(SweepTrial best, IReadOnlyList<SweepTrial> trials, params SweepParameter[] parameters) =>
        OneStandardErrorRule.Simplest(best, trials, parameters, MadeUpTrials.Accuracy);

    /// <summary>Four scores with this mean, and 0.01 for their standard error.</summary>
    private static double[] Around(double mean)
    {
        double distance = 0.01 * Math.Sqrt(3);
        return [mean - distance, mean - distance, mean + distance, mean + distance];
    }
}
