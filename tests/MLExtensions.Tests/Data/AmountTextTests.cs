using MLExtensions.Data;

namespace MLExtensions.Tests.Data;

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

    [TestMethod]
    [DataRow(0.0000002, "200.0 ns")]
    [DataRow(0.0000125, "12.5 µs")]
    [DataRow(0.0456, "45.6 ms")]
    [DataRow(7200, "7,200.0 s")]
    public void Time_is_told_from_nanoseconds_to_seconds(double seconds, string expected) =>
        Assert.AreEqual(expected, AmountText.OfTime(TimeSpan.FromSeconds(seconds)));
}
