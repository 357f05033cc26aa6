using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLExtensions.Kernels;

/// <summary>
/// Products in double precision of panels: each of their rows is a column of the data, and holds the same few examples.
/// </summary>
/// <remarks>
/// The examples of a row are a whole number of vectors, so that products run over examples, whatever the number of columns and
/// outputs. Four outputs and two vectors, or two columns, are worked on together: as many accumulators as hide the latency of a
/// multiplication, and fewer loads than multiplications.
/// </remarks>
internal static unsafe class PanelProducts
{
    /// <summary>Examples that a panel's rows are a multiple of, with any width of vectors.</summary>
    public const int Grain = 16;

    /// <summary>sₖᵢ = Σ_f wₖ_f x_fᵢ + bₖ.</summary>
    /// <param name="x">Columns × length.</param>
    /// <param name="columns">How many.</param>
    /// <param name="length">Examples, a multiple of <see cref="Grain"/>.</param>
    /// <param name="weights">w, outputs × columns.</param>
    /// <param name="biases">b, an output each.</param>
    /// <param name="scores">Receives s, outputs × length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Score(double* x, int columns, int length, ReadOnlySpan<double> weights, ReadOnlySpan<double> biases, double* scores)
    {
        fixed (double* w = weights)
        {
            int k = 0;
            for (; k + 4 <= biases.Length; k += 4)
                ScoreFour(x, columns, length, w + (long)k * columns, biases.Slice(k, 4), scores + (long)k * length);
            for (; k < biases.Length; k++)
                ScoreOne(x, columns, length, w + (long)k * columns, biases[k], scores + (long)k * length);
        }
    }

    /// <summary>tₖ_f ← tₖ_f + Σᵢ aₖᵢ x_fᵢ.</summary>
    /// <param name="a">Outputs × length.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="x">Columns × length.</param>
    /// <param name="columns">How many.</param>
    /// <param name="length">Examples, a multiple of <see cref="Grain"/>.</param>
    /// <param name="target">t, outputs × stride.</param>
    /// <param name="stride">From one output's to the next one's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProducts(double* a, int outputs, double* x, int columns, int length, double* target, int stride)
    {
        int k = 0;
        for (; k + 4 <= outputs; k += 4)
        {
            int f = 0;
            for (; f + 2 <= columns; f += 2)
                AddFourByTwo(a + (long)k * length, x + (long)f * length, length, target + (long)k * stride + f, stride);
            for (; f < columns; f++)
                for (int j = k; j < k + 4; j++)
                    target[(long)j * stride + f] += Dot(a + (long)j * length, x + (long)f * length, length);
        }

        for (; k < outputs; k++)
        {
            int f = 0;
            for (; f + 4 <= columns; f += 4)
                AddOneByFour(a + (long)k * length, x + (long)f * length, length, target + (long)k * stride + f);
            for (; f < columns; f++)
                target[(long)k * stride + f] += Dot(a + (long)k * length, x + (long)f * length, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScoreFour(double* x, int columns, int length, double* w, ReadOnlySpan<double> biases, double* scores)
    {
        int width = Vector<double>.Count;
        for (int i = 0; i < length; i += 2 * width)
        {
            Vector<double> s00 = new(biases[0]), s01 = s00;
            Vector<double> s10 = new(biases[1]), s11 = s10;
            Vector<double> s20 = new(biases[2]), s21 = s20;
            Vector<double> s30 = new(biases[3]), s31 = s30;
            double* xf = x + i;
            double* wf = w;
            for (int f = 0; f < columns; f++, xf += length, wf++)
            {
                Vector<double> x0 = Vector.Load(xf);
                Vector<double> x1 = Vector.Load(xf + width);
                var w0 = new Vector<double>(wf[0]);
                s00 = Vector.MultiplyAddEstimate(w0, x0, s00);
                s01 = Vector.MultiplyAddEstimate(w0, x1, s01);
                var w1 = new Vector<double>(wf[columns]);
                s10 = Vector.MultiplyAddEstimate(w1, x0, s10);
                s11 = Vector.MultiplyAddEstimate(w1, x1, s11);
                var w2 = new Vector<double>(wf[2 * (long)columns]);
                s20 = Vector.MultiplyAddEstimate(w2, x0, s20);
                s21 = Vector.MultiplyAddEstimate(w2, x1, s21);
                var w3 = new Vector<double>(wf[3 * (long)columns]);
                s30 = Vector.MultiplyAddEstimate(w3, x0, s30);
                s31 = Vector.MultiplyAddEstimate(w3, x1, s31);
            }

            double* s = scores + i;
            s00.Store(s);
            s01.Store(s + width);
            s10.Store(s + length);
            s11.Store(s + length + width);
            s20.Store(s + 2 * (long)length);
            s21.Store(s + 2 * (long)length + width);
            s30.Store(s + 3 * (long)length);
            s31.Store(s + 3 * (long)length + width);
        }
    }

    /// <summary>
    /// Along whole rows of the panel, eight together: memory gives them as they lie, and scores stay in the cache.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScoreOne(double* x, int columns, int length, double* w, double bias, double* scores)
    {
        int width = Vector<double>.Count;
        new Span<double>(scores, length).Fill(bias);
        int f = 0;
        for (; f + 8 <= columns; f += 8)
        {
            double* x0 = x + (long)f * length, x4 = x0 + 4 * (long)length;
            Vector<double> w0 = new(w[f]), w1 = new(w[f + 1]), w2 = new(w[f + 2]), w3 = new(w[f + 3]);
            Vector<double> w4 = new(w[f + 4]), w5 = new(w[f + 5]), w6 = new(w[f + 6]), w7 = new(w[f + 7]);
            for (int i = 0; i < length; i += width)
            {
                Vector<double> s = Vector.MultiplyAddEstimate(w0, Vector.Load(x0 + i), Vector.Load(scores + i));
                Vector<double> t = w4 * Vector.Load(x4 + i);
                s = Vector.MultiplyAddEstimate(w1, Vector.Load(x0 + i + length), s);
                t = Vector.MultiplyAddEstimate(w5, Vector.Load(x4 + i + length), t);
                s = Vector.MultiplyAddEstimate(w2, Vector.Load(x0 + i + 2 * (long)length), s);
                t = Vector.MultiplyAddEstimate(w6, Vector.Load(x4 + i + 2 * (long)length), t);
                s = Vector.MultiplyAddEstimate(w3, Vector.Load(x0 + i + 3 * (long)length), s);
                t = Vector.MultiplyAddEstimate(w7, Vector.Load(x4 + i + 3 * (long)length), t);
                (s + t).Store(scores + i);
            }
        }

        for (; f < columns; f++)
        {
            var wf = new Vector<double>(w[f]);
            double* xf = x + (long)f * length;
            for (int i = 0; i < length; i += width)
                Vector.MultiplyAddEstimate(wf, Vector.Load(xf + i), Vector.Load(scores + i)).Store(scores + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFourByTwo(double* a, double* x, int length, double* target, int stride)
    {
        int width = Vector<double>.Count;
        Vector<double> t00 = Vector<double>.Zero, t01 = t00, t10 = t00, t11 = t00, t20 = t00, t21 = t00, t30 = t00, t31 = t00;
        double* a1 = a + length;
        double* a2 = a1 + length;
        double* a3 = a2 + length;
        double* y = x + length;
        for (int i = 0; i < length; i += width)
        {
            Vector<double> x0 = Vector.Load(x + i);
            Vector<double> x1 = Vector.Load(y + i);
            Vector<double> v = Vector.Load(a + i);
            t00 = Vector.MultiplyAddEstimate(v, x0, t00);
            t01 = Vector.MultiplyAddEstimate(v, x1, t01);
            v = Vector.Load(a1 + i);
            t10 = Vector.MultiplyAddEstimate(v, x0, t10);
            t11 = Vector.MultiplyAddEstimate(v, x1, t11);
            v = Vector.Load(a2 + i);
            t20 = Vector.MultiplyAddEstimate(v, x0, t20);
            t21 = Vector.MultiplyAddEstimate(v, x1, t21);
            v = Vector.Load(a3 + i);
            t30 = Vector.MultiplyAddEstimate(v, x0, t30);
            t31 = Vector.MultiplyAddEstimate(v, x1, t31);
        }

        target[0] += Vector.Sum(t00);
        target[1] += Vector.Sum(t01);
        target += stride;
        target[0] += Vector.Sum(t10);
        target[1] += Vector.Sum(t11);
        target += stride;
        target[0] += Vector.Sum(t20);
        target[1] += Vector.Sum(t21);
        target += stride;
        target[0] += Vector.Sum(t30);
        target[1] += Vector.Sum(t31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddOneByFour(double* a, double* x, int length, double* target)
    {
        int width = Vector<double>.Count;
        Vector<double> t0 = Vector<double>.Zero, t1 = t0, t2 = t0, t3 = t0;
        double* x1 = x + length;
        double* x2 = x1 + length;
        double* x3 = x2 + length;
        for (int i = 0; i < length; i += width)
        {
            Vector<double> v = Vector.Load(a + i);
            t0 = Vector.MultiplyAddEstimate(v, Vector.Load(x + i), t0);
            t1 = Vector.MultiplyAddEstimate(v, Vector.Load(x1 + i), t1);
            t2 = Vector.MultiplyAddEstimate(v, Vector.Load(x2 + i), t2);
            t3 = Vector.MultiplyAddEstimate(v, Vector.Load(x3 + i), t3);
        }

        target[0] += Vector.Sum(t0);
        target[1] += Vector.Sum(t1);
        target[2] += Vector.Sum(t2);
        target[3] += Vector.Sum(t3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(double* a, double* x, int length)
    {
        int width = Vector<double>.Count;
        Vector<double> t0 = Vector<double>.Zero, t1 = t0;
        for (int i = 0; i < length; i += 2 * width)
        {
            t0 = Vector.MultiplyAddEstimate(Vector.Load(a + i), Vector.Load(x + i), t0);
            t1 = Vector.MultiplyAddEstimate(Vector.Load(a + i + width), Vector.Load(x + i + width), t1);
        }

        return Vector.Sum(t0 + t1);
    }
}
