using MLExtensions.Benchmarks;

switch (args)
{
    case ["reference", .. string[] dataSets]:
        return ReferenceTable.Print(dataSets);
    case ["peers", .. string[] dataSets]:
        return PeerTable.Print(dataSets);
    case ["descent", .. string[] tables]:
        return DescentTables.Print(tables);
    case ["kernels"]:
        return KernelTable.Print();
    default:
        Console.Error.WriteLine("""
            usage: dotnet run -c Release --project benchmarks -- reference [data set ...]
                   dotnet run -c Release --project benchmarks -- peers [data set ...]
                   dotnet run -c Release --project benchmarks -- descent [allocation | cancelling]
                   dotnet run -c Release --project benchmarks -- kernels

              reference   how close default options come to known optima, a row for each data set, loss and λ
              peers       time, objective and test results beside those of ML.NET's own trainers
              descent     what a minibatch allocates, and how soon training ends once it is cancelled
              kernels     how fast products of dense and sparse rows, losses and steps are
            """);
        return 2;
}
