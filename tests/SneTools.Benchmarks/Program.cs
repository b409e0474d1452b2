using BenchmarkDotNet.Running;
using SneTools.Benchmarks;

switch (args.FirstOrDefault())
{
    case "compare":
        return Comparison.Run(args[1..]);
    case "lowest":
        return LowestTable.Run(args[1..]);
    case "embed":
        return OwnRun.Run(args[1..]);
    case "files":
        return FileTable.Run(args[1..]);
    case "read":
        return FileTable.Read(args[1..]);
    case "read-batches":
        return StreamTable.Read(args[1..]);
    case "stream":
        return StreamTable.Run(args[1..]);
    case "shards":
        return ShardTable.Run(args[1..]);
    case "place-shard":
        return ShardTable.Place(args[1..]);
    case "pass-rows":
        return ShardTable.Pass(args[1..]);
    case "step":
        return StepTable.Run(args[1..]);
    case "iteration":
        return IterationTable.Run(args[1..]);
    case "repulsion":
        return RepulsionTable.Run(args[1..]);
    case "points":
        return PointTable.Run(args[1..]);
    case "find-neighbors":
        return NeighborRun.Run(args[1..]);
    case "quality":
        return QualityTable.Run(args[1..]);
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(StepBenchmark).Assembly).Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            usage:
              step [n | data.csv without a header]       one exact gradient step of every method, beside scikit-learn's
              compare <data> [--label column] [--perplexity 30] [--iterations 1000] [--standardize] [--method Sne,TSne]
                      [--tolerance 0] [--rival FIt-SNE,openTSNE,scikit-learn,Rtsne] [--own-iterations 500,750]
                                                        whole embeddings, ours and whichever rivals there are; of more than
                                                        2 000 points TSne with 750 iterations unless told otherwise, ours with
                                                        each of its own numbers of them, to see when it is at a rival's cost
              iteration <data> <map.csv> [method, TSne] [spacing of the grid, 0.18] [threads, 1]
                                                        the parts of one iteration over a map: time, bytes, operations
              lowest [--data tests/data] [--set iris,digits,...] [--method Sne,...] [--starts 0] [--folder where maps stay] [--own|--kept]
                                                        costs of few points beside other programs' and those of a search from
                                                        so many starts; --own leaves the other programs out, --kept
                                                        those whose maps are not in the folder
              repulsion [error, 1e-4]                   one evaluation through a grid, over a tree and over all pairs, on maps of many
                                                        widths
              points <folder of MNIST's IDX files> [--rows 60000] [--add 10000] [--iterations 750] [--method TSne,Sne,...]
                                                        new rows in a map, beside openTSNE's transform
              quality <data> [--label-path labels] [--rows 2000,10000,70000] [--iterations 500]
                                                        all measures of maps, beside scikit-learn's trustworthiness
              files <data.csv>                          a table becomes a matrix, beside pandas
              stream [rows, 1000000] [columns, 50] [x.csv x.parquet ...]
                                                        a long table of every format, read at once and in batches
              shards <folder of MNIST's IDX files> [--points 60000] [--rows 1000000] [--place 1000000] [--method TSne,Sne]
                      [--file x.csv,x.parquet,...] [--folder where files and models stay]
                                                        long files placed by a model, and how fast rows are passed over
              find-neighbors <data.npy> <k> <Auto, Exact or Approximate> <indices.bin or -> [metric] [threads]
                                                        a search for neighbors: seconds, processor seconds, MiB, recall, the search
              micro [BenchmarkDotNet's options]         the inner parts under BenchmarkDotNet
            """);
        return 2;
}
