namespace MLExtensions.Tests.Trainers.Invariants;

/// <summary>
/// The minimum lies in the span of the centered training rows, W = AᵀX_c, whatever the loss: what lies outside of it costs
/// λ‖W‖² and changes no difference of scores.
/// </summary>
[TestClass]
public class SpanTests
{
    [TestMethod]
    [EachLinearTrainer]
    public void Weights_have_no_part_outside_the_span_of_the_centered_rows(LinearTrainer trainer) => Property.Holds(
        60, firstSeed: 1000, seed => InvariantProblems.Draw(trainer, seed), problem =>
        {
            PlainModel model = Training.Fit(problem);
            var rounding = new SpanRounding(problem, model);
            return [new Miss("‖W outside the span‖", rounding.Outside, rounding.OfAll)];
        });

    [TestMethod]
    [EachLinearTrainer]
    public void Stacked_weights_have_no_part_outside_the_span_of_the_centered_rows(LinearTrainer trainer) => Property.Holds(
        18, firstSeed: 1500, seed => InvariantProblems.Draw(trainer, seed), problem =>
            Training.FitAll(problem, [1e-6f, problem.Lambda, 1e6f]).Select(model =>
            {
                var rounding = new SpanRounding(problem, model);
                return new Miss("‖W outside the span‖", rounding.Outside, rounding.OfAll);
            }));

    [TestMethod]
    [EachLinearTrainer]
    public void Equal_columns_get_equal_weights(LinearTrainer trainer) => Property.Holds(
        36, firstSeed: 2000, seed => Twice(InvariantProblems.Draw(trainer, seed)), problem =>
        {
            PlainModel model = Training.Fit(problem);
            double difference = model.Weights.Max(row => Math.Abs(row[0] - row[^1]));
            return [new Miss("difference of weights", difference, 2 * new SpanRounding(problem, model).OfColumn(0))];
        });

    /// <summary>The first column once more, behind the last.</summary>
    private static InvariantProblem Twice(InvariantProblem problem) => problem.Map(row => [.. row, row[0]]);
}
