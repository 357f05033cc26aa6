namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>What columns that say nothing new do to a model: nothing.</summary>
[TestClass]
public class ColumnTests
{
    private static readonly float _half = (float)Math.Sqrt(0.5);

    [TestMethod]
    [EachLinearTrainer]
    public void A_column_of_zeros_gets_no_weight_and_changes_nothing(LinearTrainer trainer) => Property.Holds(
        36, firstSeed: 3000, seed => InvariantProblems.Draw(trainer, seed), problem =>
        {
            var optimum = new Optimum(problem);
            PlainModel wider = Training.Fit(problem.Map(row => [row[0], 0, .. row[1..]]));
            double weight = wider.Weights.Max(row => Math.Abs(row[1]));
            return Equality.Of(optimum, Training.Fit(problem), optimum, wider.Map(row => [row[0], .. row[2..]]))
                .Append(new Miss("weight of the column of zeros", weight, 0));
        });

    [TestMethod]
    [EachLinearTrainer]
    public void Two_copies_of_a_column_over_root_two_share_its_weight(LinearTrainer trainer) => Property.Holds(
        36, firstSeed: 4000, seed => InvariantProblems.Draw(trainer, seed), problem =>
        {
            InvariantProblem split = problem.Map(row => [_half * row[0], .. row[1..], _half * row[0]]);
            PlainModel model = Training.Fit(split);
            PlainModel joined = model.Map(row => [_half * (row[0] + row[^1]), .. row[1..^1]]);
            double difference = model.Weights.Max(row => Math.Abs(row[0] - row[^1]));

            // The quotients are rounded, too.
            return Equality.Of(new Optimum(problem, roundings: 2), Training.Fit(problem), new Optimum(split, roundings: 2), joined)
                .Append(new Miss("difference of weights", difference, 2 * new SpanRounding(split, model).OfColumn(0)));
        });
}
