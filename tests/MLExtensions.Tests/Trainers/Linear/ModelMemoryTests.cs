using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Arguments;
using MLExtensions.Trainers.Linear;
using MLExtensions.Views;

namespace MLExtensions.Tests.Trainers.Linear;

/// <summary>Models that there is no room for are refused in numbers, before anything is allocated.</summary>
[TestClass]
public class ModelMemoryTests
{
    private const long Gibibyte = 1L << 30;

    [TestMethod]
    public void Weights_and_memory_are_told()
    {
        Assert.AreEqual(
            "20,000 classes × 131,072 features are 2,621,440,000 weights: training takes at least 117.2 GiB of memory, and there are 16.0 GiB. "
            + "Take fewer features, as by fewer bits of a hash or by feature selection, or fewer classes.",
            Message(20_000, 131_072, bytesPerWeight: 48, available: 16 * Gibibyte));
        StringAssert.Contains(
            Message(20_000, 131_072, bytesPerWeight: 48, available: 1024 * Gibibyte), "and one array holds at most 2,147,483,591.");
        StringAssert.Contains(
            Message(3_000, 131_072, bytesPerWeight: 48, models: 5, available: 4 * Gibibyte), "training 5 models together takes at least 23.4 GiB");
        StringAssert.StartsWith(Message(1, 2_000_000_000, bytesPerWeight: 48, available: 4 * Gibibyte), "2,000,000,000 features are 2,000,000,000 weights");
    }

    [TestMethod]
    public void What_there_is_room_for_is_not_refused()
    {
        ModelMemory.Require(3, 4, bytesPerWeight: 48, models: 1, isOneArray: true, available: 3 * 4 * 48);
        ModelMemory.Require(20_000, 131_072, bytesPerWeight: 12, models: 1, isOneArray: false, available: 30 * Gibibyte);
        Assert.IsGreaterThan(1L << 20, AvailableMemory.Bytes);
    }

    [TestMethod]
    public void A_key_of_too_many_values_is_refused_by_the_trainers()
    {
        var ml = new MLContext(seed: 1);
        IDataView data = new MemoryView(2_001)
            .Add("Label", new KeyDataViewType(typeof(uint), int.MaxValue), row => 1u + (uint)row % 2)
            .AddVectors("Features", NumberDataViewType.Single, 2, row => new float[] { row % 2, row });
        foreach (IEstimator<ITransformer> trainer in (IEstimator<ITransformer>[])[
            ml.MulticlassClassification.Trainers.SoftmaxRegression(), ml.MulticlassClassification.Trainers.MulticlassSvm()])
            StringAssert.StartsWith(
                Assert.ThrowsExactly<InvalidOperationException>(() => trainer.Fit(data)).Message, "2,147,483,647 classes × 2 features are 4,294,967,294 weights");
    }

    private static string Message(int outputs, int columns, int bytesPerWeight, long available, int models = 1) =>
        Assert.ThrowsExactly<InvalidOperationException>(() => ModelMemory.Require(outputs, columns, bytesPerWeight, models, isOneArray: true, available)).Message;
}
