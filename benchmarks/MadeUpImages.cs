using Microsoft.ML.Data;
using MLExtensions.Reference;

namespace MLExtensions.Benchmarks;

/// <summary>
/// Pictures that are to a linear classifier what MNIST's are: each class is a line with some bends, drawn anew for each
/// picture, its bends moved at random, with a soft pen. So most pixels are white, and some always; neighbors go together; and
/// about as many pictures as of MNIST end up on the wrong side of every linear boundary.
/// </summary>
internal static class MadeUpImages
{
    public const int Classes = 10;

    private const int Width = 28;
    private const int Bends = 6;

    /// <summary>White at each side of where lines are meant to be.</summary>
    private const float Margin = 7;

    /// <summary>The standard deviation of where a bend is, in pixels.</summary>
    private const float Wobble = 1.7f;

    private const float PenRadius = 1.3f;

    /// <param name="rows">How many; classes take turns.</param>
    /// <param name="seed">What the pictures are drawn from, not the classes, which are always the same.</param>
    public static ReferenceData Draw(int rows, int seed)
    {
        var random = new Random(0);
        (float X, float Y)[][] signs = [.. Enumerable.Range(0, Classes).Select(_ => Sign(random))];
        random = new Random(seed);
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => i % Classes)];
        VBuffer<float>[] features = Array.ConvertAll(labels, label =>
            new VBuffer<float>(Width * Width, Picture([.. signs[label].Select(bend => (Near(bend.X, random), Near(bend.Y, random)))])));
        return new ReferenceData("made up", labels, features);
    }

    private static (float X, float Y)[] Sign(Random random)
    {
        return [.. Enumerable.Range(0, Bends).Select(_ => (Place(), Place()))];

        float Place() => Margin + (Width - 2 * Margin) * random.NextSingle();
    }

    private static float Near(float place, Random random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return place + Wobble * (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    /// <summary>Ink from 0 to 1: full within the pen's radius of the line, none a pixel farther.</summary>
    private static float[] Picture((float X, float Y)[] line)
    {
        var ink = new float[Width * Width];
        foreach (((float X, float Y) from, (float X, float Y) to) in line.Zip(line.Skip(1)))
        {
            (int left, int right) = Reach(from.X, to.X);
            (int top, int bottom) = Reach(from.Y, to.Y);
            for (int y = top; y <= bottom; y++)
            {
                for (int x = left; x <= right; x++)
                {
                    ref float pixel = ref ink[y * Width + x];
                    pixel = Math.Max(pixel, Math.Clamp(PenRadius + 1 - Distance(x, y, from, to), 0, 1));
                }
            }
        }

        return ink;
    }

    /// <summary>The pixels that a stretch of line can blacken, in one dimension.</summary>
    private static (int First, int Last) Reach(float from, float to) => (
        Math.Clamp((int)(Math.Min(from, to) - PenRadius - 1), 0, Width - 1),
        Math.Clamp((int)(Math.Max(from, to) + PenRadius + 2), 0, Width - 1));

    private static float Distance(int x, int y, (float X, float Y) from, (float X, float Y) to)
    {
        (float dx, float dy) = (to.X - from.X, to.Y - from.Y);
        float along = ((x - from.X) * dx + (y - from.Y) * dy) / (dx * dx + dy * dy);
        along = Math.Clamp(along, 0, 1);
        return MathF.Sqrt(Square(x - from.X - along * dx) + Square(y - from.Y - along * dy));

        static float Square(float value) => value * value;
    }
}
