using MLExtensions.Matrices;
using MLExtensions.Optimization.Descent;
using MLExtensions.Optimization.Linear;
using MLExtensions.Optimization.Losses;
using MLExtensions.Optimization.Problem;

namespace MLExtensions.Tests.Optimization.Linear;

[TestClass]
public class NumberOfThreadsTests
{
    private const int Rows = 3_000;
    private const int Columns = 150;
    private const int Classes = 7;

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void Any_number_of_threads_gives_the_same_bits(bool sparse, bool hinge)
    {
        LinearDescentResult expected = Minimize(sparse, hinge, threads: 1);
        foreach (int threads in (int[])[2, 3, 8])
        {
            LinearDescentResult result = Minimize(sparse, hinge, threads);
            Assert.AreEqual(expected.Objective, result.Objective);
            Assert.AreEqual(expected.Outcome, result.Outcome);
            CollectionAssert.AreEqual(expected.Parameters, result.Parameters);
        }
    }

    /// <summary>With batches, and afterwards whole passes, that are large enough to be shared.</summary>
    private static LinearDescentResult Minimize(bool sparse, bool hinge, int threads)
    {
        var random = new Random(1);
        var targets = new int[Rows];
        var weights = new float[Rows];
        var dense = new DenseMatrix.Builder(Columns);
        var entries = new SparseMatrix.Builder(Columns);
        for (int i = 0; i < Rows; i++)
        {
            targets[i] = random.Next(Classes);
            weights[i] = 0.5f + random.NextSingle();
            Span<float> row = dense.AddRow();
            for (int f = 0; f < Columns; f++)
            {
                row[f] = random.Next(3) > 0 ? random.NextSingle() + (f % Classes == targets[i] ? 0.3f : 0) : 0;
                if (row[f] != 0)
                    entries.Add(f, row[f]);
            }

            entries.EndRow();
        }

        ILoss<float, int> loss = hinge ? new MulticlassHingeLoss<float>(1) : new SoftmaxLoss<float>();
        var problem = new LinearProblem<int>(sparse ? entries.Build() : dense.Build(), targets, weights, Classes, loss, 0.5);
        var descent = new LinearDescent(new DescentSettings { NumberOfThreads = threads, BatchSize = 1_700, MaximumEpochs = 30, Tolerance = 1e-9 });
        return descent.Minimize(problem);
    }
}
