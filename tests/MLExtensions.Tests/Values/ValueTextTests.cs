using System.Globalization;
using MLExtensions.Values;

namespace MLExtensions.Tests.Values;

/// <summary>Values that are the same have the same text, whatever their types; others have others.</summary>
[TestClass]
public class ValueTextTests
{
    private static readonly DateTime _noon = new(2024, 2, 29, 12, 0, 0);

    public static IEnumerable<object[]> Texts =>
    [
        ["three", "three"], ["3.0", "3.0"], ["three".AsMemory(), "three"], ['x', "x"], [true, "True"], [false, "False"],
        [3, "3"], [3u, "3"], [(byte)3, "3"], [3L, "3"], [3f, "3"], [3.0, "3"], [3.00m, "3"], [-7, "-7"], [-7f, "-7"],
        [0, "0"], [0f, "0"], [-0f, "0"], [-0.0, "0"], [-0.0m, "0"],
        [0.1f, "0.1"], [0.1, "0.1"], [0.10m, "0.1"], [1e-10f, "1E-10"], [1e-10, "1E-10"], [1e-10m, "1E-10"],
        [16777216, "16777216"], [16777216f, "16777216"], [16777217, "16777217"], [123456792f, "123456792"],
        [1e16, "10000000000000000"], [10000000000000000L, "10000000000000000"], [9007199254740993L, "9007199254740993"],
        [long.MinValue, "-9223372036854775808"], [ulong.MaxValue, "18446744073709551615"], [1e300, "1E+300"], [1e20f, "1E+20"],
        [9223372036854776000m, "9.223372036854776E+18"], [9.223372036854776e18, "9.223372036854776E+18"], [long.MaxValue, "9223372036854775807"],
        [double.NaN, "NaN"], [double.NegativeInfinity, "-Infinity"],
        [_noon, "2024-02-29T12:00:00"], [DateTime.SpecifyKind(_noon, DateTimeKind.Utc).AddTicks(1), "2024-02-29T12:00:00.0000001"],
        [new DateTimeOffset(_noon, TimeSpan.FromHours(2)), "2024-02-29T10:00:00+00:00"], [TimeSpan.FromMinutes(90), "01:30:00"],
        [DayOfWeek.Friday, "Friday"],
    ];

    [TestMethod]
    [DynamicData(nameof(Texts))]
    public void A_value_has_one_text(object value, string text) => Assert.AreEqual(text, ValueText.Of(value));

    [TestMethod]
    public void The_culture_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" },
                DateTimeFormat = { TimeSeparator = "." },
            };
            Assert.AreEqual("-0.5", ValueText.Of(-0.5f));
            Assert.AreEqual("-5", ValueText.Of(-5));
            Assert.AreEqual("2024-02-29T12:00:00", ValueText.Of(_noon));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
