using static SneTools.Tests.CheckpointRun;

namespace SneTools.Tests;

/// <summary>Checkpoints that are damaged, missing, or those of something else.</summary>
public class DamagedCheckpointTests
{
    [Fact]
    public void Damage_is_told_and_the_one_before_takes_its_place()
    {
        using var folder = new TemporaryFolder();
        List<string> said = [];
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero, Warn = said.Add };
        Stop(where, Options, 40);
        byte[] last = File.ReadAllBytes(where.Path);
        byte[] previous = File.ReadAllBytes(CheckpointFile.PreviousPath(where.Path));
        byte[] flipped = Flip(last, "state.0.map");
        foreach (byte[]? damaged in (byte[]?[])[last[..(last.Length / 2)], [], flipped, null])
        {
            said.Clear();
            File.WriteAllBytes(CheckpointFile.PreviousPath(where.Path), previous);
            File.Delete(where.Path);
            if (damaged is not null)
                File.WriteAllBytes(where.Path, damaged);
            Same(Whole.Value, CheckpointFile.Resume(where, new ResumeOptions()));
            Assert.Contains("the one before", Assert.Single(said));
            Assert.Contains(where.Path, said[0]);
        }

        File.WriteAllBytes(where.Path, flipped);
        File.WriteAllBytes(CheckpointFile.PreviousPath(where.Path), previous[..99]);
        SneException error = Refused(where);
        Assert.Contains("'state.0.map' is damaged", error.Message);
        Assert.Contains("run.previous.npz", error.Message);
    }

    [Fact]
    public void Of_files_that_belong_to_other_runs_or_are_missing_nothing_is_made()
    {
        using var folder = new TemporaryFolder();
        var one = new CheckpointOptions(folder.File("one.npz"));
        var two = new CheckpointOptions(folder.File("two.npz"));
        Assert.Contains("no checkpoint", Assert.Throws<FileNotFoundException>(() => CheckpointFile.Resume(one, new ResumeOptions())).Message);
        Stop(one, Options, 4);
        Stop(two, Options with { Seed = 9 }, 4);
        File.Copy(one.Path, CheckpointFile.PreviousPath(one.Path), overwrite: true); // A run this short may have written one only.
        File.Copy(one.Path, two.Path, overwrite: true);
        File.Delete(CheckpointFile.PreviousPath(two.Path));
        Assert.Contains("of another run than 'two.data.npz'", Refused(two).Message);
        File.Copy(CheckpointFile.PreviousPath(one.Path), CheckpointFile.PreviousPath(two.Path), overwrite: true);
        Assert.DoesNotContain("two.previous.data.npz", Refused(two).Message); // There is no such file.
        byte[] data = File.ReadAllBytes(CheckpointFile.DataPath(one.Path));
        File.WriteAllBytes(CheckpointFile.DataPath(one.Path), Flip(data, "neighbors.indices"));
        SneException error = Refused(one);
        Assert.Contains("one.data.npz", error.Message);
        Assert.Contains("'neighbors.indices' is damaged", error.Message);
        File.Delete(CheckpointFile.DataPath(one.Path));
        Assert.Contains("one.data.npz", Refused(one).Message);
        Assert.Contains("one.data.npz", Assert.Throws<SneException>(() => ModelFile.Read(one.Path)).Message);
    }

    [Fact]
    public void Given_another_file_of_a_run_or_a_model_it_says_what_to_give()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz")) { Interval = TimeSpan.Zero };
        SneModel model = SneModel.Fit(Data, Options with { Descent = Options.Descent with { MaxIteration = 3 } }, where);
        File.Copy(where.Path, CheckpointFile.PreviousPath(where.Path), overwrite: true); // A run this short may have written one only.
        foreach (string other in (string[])[CheckpointFile.PreviousPath(where.Path), CheckpointFile.DataPath(where.Path)])
            Assert.Contains($"'{where.Path}'", Refused(new CheckpointOptions(other)).Message);
        string file = folder.File("model.npz");
        File.WriteAllBytes(file, Model.Bytes(model));
        Assert.Contains("Import-SneModel", Refused(new CheckpointOptions(file)).Message);
    }

    [Fact]
    public void A_byte_that_was_changed_is_found_or_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var where = new CheckpointOptions(folder.File("run.npz"));
        Dataset data = Model.Labeled(12);
        EmbeddingOptions options = Model.Options(SneMethod.TSne, EngineKind.Exact, 3) with { Descent = new DescentOptions { MaxIteration = 2 } };
        Near.SameBits(SneModel.Fit(data, options).Map, SneModel.Fit(data, options, where).Map);
        File.Delete(CheckpointFile.PreviousPath(where.Path));
        byte[] whole = File.ReadAllBytes(where.Path);
        Matrix map = CheckpointFile.Resume(where, new ResumeOptions()).Map;
        int found = 0;
        int places = 0;
        for (int place = 0; place < whole.Length; place += 97)
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= (byte)(1 << (place % 8));
            File.Delete(CheckpointFile.PreviousPath(where.Path));
            File.WriteAllBytes(where.Path, changed);
            places++;
            try
            {
                Near.SameBits(map, CheckpointFile.Resume(where, new ResumeOptions()).Map);
            }
            catch (SneException error)
            {
                Assert.Equal(SneError.InvalidFile, error.Error);
                found++;
            }
        }

        Assert.InRange(found, places / 2, places);
    }

    private static SneException Refused(CheckpointOptions where)
    {
        var error = Assert.Throws<SneException>(() => CheckpointFile.Resume(where, new ResumeOptions()));
        Assert.Equal(SneError.InvalidFile, error.Error);
        return error;
    }

    /// <summary>Changes a bit amid the numbers of a part.</summary>
    private static byte[] Flip(byte[] file, string part)
    {
        var result = (byte[])file.Clone();
        int place = result.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(part + ".npy"));
        result[place + 1000] ^= 4;
        return result;
    }
}
