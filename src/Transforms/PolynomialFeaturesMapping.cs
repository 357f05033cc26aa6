using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;
using MLExtensions.Rows;

namespace MLExtensions.Transforms;

/// <summary>The column of polynomial features, added to rows of one schema.</summary>
internal sealed class PolynomialFeaturesMapping(
    DataViewSchema inputSchema, DataViewSchema.Column input, string outputColumnName, PolynomialLayout layout)
    : RowMapping(inputSchema, Output(input, outputColumnName, layout))
{
    protected override IEnumerable<DataViewSchema.Column> DependenciesOf(int added) => [input];

    public override Delegate?[] CreateGetters(DataViewRow row, ReadOnlySpan<bool> active) =>
        [active[0] ? CreateGetter(row) : null];

    private ValueGetter<VBuffer<float>> CreateGetter(DataViewRow row)
    {
        ValueGetter<VBuffer<float>> getFeatures = row.GetGetter<VBuffer<float>>(input);
        PolynomialRowExpander expander = new(layout);
        VBuffer<float> features = default;
        return (ref VBuffer<float> destination) =>
        {
            getFeatures(ref features);
            expander.Expand(in features, ref destination);
        };
    }

    private static DataViewSchema.DetachedColumn Output(
        DataViewSchema.Column input, string outputColumnName, PolynomialLayout layout)
    {
        // The names are made when they are asked for: a wide column has more text in its names than numbers in its rows.
        DataViewSchema.Annotations.Builder annotations = new();
        annotations.Add(
            AnnotationKinds.SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, layout.OutputWidth),
            (ref VBuffer<ReadOnlyMemory<char>> names) => WriteNames(input, layout, ref names));

        return new DataViewSchema.DetachedColumn(
            outputColumnName,
            new VectorDataViewType(NumberDataViewType.Single, layout.OutputWidth),
            annotations.ToAnnotations());
    }

    private static void WriteNames(
        DataViewSchema.Column input, PolynomialLayout layout, ref VBuffer<ReadOnlyMemory<char>> names)
    {
        string[] features = new string[layout.InputWidth];
        VBuffer<ReadOnlyMemory<char>> inputNames = default;
        if (input.HasSlotNames())
            input.GetSlotNames(ref inputNames);
        foreach ((int i, ReadOnlyMemory<char> name) in inputNames.Items())
            features[i] = name.ToString();

        for (int i = 0; i < features.Length; i++)
        {
            if (string.IsNullOrEmpty(features[i]))
                features[i] = string.Create(CultureInfo.InvariantCulture, $"x{i}");
        }

        VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref names, layout.OutputWidth);
        PolynomialNames.Write(layout, features, editor.Values);
        names = editor.Commit();
    }
}
