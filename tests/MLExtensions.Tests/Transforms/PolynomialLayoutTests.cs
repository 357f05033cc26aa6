using CsCheck;
using MLExtensions.Transforms;

namespace MLExtensions.Tests.Transforms;

[TestClass]
public class PolynomialLayoutTests
{
    [TestMethod]
    public void Width_equals_the_number_of_products_enumerated() => Gen.Select(
        Gen.Int[1, 6], Gen.Int[1, 6], Gen.Bool, Gen.Bool).Sample(
        (features, degree, interactionOnly, includeBias) =>
        {
            int expected = Enumerate(0, features, degree, interactionOnly) - (includeBias ? 0 : 1);
            Assert.AreEqual(expected, new PolynomialLayout(features, degree, interactionOnly, includeBias).OutputWidth);
        });

    [TestMethod]
    [DataRow(64, 2, false, 2_144)]
    [DataRow(40, 2, false, 860)]
    [DataRow(1, 1_000, false, 1_000)]
    [DataRow(1_000_000, 1, false, 1_000_000)]
    [DataRow(20, int.MaxValue, true, (1 << 20) - 1)]
    public void Width_is_known(int features, int degree, bool interactionOnly, int expected) =>
        Assert.AreEqual(expected, new PolynomialLayout(features, degree, interactionOnly, includeBias: false).OutputWidth);

    [TestMethod]
    [DataRow(20_000, 3, false, "PolynomialFeatures of degree 3 over 20,000 columns would have 1,333,733,370,000 columns, and one dense row would take 4.9 TiB; at most 2,146,435,071 columns fit. Lower the degree, set interactionOnly, or select features first.")]
    [DataRow(20_000, 3, true, "PolynomialFeatures of degree 3 over 20,000 columns would have 1,333,333,350,000 columns, and one dense row would take 4.9 TiB; at most 2,146,435,071 columns fit. Lower the degree, or select features first.")]
    [DataRow(1, int.MaxValue, false, "PolynomialFeatures of degree 2,147,483,647 over 1 columns would have 2,147,483,647 columns, and one dense row would take 8.0 GiB; at most 2,146,435,071 columns fit. Lower the degree, set interactionOnly, or select features first.")]
    [DataRow(int.MaxValue, 1, false, "PolynomialFeatures of degree 1 over 2,147,483,647 columns would have 2,147,483,647 columns, and one dense row would take 8.0 GiB; at most 2,146,435,071 columns fit. Select features first.")]
    public void Too_many_columns_are_refused_with_their_number_and_size(
        int features, int degree, bool interactionOnly, string expected)
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => new PolynomialLayout(features, degree, interactionOnly, includeBias: false));
        Assert.AreEqual(expected, error.Message);
    }

    [TestMethod]
    [DataRow(int.MaxValue, int.MaxValue, false)]
    [DataRow(int.MaxValue, int.MaxValue, true)]
    [DataRow(100_000, 1_000, true)]
    public void Numbers_beyond_any_memory_are_not_counted_to_the_end(int features, int degree, bool interactionOnly)
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => new PolynomialLayout(features, degree, interactionOnly, includeBias: false));
        StringAssert.Contains(error.Message, "would have more than 10^28 columns", StringComparison.Ordinal);
    }

    /// <summary>The products, the empty one among them, of at most so many of the features from the first on.</summary>
    private static int Enumerate(int first, int features, int degree, bool interactionOnly)
    {
        int count = 1;
        for (int i = first; i < features && degree > 0; i++)
            count += Enumerate(interactionOnly ? i + 1 : i, features, degree - 1, interactionOnly);
        return count;
    }
}
