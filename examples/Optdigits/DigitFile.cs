using Microsoft.ML;

namespace Optdigits;

/// <summary>The two files of digits, which every example that takes them has beside it.</summary>
internal static class DigitFile
{
    /// <summary>3,823 digits by 30 people.</summary>
    public const string Training = "optdigits.train.csv";

    /// <summary>1,797 digits by 13 others.</summary>
    public const string Test = "optdigits.test.csv";

    public static IDataView Load(MLContext ml, string name) =>
        ml.Data.LoadFromTextFile<Digit>(Path.Combine(AppContext.BaseDirectory, "data", name), separatorChar: ',');
}
