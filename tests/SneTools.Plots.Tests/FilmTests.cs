using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;
using SneTools.Plots;

namespace SneTools.PlotsTests;

public class FilmTests
{
    private static readonly PlotSize Size = new(320, 240);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_gif_has_every_frame_for_its_time_and_the_last_is_held(int dimension)
    {
        using SKCodec codec = Decode(Movies.Growing(60, dimension, [1e-4, 1, 5, 9]), frameRate: 15);
        Assert.Equal((320, 240), (codec.Info.Width, codec.Info.Height));
        Assert.Equal(SKEncodedImageFormat.Gif, codec.EncodedFormat);
        Assert.Equal(-1, codec.RepetitionCount); // again and again
        Assert.Equal([70, 60, 70, 2000], codec.FrameInfo.Select(frame => frame.Duration)); // 15 a second, in hundredths
    }

    [Fact]
    public void Its_pictures_are_those_that_are_drawn_but_for_colors_that_are_nearly_the_same()
    {
        MapMovie movie = Movies.Growing(300, 2, [1e-3, 4, 9]);
        using SKCodec codec = Decode(movie, 10);
        for (int k = 0; k < movie.Count; k++)
        {
            using SKBitmap drawn = Still(movie, k);
            using var frame = new SKBitmap(codec.Info);
            Assert.Equal(SKCodecResult.Success, codec.GetPixels(codec.Info, frame.GetPixels(), new SKCodecOptions(k)));
            int[] errors = [.. drawn.Pixels.Zip(frame.Pixels, (a, b) => Math.Abs(a.Red - b.Red) + Math.Abs(a.Green - b.Green) + Math.Abs(a.Blue - b.Blue))];
            Assert.True(errors.Average() < 1, $"Frame {k} is off by {errors.Average()} of 765 on average."); // 255 colors for the rims of points and letters
            Assert.True(errors.Max() < 60, $"A pixel of frame {k} is off by {errors.Max()} of 765.");
            SKColor paper = new(255, 255, 255);
            Assert.All(drawn.Pixels.Zip(frame.Pixels).Where(pair => pair.First == paper), pair => Assert.Equal(paper, pair.Second));
        }
    }

    [Fact]
    public void Pixels_of_any_kind_come_back_from_their_codes()
    {
        // Noise fills the table of codes again and again; a single color makes its strings as long as can be.
        var random = new Random(1);
        foreach (Func<int, uint> pixel in new Func<int, uint>[] { _ => (uint)random.Next(256) * 0x010101, _ => 0x808080, i => (uint)(i % 7) * 0x202020, i => (uint)(i / 1000 % 2) * 0xFFFFFF, i => i == 0 ? 0xFFu : 0 })
        {
            using SKSurface sheet = Picture.NewSheet(Size);
            using SKPixmap pixels = sheet.PeekPixels();
            Span<uint> values = pixels.GetPixelSpan<uint>();
            for (int i = 0; i < values.Length; i++)
                values[i] = 0xFF000000 | pixel(i);
            var file = new MemoryStream();
            var gif = new GifWriter(file, Size);
            gif.Add(sheet, 10);
            gif.Complete();
            using SKBitmap read = SKBitmap.Decode(file.ToArray());
            for (int i = 0; i < values.Length; i++)
                Assert.InRange((int)read.GetPixel(i % 320, i / 320).Red, (byte)values[i] - 4, (byte)values[i] + 4); // 32 grays and the commonest
        }
    }

    [Fact]
    public void An_animated_png_has_every_frame_as_it_is_drawn()
    {
        MapMovie movie = Movies.Growing(60, 2, [1e-4, 1, 5]);
        var file = new MemoryStream();
        MapFilm.Write(movie, Size, FilmFormat.Apng, 20, file, cancellation: TestContext.Current.CancellationToken);
        List<(string Name, byte[] Data)> chunks = Chunks(file.ToArray());
        Assert.Equal("IHDR", chunks[0].Name);
        Assert.Equal("IEND", chunks[^1].Name);
        byte[] animation = chunks.Single(chunk => chunk.Name == "acTL").Data;
        Assert.Equal((3, 0), (BinaryPrimitives.ReadInt32BigEndian(animation), BinaryPrimitives.ReadInt32BigEndian(animation.AsSpan(4))));
        (string Name, byte[] Data)[] numbered = [.. chunks.Where(chunk => chunk.Name is "fcTL" or "fdAT")];
        Assert.Equal(Enumerable.Range(0, numbered.Length), numbered.Select(chunk => BinaryPrimitives.ReadInt32BigEndian(chunk.Data)));
        byte[][] controls = [.. numbered.Where(chunk => chunk.Name == "fcTL").Select(chunk => chunk.Data)];
        Assert.Equal([5, 5, 200], controls.Select(data => (int)BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(20))));
        Assert.All(controls, data => Assert.Equal((320, 240, 100), (BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(4)), BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(8)), BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(22)))));

        // Programs that know only still pictures see the first; the others are stills without their numbers.
        using SKBitmap first = SKBitmap.Decode(file.ToArray());
        using SKBitmap drawn = Still(movie, 0);
        Assert.Equal(drawn.Pixels, first.Pixels);
        int last = chunks.FindLastIndex(chunk => chunk.Name == "fcTL");
        using var still = new MemoryStream();
        still.Write(file.ToArray(), 0, 8);
        Write(still, chunks[0]);
        Write(still, ("IDAT", [.. chunks[(last + 1)..].Where(chunk => chunk.Name == "fdAT").SelectMany(chunk => chunk.Data[4..])]));
        Write(still, chunks[^1]);
        using SKBitmap third = SKBitmap.Decode(still.ToArray());
        using SKBitmap end = Still(movie, 2);
        Assert.Equal(end.Pixels, third.Pixels);
    }

    [Fact]
    public void A_film_that_is_stopped_stops()
    {
        using var stop = new CancellationTokenSource();
        var shares = new List<double>();
        Assert.Throws<OperationCanceledException>(() => MapFilm.Write(
            Movies.Growing(9, 2, [1, 2, 3, 4]),
            Size,
            FilmFormat.Gif,
            10,
            Stream.Null,
            share =>
            {
                shares.Add(share);
                if (share >= 0.25)
                    stop.Cancel();
            },
            stop.Token));
        Assert.Equal([0, 0.25], shares);
    }

    private static SKCodec Decode(MapMovie movie, double frameRate)
    {
        var file = new MemoryStream();
        MapFilm.Write(movie, Size, FilmFormat.Gif, frameRate, file);
        return SKCodec.Create(SKData.CreateCopy(file.ToArray()));
    }

    private static SKBitmap Still(MapMovie movie, int frame)
    {
        var file = new MemoryStream();
        MapPicture.Write(movie.Frame(frame), Size, PictureFormat.Png, file);
        return SKBitmap.Decode(file.ToArray());
    }

    /// <summary>The chunks of a PNG, whose checksums are tested.</summary>
    private static List<(string Name, byte[] Data)> Chunks(byte[] file)
    {
        var chunks = new List<(string, byte[])>();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            Assert.Equal(Checksum(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }

        return chunks;
    }

    /// <summary>CRC-32, as the framework's own gzip has it at its end.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(packed.ToArray().AsSpan()[^8..]);
    }

    private static void Write(Stream stream, (string Name, byte[] Data) chunk)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(chunk.Name), .. chunk.Data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, chunk.Data.Length);
        stream.Write(number);
        stream.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(named));
        stream.Write(number);
    }
}
