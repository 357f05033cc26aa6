using MLExtensions.Matrices;
using MLExtensions.Neighbors.Trees;

namespace MLExtensions.Tests.Neighbors.Trees;

[TestClass]
public class SelectionTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(1_000_000)]
    public void The_least_rows_come_first_however_many_are_equal(int values)
    {
        var random = new Random(values);
        for (int length = 2; length < 300; length++)
        {
            int[] entries = [.. Enumerable.Range(0, length).Select(_ => random.Next(values))];
            DenseMatrix matrix = Array.ConvertAll(entries, entry => new float[] { 7, entry }).ToDense();
            int[] rows = [.. Enumerable.Range(0, length)];
            random.Shuffle(rows);
            int count = random.Next(1, length);
            new Selection(matrix, column: 1).Split(rows, count);
            int[] expected = [.. Enumerable.Range(0, length).OrderBy(row => entries[row]).ThenBy(row => row)];
            CollectionAssert.AreEquivalent(expected[..count], rows[..count]);
            CollectionAssert.AreEquivalent(expected[count..], rows[count..]);
        }
    }

    [TestMethod]
    public void Sorted_rows_and_those_in_reverse_are_parted()
    {
        DenseMatrix matrix = Enumerable.Range(0, 1000).Select(i => new float[] { i }).ToArray().ToDense();
        foreach (int count in new[] { 1, 2, 499, 500, 501, 999 })
        {
            int[] rows = [.. Enumerable.Range(0, 1000)];
            new Selection(matrix, column: 0).Split(rows, count);
            Assert.AreEqual(count - 1, rows[..count].Max());
            rows.AsSpan().Sort((a, b) => b - a);
            new Selection(matrix, column: 0).Split(rows, count);
            Assert.AreEqual(count - 1, rows[..count].Max());
        }
    }
}
