using System.Numerics;

namespace MLExtensions.Optimization.Descent;

/// <summary>
/// The parameters and what the update rule remembers of them, lent to one step at a time: all of them in place, or the
/// blocks that a batch touches, gathered.
/// </summary>
internal sealed class WorkingSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _parameters;
    private readonly T[] _state;
    private readonly int _blockSize;
    private readonly int _arrays;
    private T[] _gathered = [];
    private T[] _gradient = [];

    public WorkingSet(T[] parameters, int blockSize, int statePerParameter)
    {
        _parameters = parameters;
        _state = new T[(long)parameters.Length * statePerParameter];
        _blockSize = blockSize;
        _arrays = 1 + statePerParameter;
    }

    /// <summary>What a step works on.</summary>
    public readonly ref struct Loan(Span<T> parameters, Span<T> state, Span<T> gradient)
    {
        public Span<T> Parameters { get; } = parameters;

        public Span<T> State { get; } = state;

        public Span<T> Gradient { get; } = gradient;
    }

    /// <summary>Lends everything, in place.</summary>
    public Loan BorrowAll()
    {
        if (_gradient.Length < _parameters.Length)
            _gradient = new T[_parameters.Length];
        return new Loan(_parameters, _state, _gradient.AsSpan(0, _parameters.Length));
    }

    /// <summary>Lends copies of some blocks, to be given back.</summary>
    public Loan Borrow(ReadOnlySpan<int> blocks)
    {
        int length = blocks.Length * _blockSize;
        if (_gradient.Length < length)
        {
            _gradient = new T[Math.Min(_parameters.Length, length * 2)];
            _gathered = new T[_gradient.Length * _arrays];
        }

        for (int array = 0; array < _arrays; array++)
        {
            ReadOnlySpan<T> source = Whole(array);
            Span<T> target = _gathered.AsSpan(array * length, length);
            for (int i = 0; i < blocks.Length; i++)
                source.Slice(blocks[i] * _blockSize, _blockSize).CopyTo(target[(i * _blockSize)..]);
        }

        return new Loan(_gathered.AsSpan(0, length), _gathered.AsSpan(length, length * (_arrays - 1)), _gradient.AsSpan(0, length));
    }

    /// <summary>Takes back what <see cref="Borrow"/> lent.</summary>
    public void GiveBack(ReadOnlySpan<int> blocks)
    {
        int length = blocks.Length * _blockSize;
        for (int array = 0; array < _arrays; array++)
        {
            ReadOnlySpan<T> source = _gathered.AsSpan(array * length, length);
            Span<T> target = Whole(array);
            for (int i = 0; i < blocks.Length; i++)
                source.Slice(i * _blockSize, _blockSize).CopyTo(target.Slice(blocks[i] * _blockSize, _blockSize));
        }
    }

    private Span<T> Whole(int array) =>
        array == 0 ? _parameters : _state.AsSpan((array - 1) * _parameters.Length, _parameters.Length);
}
