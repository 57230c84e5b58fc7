using Microsoft.Extensions.Options;
using SkiaSharp;
using StrongCities.Hub.Cases;

namespace StrongCities.Hub.Practices;

/// <summary>
/// Makes a picture fit to be shown: upright, no larger than it must be, and drawn anew as JPEG, so that nothing of the file that was sent is left but what one
/// sees. Where and when it was taken, by which camera, and whatever hides behind the pixels are gone.
/// </summary>
/// <param name="options">Limits.</param>
internal sealed class ReencodePicture(IOptions<PracticeOptions> options) : IDisposable
{
    // A picture takes a lot of memory while it is read: one at a time.
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Reads and draws it.</summary>
    /// <param name="file">As uploaded; it is read once, and not further than the limit.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The new file, or the problem.</returns>
    public async Task<PictureRead> RunAsync(Upload file, CancellationToken cancellation)
    {
        var name = Path.GetFileName(file.FileName);
        using var bytes = new MemoryStream();
        await using (var sent = file.Content())
        {
            var buffer = new byte[81_920];
            for (int read; bytes.Length <= options.Value.MaxPictureBytes && (read = await sent.ReadAsync(buffer, cancellation)) > 0;)
            {
                await bytes.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }

        if (bytes.Length == 0 || bytes.Length > options.Value.MaxPictureBytes)
        {
            return bytes.Length == 0 ? Refused("Problem.FileEmpty", name) : Refused("Problem.FileTooLarge", name, options.Value.MaxPictureBytes / 1_000_000.0);
        }

        // By its content: the name says nothing.
        if (FileTypes.Of(bytes, name) is not ("image/png" or "image/jpeg"))
        {
            return Refused("Practice.Problem.PictureType", name);
        }

        await turn.WaitAsync(cancellation);
        try
        {
            return Draw(bytes.ToArray(), name);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private PictureRead Draw(byte[] bytes, string name)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is not { Info: { Width: > 0, Height: > 0 } })
        {
            return Refused("Practice.Problem.PictureType", name);
        }

        // Before anything is unpacked: a small file may claim to be huge.
        if ((long)codec.Info.Width * codec.Info.Height > options.Value.MaxPixels)
        {
            return Refused("Practice.Problem.PicturePixels", name, options.Value.MaxPixels / 1_000_000);
        }

        using var sent = SKBitmap.Decode(codec);
        if (sent is null)
        {
            return Refused("Practice.Problem.PictureType", name);
        }

        using var seen = SKImage.FromBitmap(sent);
        var (turned, width, height) = Upright(codec.EncodedOrigin, sent.Width, sent.Height);
        var scale = Math.Min(1f, (float)options.Value.KeptSide / Math.Max(width, height));
        var (keptWidth, keptHeight) = (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
        using var ordinary = SKColorSpace.CreateSrgb();
        using var surface = SKSurface.Create(new SKImageInfo(keptWidth, keptHeight, SKColorType.Rgba8888, SKAlphaType.Opaque, ordinary));
        // What was see-through becomes paper.
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale((float)keptWidth / width, (float)keptHeight / height);
        surface.Canvas.Concat(turned);
        surface.Canvas.DrawImage(seen, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        // Without its colour space, which is the one that everybody takes for granted: else the file would carry a profile.
        using var drawn = surface.PeekPixels();
        using var plain = new SKPixmap(new SKImageInfo(keptWidth, keptHeight, SKColorType.Rgba8888, SKAlphaType.Opaque), drawn.GetPixels(), drawn.RowBytes);
        using var encoded = plain.Encode(SKEncodedImageFormat.Jpeg, options.Value.KeptQuality);
        return encoded is null ? Refused("Practice.Problem.PictureType", name) : new PictureRead(encoded.ToArray(), keptWidth, keptHeight, []);
    }

    // How the camera was held, which the file says beside the pixels: x' = a x + b y + c, y' = d x + e y + f.
    private static (SKMatrix Turn, int Width, int Height) Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => (Of(-1, 0, width, 0, 1, 0), width, height),
        SKEncodedOrigin.BottomRight => (Of(-1, 0, width, 0, -1, height), width, height),
        SKEncodedOrigin.BottomLeft => (Of(1, 0, 0, 0, -1, height), width, height),
        SKEncodedOrigin.LeftTop => (Of(0, 1, 0, 1, 0, 0), height, width),
        SKEncodedOrigin.RightTop => (Of(0, -1, height, 1, 0, 0), height, width),
        SKEncodedOrigin.RightBottom => (Of(0, -1, height, -1, 0, width), height, width),
        SKEncodedOrigin.LeftBottom => (Of(0, 1, 0, -1, 0, width), height, width),
        _ => (SKMatrix.Identity, width, height),
    };

    private static SKMatrix Of(float a, float b, float c, float d, float e, float f) => new(a, b, c, d, e, f, 0, 0, 1);

    private static PictureRead Refused(string key, params IReadOnlyList<object> values) => new([], 0, 0, [new FieldProblem("Files", key, values)]);
}

/// <summary>What became of a picture that was sent.</summary>
/// <param name="Bytes">JPEG; empty when there are problems.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record PictureRead(byte[] Bytes, int Width, int Height, IReadOnlyList<FieldProblem> Problems);
