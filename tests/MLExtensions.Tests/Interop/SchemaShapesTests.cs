using Microsoft.ML;
using Microsoft.ML.Data;
using MLExtensions.Interop;

namespace MLExtensions.Tests.Interop;

[TestClass]
public class SchemaShapesTests
{
    [TestMethod]
    public void A_column_holds_what_it_was_made_of()
    {
        SchemaShape.Column names = SchemaShapes.Column(
            "SlotNames", SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, isKey: false, annotations: null);
        SchemaShape.Column column = SchemaShapes.Column(
            "Codes", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.UInt32, isKey: true, new SchemaShape([names]));

        Assert.AreEqual("Codes", column.Name);
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, column.Kind);
        Assert.AreSame(NumberDataViewType.UInt32, column.ItemType);
        Assert.IsTrue(column.IsKey);
        Assert.AreEqual("SlotNames", column.Annotations.Single().Name);
        Assert.IsEmpty(names.Annotations);
    }

    [TestMethod]
    [DataRow(SchemaShape.Column.VectorKind.Scalar, false, "UInt32")]
    [DataRow(SchemaShape.Column.VectorKind.Vector, false, "Vector<UInt32>")]
    [DataRow(SchemaShape.Column.VectorKind.VariableVector, false, "VarVector<UInt32>")]
    [DataRow(SchemaShape.Column.VectorKind.Vector, true, "Vector<Key<UInt32>>")]
    public void A_type_is_told_in_the_words_of_ML_NET(SchemaShape.Column.VectorKind kind, bool isKey, string expected)
    {
        SchemaShape.Column column = SchemaShapes.Column("C", kind, NumberDataViewType.UInt32, isKey, annotations: null);
        Assert.AreEqual(expected, SchemaShapes.TypeOf(ref column));
    }
}
