using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Rows;

namespace MLExtensions.Tests.Rows;

/// <summary>Adds Sum = A + B, a number, and B = "‹A›", a text that hides the input's B.</summary>
internal sealed class SumAndTextMapping(DataViewSchema inputSchema) : RowMapping(
    inputSchema,
    new DataViewSchema.DetachedColumn("Sum", NumberDataViewType.Single),
    new DataViewSchema.DetachedColumn("B", TextDataViewType.Instance))
{
    protected override IEnumerable<DataViewSchema.Column> DependenciesOf(int added) =>
        added == 0 ? [InputSchema["A"], InputSchema["B"]] : [InputSchema["A"]];

    public override Delegate?[] CreateGetters(DataViewRow input, ReadOnlySpan<bool> active) =>
        [active[0] ? Sum(input) : null, active[1] ? Text(input) : null];

    private ValueGetter<float> Sum(DataViewRow input)
    {
        ValueGetter<float> getA = input.GetGetter<float>(InputSchema["A"]);
        ValueGetter<float> getB = input.GetGetter<float>(InputSchema["B"]);
        return (ref float sum) =>
        {
            float b = 0f;
            getA(ref sum);
            getB(ref b);
            sum += b;
        };
    }

    private ValueGetter<ReadOnlyMemory<char>> Text(DataViewRow input)
    {
        ValueGetter<float> getA = input.GetGetter<float>(InputSchema["A"]);
        return (ref ReadOnlyMemory<char> text) =>
        {
            float a = 0f;
            getA(ref a);
            text = string.Create(CultureInfo.InvariantCulture, $"‹{a}›").AsMemory();
        };
    }
}
