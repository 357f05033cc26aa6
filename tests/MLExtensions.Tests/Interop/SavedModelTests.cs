using LoadModel;
using Microsoft.ML;

namespace MLExtensions.Tests.Interop;

/// <summary>
/// Models saved by version 0.1 still load, and predict what they predicted then: softmax regression over polynomial features, nearest
/// neighbors, and ridge regression, each with its predictions for <see cref="Rows"/> beside it.
/// </summary>
[TestClass]
public class SavedModelTests
{
    /// <summary>Small whole numbers, so that they are the same on all machines.</summary>
    private static readonly float[][] _rows =
        [.. Enumerable.Range(0, 40).Select(i => new float[] { i % 7, i * i % 11, i * 5 % 13 })];

    [TestMethod]
    [DataRow("softmax-regression")]
    [DataRow("nearest-neighbors")]
    [DataRow("ridge-regression")]
    public void A_saved_model_loads_and_predicts_what_it_did(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Interop", "SavedModels", name);
        ITransformer model = new MLContext().Model.Load(path + ".zip", out _);
        byte[] expected = File.ReadAllBytes(path + ".predictions");
        byte[] actual = PredictionBits.Of(new MLContext(), model, _rows);
        Assert.HasCount(expected.Length, actual);
        bool hasKeys = name != "ridge-regression";
        for (int i = 0; i < actual.Length; i += sizeof(float))
        {
            // Two scores and a key a row; processors may sum scores in another order.
            if (hasKeys && i / sizeof(float) % 4 == 3)
            {
                Assert.AreEqual(BitConverter.ToUInt32(expected, i), BitConverter.ToUInt32(actual, i));
                continue;
            }

            float score = BitConverter.ToSingle(expected, i);
            Assert.AreEqual(score, BitConverter.ToSingle(actual, i), 1e-5f * (1 + Math.Abs(score)));
        }
    }
}
