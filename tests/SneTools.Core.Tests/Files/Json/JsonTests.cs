using System.Text;
using static SneTools.Tests.BinaryFile;

namespace SneTools.Tests;

public class JsonTests
{
    [Theory]
    [InlineData("""[{"a":1,"b":2,"t":"x"},{"a":3,"b":4,"t":"y"}]""")]
    [InlineData("""[{"a":1,"b":2,"t":"x"},{"t":"y","b":4,"a":3}]""")]
    [InlineData("[{\"a\":1,\"b\":2,\"t\":\"x\"}]\n[ ]\n[{\"a\":3,\"b\":4,\"t\":\"y\"}]")]
    [InlineData("{\"a\":1,\"b\":2,\"t\":\"x\"}\n\n{\"a\":3,\"b\":4,\"t\":\"y\"}\n")]
    [InlineData("{\"a\":1,\"b\":2,\"t\":\"x\"}\r\n{\"a\":3,\"b\":4,\"t\":\"y\"}")]
    [InlineData("{\"a\":1,\"b\":2,\"t\":\"x\"}{\"a\":3,\"b\":4,\"t\":\"y\"}")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": 2,\n  \"t\": \"x\"\n}\n{\n  \"a\": 3,\n  \"b\": 4,\n  \"t\": \"y\"\n}")]
    [InlineData("""{"a":[1,3],"b":[2,4],"t":["x","y"]}""")]
    [InlineData("""{"a":{"0":1,"1":3},"b":{"0":2,"1":4},"t":{"0":"x","1":"y"}}""")]
    [InlineData("""{"0":{"a":1,"b":2,"t":"x"},"1":{"a":3,"b":4,"t":"y"}}""")]
    [InlineData("""{"columns":["a","b","t"],"index":[0,1],"data":[[1,2,"x"],[3,4,"y"]]}""")]
    [InlineData("""{"columns":["a","b","t"],"data":[[1,2,"x"],[3,4,"y"]]}""")]
    [InlineData("""{"n":2,"rows":[{"a":1,"b":2,"t":"x"},{"a":3,"b":4,"t":"y"}],"next":null,"warnings":[]}""")]
    [InlineData("""[{"\u0061":1,"b":2,"t":"\u0078"},{"a":3.0,"b":40e-1,"t":"y"}]""")]
    public void Rows_and_columns_are_one_table(string text)
    {
        foreach (string name in new[] { "x.json", "x", "x.txt", "x.JSON.gz" })
        {
            byte[] contents = Encoding.UTF8.GetBytes(text);
            Dataset data = Read(name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(contents) : contents, name);
            Assert.Equal(["a", "b"], data.Columns);
            Assert.Equal([1, 2, 3, 4], data.Values.Values);
            Assert.Equal("t", Assert.Single(data.Labels).Name);
            Assert.Equal(["x", "y"], data.Labels[0].Values);
        }
    }

    [Theory]
    [InlineData("""{"cat":[1,2],"dog":[3,4],"cow":[5,7]}""", 1)]
    [InlineData("""{"cat":[1,2,5],"dog":[3,4,1],"cow":[5,7,3]}""", 0)]
    public void Lists_that_may_be_rows_by_their_names_are_taken_for_columns_with_a_warning(string text, int warnings)
    {
        Dataset data = Read(Encoding.UTF8.GetBytes(text), "x.json");
        Assert.Equal(["cat", "dog", "cow"], data.Columns);
        Assert.Equal(warnings, data.Warnings.Count(warning => warning.Contains("taken for a column", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_text_may_be_of_more_than_a_byte_a_character()
    {
        foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(true, true) })
        {
            Dataset data = Read([.. encoding.GetPreamble(), .. encoding.GetBytes("""[{"a":1,"é":"😀"},{"a":2,"é":"z"}]""")], "x.json");
            Assert.Equal([1, 2], data.Values.Values);
            Assert.Equal(("é", "😀"), (data.Labels[0].Name, data.Labels[0].Values[0]));
        }
    }

    [Theory]
    [InlineData("[x],y\n1,2\n3,4\n")]
    [InlineData("{x},y\n1,2\n3,4\n")]
    [InlineData("{,y\n1,2\n3,4\n")]
    [InlineData("\"[x\",y\n1,2\n3,4\n")]
    [InlineData("[0.1 0.2],y\n1,2\n3,4\n")]
    [InlineData("[,y\n1,2\n3,4\n")]
    [InlineData("[\"x\"],\"y\"\n1,2\n3,4\n")]
    public void A_text_that_begins_with_a_bracket_and_goes_on_otherwise_is_no_json(string text) =>
        Assert.Equal([1, 2, 3, 4], Read(Encoding.UTF8.GetBytes(text), "x.txt").Values.Values.TakeLast(4));

    [Fact]
    public void A_list_with_a_comma_behind_it_is_no_json() => Assert.Equal(
        (false, false, false, true, true),
        (JsonFormat.IsLike("[1,2],y\n"u8), JsonFormat.IsLike("[1],[2]\n"u8), JsonFormat.IsLike("5 6\n"u8), JsonFormat.IsLike("[1,2]\n[NaN, "u8), JsonFormat.IsLike(" {\"a\" : "u8)));

    [Fact]
    public void Values_are_what_they_are()
    {
        JsonSink sink = Sink("""[{"n":9007199254740993,"f":1.10,"t":"5","e":"a\u00e9\n\ud83d\ude00","y":true,"z":false,"0":null,"b":"","l":["a",1, true],"m":[]},{"n":-1e400}]""");
        Assert.Equal(["9007199254740993", "1.10", "5", "aé\n😀", "True", "False", null, null, "[\"a\",1, true]", "[]"], sink.Rows[0].Select(cell => cell.AsText()));
        Assert.Equal([true, true, true, false, false, false, false, false, false, false], sink.Rows[0].Select(cell => cell.IsNumber));
        Assert.Equal(double.NegativeInfinity, sink.Rows[1][0].Number);
        Assert.All(sink.Rows[1][1..], cell => Assert.True(cell.IsAbsent));
    }

    [Fact]
    public void A_property_that_shows_late_is_a_column()
    {
        string rows = string.Concat(Enumerable.Range(0, 3000).Select(i => $$"""{"a":{{i * 0.5}}{{(i == 2500 ? ",\"late\":\"x\"" : string.Empty)}}}""" + "\n"));
        foreach (byte[] file in new[] { Encoding.UTF8.GetBytes(rows), Gzip(Encoding.UTF8.GetBytes(rows)) })
        {
            Dataset data = Read(file, "x.jsonl");
            Assert.Equal((3000, 1249.5), (data.Count, data.Values[2499, 0]));
            Assert.Equal([2500], Enumerable.Range(0, 3000).Where(i => data.Labels[0].Values[i] == "x"));
        }

        SneException error = Refused(Encoding.UTF8.GetBytes(rows), "x.jsonl", Options(property: ["late"]));
        Assert.Equal((SneError.RaggedRow, 1, "late"), (error.Error, error.Row, error.Column));
        Assert.Equal(3000, Read(Encoding.UTF8.GetBytes(rows), "x.jsonl", Options(label: ["late"])).Count);
        Assert.Equal(3000, Read(Encoding.UTF8.GetBytes(rows), "x.jsonl", Options(exclude: ["late"])).Count);
        Assert.Equal(SneError.ColumnNotFound, Refused(Encoding.UTF8.GetBytes(rows), "x.jsonl", Options(label: ["never"])).Error);
        Assert.Equal(2000, Read(Encoding.UTF8.GetBytes(rows), "x.jsonl", new ImportOptions { First = 2000 }).Count);
    }

    [Fact]
    public void Progress_rises_even_where_a_file_is_read_twice_and_a_cancellation_ends_the_reading()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("x.jsonl", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{\"a\":{i * 0.5}{(i == 15_000 ? ",\"late\":\"x\"" : string.Empty)}}}\n")));
        var shares = new List<double>();
        Assert.Equal(20_000, DataFile.Read(path, new ImportOptions(), shares.Add, TestContext.Current.CancellationToken).Count);
        Assert.True(shares.Count > 2);
        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[^1], 0.9, 1);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => DataFile.Read(path, new ImportOptions(), _ => source.Cancel(), source.Token));
    }

    [Fact]
    public void A_name_of_a_row_that_shows_late_is_kept()
    {
        string rows = string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"{(i == 2999 ? 7000 : i)}\":{{\"a\":{i * 0.5}}}"));
        Dataset data = Read(Encoding.UTF8.GetBytes($"{{{rows}}}"), "x.json");
        Assert.Equal(["0", "1", "7000"], new[] { 0, 1, 2999 }.Select(i => Assert.Single(data.Labels).Values[i]));
    }

    [Fact]
    public void A_property_that_rows_lack_is_a_gap_where_gaps_are_allowed()
    {
        byte[] file = """[{"a":1,"b":2},{"b":3},{"a":5,"b":4}]"""u8.ToArray();
        SneException error = Refused(file, "x.json");
        Assert.Equal((SneError.RaggedRow, 2, "a"), (error.Error, error.Row, error.Column));
        Assert.Equal([1, 2, 5, 4], Read(file, "x.json", new ImportOptions { MissingValue = MissingValuePolicy.Drop }).Values.Values);
        Assert.Equal([1, 2, 3, 3, 5, 4], Read(file, "x.json", new ImportOptions { MissingValue = MissingValuePolicy.Mean }).Values.Values);
    }

    [Fact]
    public void Objects_within_rows_are_refused_by_name_unless_nobody_asked_for_them()
    {
        byte[] file = """[{"a":1,"o":{"x":1},"l":[[1]],"p":[{}]},{"a":2,"o":3,"l":4,"p":5}]"""u8.ToArray();
        SneException error = Refused(file, "x.json");
        Assert.Equal((SneError.InvalidFile, 1, "o"), (error.Error, error.Row, error.Column));
        Assert.Contains("'o' is an object", error.Message);
        Assert.Contains("'l' is a list with lists", Refused(file, "x.json", Options(exclude: ["o"])).Message);
        Assert.Contains("'p' is a list with lists", Refused(file, "x.json", Options(exclude: ["o", "l"])).Message);
        Assert.Contains("'o' is an object", Refused(file, "x.json", Options(label: ["o"])).Message);
        Assert.Equal([1, 2], Read(file, "x.json", Options(exclude: ["[olp]"])).Values.Values);
        Dataset data = Read(file, "x.json", Options(property: ["a"]));
        Assert.Equal([1, 2], data.Values.Values);
        Assert.Empty(data.Labels);
    }

    [Fact]
    public void Objects_within_columns_are_refused_by_name_unless_nobody_asked_for_them()
    {
        byte[] file = """{"ids":["a","b"],"v":[[1,2],[3,4]],"x":[5,6],"o":[{"s":1},{"s":2}],"n":null}"""u8.ToArray();
        Assert.Contains("several lists ('ids', 'v', 'x', 'o')", Refused(file, "x.json").Message);
        Dataset data = Read(file, "x.json", Options(exclude: ["o"], label: ["v"]));
        Assert.Equal([5, 6], data.Values.Values);
        Assert.Equal(["[1, 2]", "[3, 4]"], data.Labels[0].Values);
        Assert.Equal(["a", "b"], data.Labels[1].Values);
        file = """{"n":1,"rows":[{"a":1,"b":"x"},{"a":2,"b":"y"}],"ids":[7,8]}"""u8.ToArray();
        Assert.Equal([1, 2], Read(file, "x.json", Options(exclude: ["ids"])).Values.Values);
        Assert.Equal("o", Refused(file, "x.json", Options(exclude: ["ids", "o"])).Column);
        Assert.Contains("'v' is a list with lists", Refused("""{"v":[[[1]],[2]],"x":[5,6]}"""u8.ToArray(), "x.json").Message);
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2,}\n", "Row 2 is no valid JSON, in line 2 at byte 8: The JSON object contains a trailing comma at the end, which JSON does not allow.")]
    [InlineData("[{\"a\":1},\n// no\n{\"a\":2}]", "Row 2 is no valid JSON, in line 2 at byte 1: '/' is an invalid start of a value.")]
    [InlineData("[{\"a\":1},{\"a\" 2}]", "Row 2 is no valid JSON, in line 1 at byte 15: '2' is invalid after a property name. Expected a ':'.")]
    [InlineData("[{\"a\":1},{\"a\":2}", "Expected depth to be zero at the end of the JSON payload.")]
    [InlineData("[{\"a\":1},{\"a\":2", "Row 2 is no valid JSON")]
    [InlineData("[{\"a\":1},{\"b", "Row 2 is no valid JSON")]
    [InlineData("[{\"a\":1},{\"a\":NAN}]", "Row 2 is no valid JSON, in line 1 at byte 15: 'N' is an invalid start of a value.")]
    [InlineData("[{\"a\":1},{\"a\":1NaN}]", "Row 2 is no valid JSON")]
    [InlineData("[{\"a\":1},{\"a\":01}]", "Row 2 is no valid JSON")]
    [InlineData("[{\"a\":1}] x", "'x' is an invalid start of a value.")]
    [InlineData("{\"a\":[1,2],\"b\":[3", "is no valid JSON")]
    [InlineData("a,b\n1,2\n", "is no valid JSON, in line 1 at byte 1: 'a' is an invalid start of a value.")]
    [InlineData("[{\"a\":1},{\"a\":\"\t\"}]", "'0x09' is invalid within a JSON string.")]
    [InlineData("[{\"a\":1,\"a\":2}]", "Row 1 has two properties 'a'.")]
    [InlineData("{\"a\":[1],\"a\":[2]}", "There are two columns named 'a'.")]
    [InlineData("{\"a\":1,\"A\":2}\n{\"a\":1}", "There are two columns named 'a'.")]
    [InlineData("[[1,2],[3]]", "Row 2 has 1 value; the rows before it have 2.")]
    [InlineData("[[1,2],[3,4,5]]", "Row 2 has 3 values; the rows before it have 2.")]
    [InlineData("[[1,2],{\"a\":1}]", "Row 2 is an object; the rows before it are lists.")]
    [InlineData("{\"a\":1}\n[1]", "Row 2 is a list; the rows before it are objects.")]
    [InlineData("[{\"a\":1}] {\"a\":1}", "The rows are over, and an object follows.")]
    [InlineData("{\"a\":[1,2],\"b\":[3]}", "The list 'b' has 1 values, and 'a' has 2")]
    [InlineData("{\"a\":{\"0\":1,\"1\":2},\"b\":{\"0\":1}}", "The columns 'b' and 'a' do not have the same rows")]
    [InlineData("{\"a\":{\"0\":1,\"1\":2},\"b\":{\"1\":1,\"0\":2}}", "The columns 'b' and 'a' do not have the same rows")]
    [InlineData("{\"x\":{\"a\":1},\"y\":{\"a\":2}}", "one object of objects")]
    [InlineData("{\"1\":{\"1\":1},\"2\":{\"1\":2}}", "one object of objects")]
    [InlineData("{\"r\":[{\"a\":1}],\"s\":[{\"a\":1}]}", "several lists ('r', 's')")]
    [InlineData("{\"columns\":[\"a\"],\"index\":[5],\"data\":[[1],[2]]}", "The list 'index' has 1 values")]
    [InlineData("{\"columns\":[\"a\",\"b\"],\"index\":[0],\"data\":[[1]]}", "Row 1 has 1 value")]
    [InlineData("", "There are no rows in the file")]
    [InlineData(" \n", "There are no rows in the file")]
    [InlineData("[]", "There are no rows")]
    [InlineData("{\"object\":\"list\",\"data\":[]}", "There are no rows in the file: its lists are empty")]
    [InlineData("[{},{}]", "There are no columns.")]
    [InlineData("[{\"a\":1},{\"a\":\"\\ud800\"}]", "Row 2, property 'a': the text is not valid UTF-8, or holds half of a character.")]
    public void What_is_no_table_is_refused_with_its_place(string text, string message) =>
        Assert.Contains(message, Refused(Encoding.UTF8.GetBytes(text), "x.json").Message);

    [Fact]
    public void Bytes_that_are_no_text_are_refused_where_they_are_looked_at()
    {
        byte[] file = [.. "[{\"a\":1,\"t\":\""u8, 0xE9, .. "\"},{\"a\":2,\"t\":\"x\"}]"u8];
        Assert.Contains("Row 1, property 't': the text is not valid UTF-8", Refused(file, "x.json").Message);
        Assert.Equal([1, 2], Read(file, "x.json", Options(exclude: ["t"])).Values.Values);
    }

    [Fact]
    public void The_first_rows_alone_can_be_read()
    {
        foreach (string text in new[] { "{\"a\":1}\n{\"a\":2}\noops", "[{\"a\":1},{\"a\":2},oops", "{\"a\":[1,2,3]}", "{\"a\":{\"0\":1,\"1\":2,\"2\":3}}", "{\"n\":1,\"data\":[{\"a\":1},{\"a\":2},{\"a\":\"x\"}]}" })
            Assert.Equal([1, 2], Read(Encoding.UTF8.GetBytes(text), "x.json", new ImportOptions { First = 2 }).Values.Values);
    }

    [Fact]
    public void A_list_of_numbers_is_a_column_and_in_lines_a_row()
    {
        Assert.Equal((3, 1), Shape(Read("[1,2,3]"u8.ToArray(), "x.json")));
        Assert.Equal((1, 3), Shape(Read("[1,2,3]"u8.ToArray(), "x.jsonl")));
        Assert.Equal((2, 3), Shape(Read("[1,2,3]\n[4,5,7]"u8.ToArray(), "x.json")));
        Assert.Equal((3, 1), Shape(Read("1\n2\n4"u8.ToArray(), "x.ndjson")));
        Assert.Equal((1, 2), Shape(Read("""{"a":1,"b":2.5,"t":"x","v":["a"]}"""u8.ToArray(), "x.json")));

        static (int, int) Shape(Dataset data) => (data.Count, data.Dimension);
    }

    [Theory]
    [InlineData("""["p","q",null]""")]
    [InlineData("""[{"name":"p"},{"name":"q"},{"name":null}]""")]
    [InlineData("""{"name":["p","q",null]}""")]
    [InlineData("""{"name":{"5":"p","6":"q","7":null}}""")]
    [InlineData("""[["p"],["q"],[null]]""")]
    [InlineData("""{"n":3,"names":[{"name":"p"},{"name":"q"},{"name":null}]}""")]
    public void Labels_may_lie_in_a_file_of_json(string text) => Assert.Equal(["p", "q", null], ReadLabels(text).Labels[0].Values);

    [Fact]
    public void Labels_keep_the_text_of_a_number() => Assert.Equal(["9007199254740993", "1.0", "True"], ReadLabels("[9007199254740993,1.0,true]").Labels[0].Values);

    [Fact]
    public void Labels_in_several_columns_are_refused() =>
        Assert.Contains("one column; this one has 2 columns", Assert.Throws<SneException>(() => ReadLabels("""[{"a":1,"b":2}]""")).Message);

    [Theory]
    [InlineData("x.json", """[{"a":1,"b":2},{"a":1,"c":{}}]""", "a b c")]
    [InlineData("x.jsonl", "{\"a\":1}\n{\"b\":1}", "a b")]
    [InlineData("x.json", """{"a":[1],"b":[2]}""", "a b")]
    [InlineData("x.json", """{"a":{"0":1},"b":{"0":1}}""", "a b")]
    [InlineData("x.json", """{"columns":["a","b"],"data":[[1,2]]}""", "a b")]
    [InlineData("x.json", """{"object":"list","data":[{"a":1,"b":2}]}""", "a b")]
    [InlineData("x.json", "[[1,2],[3,4]]", "X1 X2")]
    public void The_names_of_the_columns_can_be_read_alone(string name, string text, string expected)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(expected.Split(' '), DataFile.ReadColumns(folder.Write(name, text)));
    }

    private static JsonSink Sink(string text) => JsonSink.Read(Encoding.UTF8.GetBytes(text));

    private static ImportOptions Options(string[]? property = null, string[]? exclude = null, string[]? label = null) =>
        new() { Columns = new ColumnSelection(property, exclude, label) };

    private static Dataset ReadLabels(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("data"), Idx(8, [3, 2], [1, 2, 3, 4, 5, 7]));
        return DataFile.Read(folder.File("data"), new ImportOptions { LabelPath = folder.Write("labels.json", text) });
    }
}
