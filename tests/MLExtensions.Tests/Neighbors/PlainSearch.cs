using MLExtensions.Neighbors;
using MLExtensions.Neighbors.Distances;

namespace MLExtensions.Tests.Neighbors;

/// <summary>The nearest neighbors by their definition: all known rows by their reduced distances, one after another.</summary>
internal static class PlainSearch
{
    /// <summary>The neighbors of all queries, k each, the nearest first.</summary>
    public static Neighbor[] Find(float[][] known, float[][] queries, int k, NeighborDistance distance, double power = 2)
    {
        var nearest = new List<Neighbor>(queries.Length * k);
        foreach (float[] query in queries)
        {
            int first = nearest.Count;
            for (int row = 0; row < known.Length; row++)
            {
                // Behind all that are as near.
                double reducedDistance = ReducedDistance(query, known[row], distance, power);
                int place = nearest.Count;
                while (place > first && reducedDistance < nearest[place - 1].ReducedDistance)
                    place--;
                if (place - first < k)
                    nearest.Insert(place, new Neighbor(reducedDistance, row));
                if (nearest.Count - first > k)
                    nearest.RemoveAt(nearest.Count - 1);
            }
        }

        return [.. nearest];
    }

    /// <summary>The reduced distance of two rows.</summary>
    public static double ReducedDistance(float[] x, float[] z, NeighborDistance distance, double power = 2) => (distance, power) switch
    {
        (NeighborDistance.Cosine, _) => Cosine(x, z),
        (NeighborDistance.Chebyshev, _) or (NeighborDistance.Minkowski, double.PositiveInfinity) => Largest(x, z),
        (NeighborDistance.Manhattan, _) or (NeighborDistance.Minkowski, 1) => Sum(x, z),
        (NeighborDistance.Euclidean, _) or (NeighborDistance.Minkowski, 2) => SumOfSquares(x, z),
        (_, > MinkowskiDistance.MostPower) => LengthOfPower(x, z, power),
        _ => SumOfPowers(x, z, power),
    };

    private static double Largest(float[] x, float[] z)
    {
        double largest = 0;
        for (int i = 0; i < x.Length; i++)
            largest = Math.Max(largest, Math.Abs((double)x[i] - z[i]));
        return largest;
    }

    private static double Sum(float[] x, float[] z)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Abs((double)x[i] - z[i]);
        return sum;
    }

    private static double SumOfSquares(float[] x, float[] z)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = (double)x[i] - z[i];
            sum += difference * difference;
        }

        return sum;
    }

    private static double SumOfPowers(float[] x, float[] z, double power)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Pow(Math.Abs((double)x[i] - z[i]), power);
        return sum;
    }

    private static double LengthOfPower(float[] x, float[] z, double power)
    {
        double length = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = Math.Abs((double)x[i] - z[i]);
            if (difference == 0)
                continue;
            (double smaller, double larger) = difference < length ? (difference, length) : (length, difference);
            length = smaller == 0 ? larger : larger * Math.Pow(1 + Math.Pow(smaller / larger, power), 1 / power);
        }

        return length;
    }

    private static double Cosine(float[] x, float[] z)
    {
        double product = 0;
        double squaresX = 0;
        double squaresZ = 0;
        for (int i = 0; i < x.Length; i++)
        {
            product += (double)x[i] * z[i];
            squaresX += (double)x[i] * x[i];
            squaresZ += (double)z[i] * z[i];
        }

        return squaresX == 0 || squaresZ == 0 ? 1 : Math.Max(0, 1 - product / Math.Sqrt(squaresX * squaresZ));
    }
}
