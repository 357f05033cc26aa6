using MLExtensions.Arguments;

namespace MLExtensions.Tests.Arguments;

[TestClass]
public class AmountTextTests
{
    [TestMethod]
    [DataRow(0, "0.0 B")]
    [DataRow(1023, "1,023.0 B")]
    [DataRow(1024, "1.0 KiB")]
    [DataRow(188_400_000, "179.7 MiB")]
    [DataRow(1e30, "867,361,737,988.4 EiB")]
    public void Memory_is_told_in_units_of_1024(double bytes, string expected) => Assert.AreEqual(expected, AmountText.OfBytes(bytes));
}
