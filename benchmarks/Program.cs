using MLExtensions.Benchmarks;

switch (args)
{
    case ["reference", .. string[] dataSets]:
        return ReferenceTable.Print(dataSets);
    default:
        Console.Error.WriteLine("""
            usage: dotnet run -c Release --project benchmarks -- reference [data set ...]

              reference   how close default options come to known optima, a row for each data set, loss and λ
            """);
        return 2;
}
