using Microsoft.Extensions.Options;
using SkiaSharp;
using StrongCities.Hub.Cases;
using StrongCities.Hub.Practices;
using Xunit;
using static StrongCities.Host.Tests.Practices.PracticeWorld;

namespace StrongCities.Host.Tests.Practices;

/// <summary>Pictures are drawn anew: nothing of where they were taken is left, and no file costs more than its limits.</summary>
public sealed class PictureTests
{
    private const byte Upright = 1;
    private const byte Turned = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_it_was_taken_is_gone()
    {
        var sent = WithExif(Encode(64, 32, SKEncodedImageFormat.Jpeg), Upright);
        Assert.Contains("Exif", Latin(sent), StringComparison.Ordinal);
        Assert.Contains("SECRETPLACE", Latin(sent), StringComparison.Ordinal);
        var read = await ReadAsync(Of(sent, "holiday.jpg"));
        Assert.Empty(read.Problems);
        Assert.All(["Exif", "SECRETPLACE", "ICC_PROFILE", "Photoshop", "http"], word => Assert.DoesNotContain(word, Latin(read.Bytes), StringComparison.Ordinal));
        Assert.All(Segments(read.Bytes), marker => Assert.DoesNotContain(marker, Enumerable.Range(0xE1, 15).Append(0xFE)));
        Assert.Equal((64, 32), (read.Width, read.Height));
    }

    [Fact]
    public async Task A_picture_from_a_turned_camera_stands_upright()
    {
        var read = await ReadAsync(Of(WithExif(Encode(64, 32, SKEncodedImageFormat.Jpeg), Turned), "turned.jpg"));
        Assert.Equal((32, 64), (read.Width, read.Height));
        using var seen = SKBitmap.Decode(read.Bytes);
        // Turned by a quarter to the right: what was left is on top.
        Assert.True(seen.GetPixel(16, 10) is { Red: > 200, Blue: < 60 }, seen.GetPixel(16, 10).ToString());
        Assert.True(seen.GetPixel(16, 54) is { Blue: > 200, Red: < 60 }, seen.GetPixel(16, 54).ToString());
    }

    [Fact]
    public async Task Large_ones_become_small_and_see_through_becomes_white()
    {
        var read = await ReadAsync(Png(1_000, 500), options => options.KeptSide = 400);
        Assert.Equal((400, 200), (read.Width, read.Height));
        using var clear = new SKBitmap(10, 10);
        clear.Erase(SKColors.Transparent);
        using var data = clear.Encode(SKEncodedImageFormat.Png, 100);
        using var seen = SKBitmap.Decode((await ReadAsync(Of(data.ToArray(), "clear.png"))).Bytes);
        Assert.True(seen.GetPixel(5, 5) is { Red: > 250, Green: > 250, Blue: > 250 });
    }

    [Fact]
    public async Task What_is_no_picture_or_too_much_of_one_is_refused_with_a_reason()
    {
        Assert.Equal("Problem.FileEmpty", await ProblemAsync(Of([], "a.png")));
        Assert.Equal("Problem.FileTooLarge", await ProblemAsync(Of(new byte[20_000], "a.png"), options => options.MaxPictureBytes = 10_000));
        Assert.Equal("Practice.Problem.PictureType", await ProblemAsync(Of("<svg onload='x()'/>"u8.ToArray(), "a.png")));
        Assert.Equal("Practice.Problem.PictureType", await ProblemAsync(Of([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4, 5, 6], "a.jpg")));
        Assert.Equal("Practice.Problem.PicturePixels", await ProblemAsync(Png(1_200, 1_000), options => options.MaxPixels = 1_000_000));
    }

    [Fact]
    public async Task A_draft_takes_pictures_with_words_only_and_no_more_than_allowed()
    {
        await using var world = await StartAsync();
        await world.BeginAsync();
        var advisor = await world.Hub.ViewerAsync(Advisor);
        var problems = Assert.IsType<PracticeInvalid>(await world.Hub.SendAsync(new AddPicture(advisor, world.Id, null, " a ", "", false))).Problems;
        Assert.Equal(["Files", "Alt", "Maker"], problems.Select(problem => problem.Field));
        for (var count = 2; count <= 6; count++)
        {
            Assert.IsType<PracticeKept>(await world.Hub.SendAsync(new AddPicture(advisor, world.Id, Png(10, 10 + count), "Another square", "Somebody", false)));
        }

        Assert.Equal("Practice.Problem.TooManyPictures", Assert.IsType<PracticeInvalid>(await world.Hub.SendAsync(new AddPicture(advisor, world.Id, Png(10, 30), "One more square", "Somebody", false))).Problems[0].Key);
        Assert.IsType<PracticeKept>(await world.Hub.SendAsync(new DropPicture(advisor, world.Id, 6)));
        Assert.IsType<PracticeKept>(await world.Hub.SendAsync(new AddPicture(advisor, world.Id, Png(10, 30), "One more square", "Somebody", false)));
        Assert.Equal([1, 2, 3, 4, 5, 7], (await world.PracticeAsync()).Pictures.Select(picture => picture.Number));
        Assert.IsType<PracticeNotFound>(await world.Hub.SendAsync(new AddPicture(await world.Hub.ViewerAsync(Coordinator), world.Id, Png(10, 10), "A stranger's", "Somebody", false)));
    }

    private static async Task<PictureRead> ReadAsync(Upload file, Action<PracticeOptions>? change = null)
    {
        var options = new PracticeOptions();
        change?.Invoke(options);
        using var reencode = new ReencodePicture(Options.Create(options));
        return await reencode.RunAsync(file, Token);
    }

    private static async Task<string> ProblemAsync(Upload file, Action<PracticeOptions>? change = null) => Assert.Single((await ReadAsync(file, change)).Problems).Key;

    private static string Latin(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);

    /// <summary>A JPEG with what a telephone writes beside it: how it was held, where it was (42° N), and a word.</summary>
    private static byte[] WithExif(byte[] jpeg, byte orientation)
    {
        byte[] tiff =
        [
            .. "MM\0*"u8, 0, 0, 0, 8,
            // Orientation, a pointer to the place, a description.
            0, 3,
            0x01, 0x0E, 0, 2, 0, 0, 0, 12, 0, 0, 0, 92,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
            0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 50,
            0, 0, 0, 0,
            // The place: north, 42 degrees.
            0, 2,
            0, 1, 0, 2, 0, 0, 0, 2, (byte)'N', 0, 0, 0,
            0, 2, 0, 5, 0, 0, 0, 1, 0, 0, 0, 84,
            0, 0, 0, 0,
            0, 0, 0, 0,
            0, 0, 0, 42, 0, 0, 0, 1,
            .. "SECRETPLACE\0"u8,
        ];
        var length = tiff.Length + 8;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }

    /// <summary>The markers of a JPEG's segments before its pixels.</summary>
    private static IEnumerable<int> Segments(byte[] jpeg)
    {
        for (var at = 2; at + 4 < jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA; at += 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]))
        {
            yield return jpeg[at + 1];
        }
    }
}
