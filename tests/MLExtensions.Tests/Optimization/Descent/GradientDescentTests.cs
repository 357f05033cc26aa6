using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Objectives;
using MLExtensions.Optimization.Problem;
using MLExtensions.Tests.Optimization.Linear;

namespace MLExtensions.Tests.Optimization.Descent;

[TestClass]
public class GradientDescentTests
{
    private const int Rows = 60;
    private const int BatchSize = 10;
    private const int Epochs = 5;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void The_tail_average_is_the_mean_of_the_last_parameters(bool sparse)
    {
        LinearObjective<int> objective = Objective(sparse);
        var path = new List<float[]>();
        float[] last = new float[objective.Dimension];
        Descent(new Recorder(UpdateRule.GradientStep(), () => path.Add([.. last])), averagedShare: 0).Minimize(objective, last);
        path.Add(last);

        // x₀ and those after each of the 30 steps; 0.4 of these are the last 12.
        Assert.HasCount(1 + Epochs * Rows / BatchSize, path);
        float[] average = new float[objective.Dimension];
        Descent(UpdateRule.GradientStep(), averagedShare: 0.4).Minimize(objective, average);
        for (int i = 0; i < average.Length; i++)
            Assert.AreEqual(path.TakeLast(12).Average(x => (double)x[i]), average[i], 1e-6, $"parameter {i}");
    }

    [TestMethod]
    public void Averaging_the_tail_comes_closer_than_the_last_of_constant_steps()
    {
        LinearObjective<int> objective = Objective(sparse: false);
        Assert.IsLessThan(Reached(averagedShare: 0), Reached(averagedShare: 0.5));

        double Reached(double averagedShare)
        {
            float[] x = new float[objective.Dimension];
            new GradientDescent<float>(UpdateRule.GradientStep(), StepSchedule.Constant())
            {
                LearningRate = 1,
                Epochs = 50,
                BatchSize = 4,
                AveragedShare = averagedShare,
            }.Minimize(objective, x);
            return objective.Evaluate(x, new float[x.Length]);
        }
    }

    [TestMethod]
    public void The_gradient_norm_of_a_whole_batch_is_that_of_the_gradient()
    {
        LinearObjective<int> objective = Objective(sparse: true);
        float[] gradient = new float[objective.Dimension];
        objective.Evaluate(new float[objective.Dimension], gradient);
        var reports = new List<EpochReport>();
        new GradientDescent<float>(UpdateRule.GradientStep(), StepSchedule.Constant())
        {
            LearningRate = 0.1,
            Epochs = 3,
            BatchSize = Rows,
            OnEpoch = (report, _) =>
            {
                reports.Add(report);
                return report.Epoch < 2;
            },
        }.Minimize(objective, new float[objective.Dimension]);
        Assert.HasCount(2, reports);
        Assert.AreEqual(Math.Sqrt(gradient.Sum(g => (double)g * g)), reports[0].GradientNorm, 1e-6);
        Assert.IsLessThan(reports[0].GradientNorm, reports[1].GradientNorm);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void One_example_and_all_of_them_are_batches_too(bool sparse)
    {
        foreach (int batchSize in (int[])[1, Rows])
        {
            LinearObjective<int> objective = Objective(sparse);
            float[] x = new float[objective.Dimension];
            double before = objective.Evaluate(x, new float[x.Length]);
            var descent = new GradientDescent<float>(UpdateRule.GradientStep(), StepSchedule.Constant()) { LearningRate = 0.1, Epochs = 20, BatchSize = batchSize };
            Assert.AreEqual(new DescentOutcome(20, DescentEnd.Exhausted), descent.Minimize(objective, x));
            Assert.IsLessThan(before, objective.Evaluate(x, new float[x.Length]));
        }
    }

    private static GradientDescent<float> Descent(UpdateRule rule, double averagedShare) => new(rule, StepSchedule.Cosine())
    {
        LearningRate = 0.5,
        Epochs = Epochs,
        BatchSize = BatchSize,
        AveragedShare = averagedShare,
    };

    private static LinearObjective<int> Objective(bool sparse)
    {
        var random = new RandomProblem(Rows, seed: 1);
        LinearProblem<int> problem = sparse ? random.Sparse(new SoftmaxLoss<float>(), 0.3) : random.Dense(new SoftmaxLoss<float>(), 0.3);
        return LinearObjective<int>.Create(problem, ColumnScaling.Apply(problem.Features, problem.Weights, penaltyOverCurvature: 0.01));
    }

    /// <summary>A rule that tells before each step.</summary>
    private sealed class Recorder(UpdateRule rule, Action onStep) : UpdateRule
    {
        public override int StatePerParameter => rule.StatePerParameter;

        public override void Update<T>(Span<T> parameters, Span<T> gradient, Span<T> state, in UpdateStep update)
        {
            onStep();
            rule.Update(parameters, gradient, state, update);
        }
    }
}
