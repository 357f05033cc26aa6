using MLExtensions.Neighbors;

namespace MLExtensions.Tests.Neighbors;

[TestClass]
public class NearestHeapTests
{
    [TestMethod]
    public void The_nearest_stay_as_if_all_were_sorted()
    {
        var random = new Random(1);
        for (int k = 1; k <= 40; k++)
        {
            Neighbor[] all = [.. Enumerable.Range(0, random.Next(1, 80)).Select(row => new Neighbor(random.Next(10), row))];
            random.Shuffle(all);
            var places = new Neighbor[k];
            int count = 0;
            for (int i = 0; i < all.Length; i++)
            {
                var heap = new NearestHeap(places, ref count);
                Neighbor[] before = Sorted(all[..i], k);
                Assert.AreEqual(i < k ? double.PositiveInfinity : before[^1].ReducedDistance, heap.Bound);
                Assert.AreEqual(i < k || all[i].CompareTo(before[^1]) < 0, heap.Add(all[i]));
                Assert.AreEqual(Math.Min(i + 1, k), count);
                CollectionAssert.AreEqual(Sorted(all[..(i + 1)], k), Sorted(places[..count], k));
            }
        }
    }

    [TestMethod]
    public void Of_two_at_the_same_distance_the_first_row_is_the_nearer()
    {
        var places = new Neighbor[1];
        int count = 0;
        var heap = new NearestHeap(places, ref count);
        Assert.IsTrue(heap.Add(new Neighbor(1, 5)));
        Assert.IsFalse(heap.Add(new Neighbor(1, 6)));
        Assert.IsTrue(heap.Add(new Neighbor(1, 4)));
        Assert.AreEqual(new Neighbor(1, 4), places[0]);
    }

    [TestMethod]
    public void Infinite_ranks_are_taken_up_while_there_is_room()
    {
        var places = new Neighbor[2];
        int count = 0;
        var heap = new NearestHeap(places, ref count);
        Assert.IsTrue(heap.Add(new Neighbor(double.PositiveInfinity, 2)));
        Assert.IsTrue(heap.Add(new Neighbor(double.PositiveInfinity, 3)));
        Assert.IsFalse(heap.Add(new Neighbor(double.PositiveInfinity, 4)));
        Assert.IsTrue(heap.Add(new Neighbor(1, 5)));
        CollectionAssert.AreEqual(new Neighbor[] { new(1, 5), new(double.PositiveInfinity, 2) }, Sorted(places, 2));
    }

    private static Neighbor[] Sorted(Neighbor[] neighbors, int k) => [.. neighbors.OrderBy(n => n.ReducedDistance).ThenBy(n => n.Row).Take(k)];
}
