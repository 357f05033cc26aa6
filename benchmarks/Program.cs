using MLExtensions.Benchmarks;

switch (args)
{
    case ["reference", .. string[] dataSets]:
        return ReferenceTable.Print(dataSets);
    case ["descent", .. string[] tables]:
        return DescentTables.Print(tables);
    default:
        Console.Error.WriteLine("""
            usage: dotnet run -c Release --project benchmarks -- reference [data set ...]
                   dotnet run -c Release --project benchmarks -- descent [allocation | cancelling]

              reference   how close default options come to known optima, a row for each data set, loss and λ
              descent     what a minibatch allocates, and how soon training ends once it is cancelled
            """);
        return 2;
}
