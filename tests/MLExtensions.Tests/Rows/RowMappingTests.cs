using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLExtensions.Tests.Rows;

[TestClass]
public class RowMappingTests
{
    private readonly SumAndTextMapping _mapping = new(SchemaOf("A", "B", "C"));

    [TestMethod]
    public void Dependencies_are_the_columns_passed_through_and_those_computed_from()
    {
        Assert.AreEqual("A, B", Dependencies("Sum"));
        Assert.AreEqual("A", Dependencies("B"));
        Assert.AreEqual("A, C", Dependencies("B", "C"));
        Assert.AreEqual("", Dependencies());
    }

    [TestMethod]
    public void A_row_is_live_and_disposes_its_input()
    {
        NumberRow input = new(_mapping.InputSchema);
        DataViewRow row = ((IRowToRowMapper)_mapping).GetRow(input, [_mapping.OutputSchema["Sum"]]);
        Assert.AreSame(_mapping.OutputSchema, row.Schema);
        ValueGetter<float> getSum = row.GetGetter<float>(_mapping.OutputSchema["Sum"]);

        foreach (float value in new[] { 1f, 5f })
        {
            input.Value = value;
            float sum = 0f;
            getSum(ref sum);
            Assert.AreEqual(2f * value, sum);
        }

        Assert.ThrowsExactly<InvalidOperationException>(
            () => row.GetGetter<ReadOnlyMemory<char>>(_mapping.OutputSchema["B"]));

        row.Dispose();
        Assert.IsTrue(input.Disposed);
    }

    [TestMethod]
    public void A_row_of_another_schema_is_refused() => Assert.ThrowsExactly<ArgumentException>(
        () => _mapping.GetRow(new NumberRow(SchemaOf("A", "B", "C")), _mapping.OutputSchema));

    private string Dependencies(params string[] columns) => string.Join(
        ", ", _mapping.GetDependencies(columns.Select(name => _mapping.OutputSchema[name])).Select(column => column.Name));

    private static DataViewSchema SchemaOf(params string[] names)
    {
        DataViewSchema.Builder builder = new();
        foreach (string name in names)
            builder.AddColumn(name, NumberDataViewType.Single);
        return builder.ToSchema();
    }

    /// <summary>A row that holds one number in all of its columns.</summary>
    private sealed class NumberRow(DataViewSchema schema) : DataViewRow
    {
        public float Value { get; set; }

        public bool Disposed { get; private set; }

        public override DataViewSchema Schema => schema;

        public override long Position => 0;

        public override long Batch => 0;

        public override ValueGetter<DataViewRowId> GetIdGetter() => throw new NotSupportedException();

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            (ValueGetter<TValue>)(Delegate)(ValueGetter<float>)((ref float value) => value = Value);

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }
}
