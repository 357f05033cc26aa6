namespace MLExtensions.Tests.Neighbors;

/// <summary>Made-up rows of one kind: ties, scales far apart, cancellation, what is too small or too large.</summary>
internal sealed class RowMaker
{
    private static readonly float[] _tiny = [1e-18f, 1e-20f, 1e-23f, 1e-30f, 1e-38f, 1e-41f, 1e-44f];
    private static readonly float[] _huge = [1e10f, 1e18f, 2e18f, 1e19f, 1e25f, 1e37f, float.MaxValue];

    private readonly Random _random;
    private readonly int _columns;
    private readonly int _kind;
    private readonly float _scale;
    private readonly float[] _base;
    private readonly bool[] _isConstant;

    public RowMaker(Random random, int columns)
    {
        _random = random;
        _columns = columns;
        _kind = random.Next(Kinds);
        _scale = _kind == 6 ? _tiny[random.Next(_tiny.Length)] : _huge[random.Next(_huge.Length)];
        _base = Draw(column => Uniform());
        bool hasConstants = random.Next(4) == 0;
        _isConstant = [.. Enumerable.Range(0, columns).Select(_ => hasConstants && random.Next(3) == 0)];
    }

    public static int Kinds => 12;

    public float[] Next()
    {
        float[] row = Make();
        for (int column = 0; column < row.Length; column++)
            if (_isConstant[column])
                row[column] = _base[column];
        return row;
    }

    private float[] Make()
    {
        switch (_kind)
        {
            case 0:
                return Draw(_ => Uniform());
            case 1:
                return Draw(_ => _random.Next(-1, 2));
            case 2:
                return Draw(_ => 0.1f * _random.Next(-9, 10));
            case 3:
                return Draw(_ => 1e6f + Uniform());
            case 4:
                float cluster = _random.Next(2) == 0 ? 1000 : -1000;
                return Draw(_ => cluster + 1e-3f * Uniform());
            case 5:
                return Draw(column => Uniform() * MathF.Pow(10, column % 9 - 3));
            case 6:
            case 7:
                return Draw(_ => Uniform() * _scale);
            case 8:
                return Draw(_ => _random.Next(4) == 0 ? Uniform() : 0);
            case 9:
                float size = MathF.Pow(10, _random.Next(-42, 38));
                return Draw(_ => Uniform() * size);
            case 10:
                float multiple = MathF.Pow(2, _random.Next(-60, 60));
                return Draw(column => multiple * _base[column]);
            default:
                float factor = MathF.Pow(10, _random.Next(-3, 4));
                return Draw(column => factor * (_base[column] + 1e-6f * Uniform()));
        }
    }

    private float[] Draw(Func<int, float> entry) => [.. Enumerable.Range(0, _columns).Select(entry)];

    private float Uniform() => 2 * _random.NextSingle() - 1;
}
