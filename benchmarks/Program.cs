using MLExtensions.Benchmarks;
using MLExtensions.Benchmarks.Micro;
using MLExtensions.Benchmarks.Scale;

switch (args)
{
    case ["reference", .. string[] dataSets]:
        return ReferenceTable.Print(dataSets);
    case ["peers", "binary"]:
        return BinaryPeerTable.Print();
    case ["peers", .. string[] dataSets]:
        return PeerTable.Print(dataSets);
    case ["text", .. string[] dataSets]:
        return TextTable.Print(dataSets);
    case ["stack", .. string[] dataSets]:
        return StackTable.Print(dataSets);
    case ["sweep", .. string[] dataSets]:
        return SweepTable.Print(dataSets);
    case ["neighbors", .. string[] dataSets]:
        return NeighborTable.Print(dataSets);
    case ["descent", .. string[] tables]:
        return DescentTables.Print(tables);
    case ["verdicts", .. string[] choices]:
        return VerdictTable.Print(choices);
    case ["kernels"]:
        return KernelTable.Print();
    case ["micro", .. string[] arguments]:
        return MicroBenchmarks.Run(arguments);
    case ["scale", .. string[] tables]:
        return ScaleTables.Print(tables);
    default:
        Console.Error.WriteLine("""
            usage: dotnet run -c Release --project benchmarks -- reference [--repeat fits | --export folder] [data set ...]
                   dotnet run -c Release --project benchmarks -- peers [binary | data set ...]
                   dotnet run -c Release --project benchmarks -- text [trec | r8 | "made up" ...]
                   dotnet run -c Release --project benchmarks -- stack [data set ...]
                   dotnet run -c Release --project benchmarks -- sweep [data set ...]
                   dotnet run -c Release --project benchmarks -- neighbors [data set ...]
                   dotnet run -c Release --project benchmarks -- descent [allocation | cancelling]
                   dotnet run -c Release --project benchmarks -- verdicts [seeds] [part of a name] [--keep folder] [--why]
                   dotnet run -c Release --project benchmarks -- kernels
                   dotnet run -c Release --project benchmarks -- micro [argument of BenchmarkDotNet ...]
                   dotnet run -c Release --project benchmarks -- scale [rows | columns | classes | entries | sdca]

              reference   how close default options come to known optima, a row for each data set, loss and λ
              peers       time, objective and test results beside those of ML.NET's own trainers
              text        softmax and SVM over sparse rows, beside LIBLINEAR
              stack       ten λ trained at once, beside each alone
              sweep       λ chosen by cross-validation, beside a plain loop
              neighbors   the nearest neighbors of all test rows, and where a tree is faster than comparing all
              descent     what a minibatch allocates, and how soon training ends once it is cancelled
              verdicts    how often a diagnosis is right, by families of data whose right verdict is known
              kernels     how fast products of dense and sparse rows, whole epochs, losses and steps are
              micro       BenchmarkDotNet: kernels, update rules, reading, polynomial features
              scale       how time and memory grow with the data, and sparse rows beside ML.NET's SDCA
            """);
        return 2;
}
