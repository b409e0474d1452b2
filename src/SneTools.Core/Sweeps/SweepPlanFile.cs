using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SneTools;

/// <summary>Writes the plan of a sweep as one file that a person can read, a run in a line, and reads it.</summary>
internal static class SweepPlanFile
{
    private const string Format = "SneTools sweep";

    /// <summary>The version of the format that is written. All versions from 1 on are read.</summary>
    private const int Version = 1;

    /// <summary>The longest plan that is read: of some million runs.</summary>
    private const long MostBytes = 1L << 30;

    private static readonly JsonSerializerOptions Json = new(ArchiveForm.Json) { WriteIndented = false };

    /// <summary>Writes a plan.</summary>
    public static void Write(SweepPlan plan, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("{");
        Member("format", Format);
        Member("version", Version);
        Member("program", plan.Program);
        Member("created", plan.Created);
        Member("reading", plan.Reading);
        if (plan.Model is not null)
            Member("model", plan.Model);
        Member("resultType", plan.ResultType);
        Member("mapFormat", plan.Format);
        Member("measure", plan.Measure);
        Member("plot", plan.Plot);
        List("data", plan.Data.Select(Text));
        writer.WriteLine(",");
        List("runs", plan.Runs.Select(run => Text(new Entry(run.Number, run.Data, run.Rows, run.Columns, new Dictionary<string, object>(run.Parameters)) { FirstRow = run.FirstRow })));
        writer.WriteLine();
        writer.WriteLine("}");

        void Member<T>(string name, T value) => writer.WriteLine($"  \"{name}\": {Text(value)},");

        void List(string name, IEnumerable<string> lines)
        {
            writer.WriteLine($"  \"{name}\": [");
            writer.Write(string.Join(",\n", lines.Select(line => $"    {line}")));
            writer.WriteLine();
            writer.Write("  ]");
        }
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>: it is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SweepPlan Read(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
            throw Invalid(path, "it is too long");
        try
        {
            using FileStream stream = File.OpenRead(path);
            JsonObject root = JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })?.AsObject() ?? throw Invalid(path, "it is empty");
            if (Member<string>("format") != Format)
                throw Invalid(path, "it does not say that it is one");
            int version = Member<int>("version");
            if (version is < 1 or > Version)
                throw new SneException(SneError.InvalidFile, FormattableString.Invariant($"{path}: the plan is of version {version}, and this program reads versions 1 to {Version}."));
            var plan = new SweepPlan
            {
                Program = Member<string>("program"),
                Created = Member<DateTimeOffset>("created"),
                Reading = Member<SweepReading>("reading"),
                Model = root["model"] is null ? null : Member<SweepData>("model"),
                ResultType = Member<SweepResultType>("resultType"),
                Format = Member<EmbeddingFormat>("mapFormat"),
                Measure = Member<bool>("measure"),
                Plot = Member<bool>("plot"),
                Data = Member<SweepData[]>("data"),
                Runs = [.. Member<Entry[]>("runs").Select(Run)],
            };
            Require(plan, path);
            return plan;

            T Member<T>(string name) =>
                root[name] is { } node && node.Deserialize<T>(Json) is { } value ? value : throw Invalid(path, $"it has no '{name}'");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw Invalid(path, error.Message, error);
        }
        catch (SneException error) when (error.Error == SneError.InvalidOption)
        {
            throw Invalid(path, error.Message, error);
        }
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);

    private static PlannedRun Run(Entry? run)
    {
        if (run is null)
            throw new JsonException("a run is null");
        if (run.Parameters.Any(pair => pair.Value is null))
            throw new JsonException(FormattableString.Invariant($"a parameter of run {run.Run} is null"));
        PlannedRun result = Parsed(run);
        SweepPlanner.RequireConsistent(result);
        return result;
    }

    private static PlannedRun Parsed(Entry run) => new()
    {
        Number = run.Run,
        Data = run.Data,
        FirstRow = run.FirstRow,
        Rows = run.Rows,
        Columns = run.Columns,
        Parameters = run.Parameters.ToDictionary(pair => SweepParameter.Named(pair.Key).Name, pair => SweepParameter.Named(pair.Key).Parse(pair.Value)),
    };

    private static void Require(SweepPlan plan, string path)
    {
        if (Array.Exists(plan.Data, data => data is null))
            throw Invalid(path, "a file of its data is null");
        var files = plan.Data.Select(data => data.Path).ToHashSet(StringComparer.Ordinal);
        for (int i = 0; i < plan.Runs.Length; i++)
        {
            PlannedRun run = plan.Runs[i];
            if (run.Number != i + 1)
                throw Invalid(path, FormattableString.Invariant($"its run {i + 1} has the number {run.Number}"));
            if (!files.Contains(run.Data))
                throw Invalid(path, FormattableString.Invariant($"run {run.Number} reads the file '{run.Data}', which is not among its data"));
            if (run.FirstRow is null != plan.Model is null || run.FirstRow < 1)
                throw Invalid(path, FormattableString.Invariant($"run {run.Number} {(plan.Model is null ? "begins at a row, and there is no model to place rows" : "does not say which rows are placed")}"));
            if (run.Rows < (plan.Model is null ? 2 : 1) || run.Columns < 0)
                throw Invalid(path, FormattableString.Invariant($"run {run.Number} has {run.Rows} x {run.Columns} numbers"));
        }
    }

    private static SneException Invalid(string path, string why, Exception? inner = null) =>
        new(SneError.InvalidFile, $"{path}: this is no plan of a sweep: {why.TrimEnd('.')}.", innerException: inner);

    private sealed record Entry(int Run, string Data, int Rows, int Columns, Dictionary<string, object> Parameters)
    {
        public int? FirstRow { get; init; }
    }
}
