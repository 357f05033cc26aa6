using CsCheck;
using MLExtensions.Transforms;

namespace MLExtensions.Tests.Transforms;

[TestClass]
public class PolynomialNamesTests
{
    [TestMethod]
    public void Names_equal_scikit_learn()
    {
        foreach (PolynomialReference.Case expected in PolynomialReference.Load().Cases)
        {
            PolynomialLayout layout = new(4, expected.Degree, expected.InteractionOnly, expected.IncludeBias);
            CollectionAssert.AreEqual(expected.Names, NamesOf(layout));
        }
    }

    [TestMethod]
    public void A_column_holds_the_product_that_its_name_says() => Gen.Select(
        Gen.Int[1, 6], Gen.Int[1, 5], Gen.Bool, Gen.Bool).Sample(
        (features, degree, interactionOnly, includeBias) =>
        {
            PolynomialLayout layout = new(features, degree, interactionOnly, includeBias);

            // Distinct primes: a product tells its factors. Those of five below 14 are exact in float32.
            float[] row = [.. new float[] { 2, 3, 5, 7, 11, 13 }.Take(features)];
            float[] products = new float[layout.OutputWidth];
            PolynomialExpansion.Expand(layout, row, products, new int[features + 1]);

            CollectionAssert.AreEqual(NamesOf(layout).Select(name => Evaluate(name, row)).ToArray(), products);
        });

    private static string[] NamesOf(PolynomialLayout layout)
    {
        string[] features = [.. Enumerable.Range(0, layout.InputWidth).Select(i => $"x{i}")];
        ReadOnlyMemory<char>[] names = new ReadOnlyMemory<char>[layout.OutputWidth];
        PolynomialNames.Write(layout, features, names);
        return [.. names.Select(name => name.ToString())];
    }

    private static float Evaluate(string name, float[] row)
    {
        float product = 1f;
        foreach (string[] factor in name.Split(' ').Where(factor => factor != "1").Select(factor => factor.Split('^')))
        {
            int power = factor.Length == 1 ? 1 : int.Parse(factor[1]);
            for (; power > 0; power--)
                product *= row[int.Parse(factor[0][1..])];
        }

        return product;
    }
}
