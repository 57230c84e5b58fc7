using System.Text;

namespace StrongCities.Hub.Mail.Inbound;

/// <summary>
/// Judges a message by its bytes, before anything parses it: parsers take seconds for a header line of megabytes. Reads every byte once.
/// </summary>
public static class RawLimits
{
    /// <summary>Judges one.</summary>
    /// <param name="message">As it came.</param>
    /// <param name="limits">The limits.</param>
    /// <returns>A reason code, or <see langword="null"/> when it may be parsed.</returns>
    public static string? Problem(ReadOnlySpan<byte> message, InboundOptions limits)
    {
        if (message.Length > limits.MaxBytes)
        {
            return "TooLarge";
        }

        if (message.Contains((byte)0))
        {
            return "NulBytes";
        }

        var headers = HeaderLength(message);
        if (headers > limits.MaxHeaderBytes)
        {
            return "HeadersTooLong";
        }

        return HeaderProblem(message[..headers], limits) ?? BodyProblem(message, limits);
    }

    private static int HeaderLength(ReadOnlySpan<byte> message)
    {
        var crlf = message.IndexOf("\r\n\r\n"u8);
        var lf = message.IndexOf("\n\n"u8);
        return (crlf, lf) switch
        {
            (< 0, < 0) => message.Length,
            (< 0, _) => lf,
            (_, < 0) => crlf,
            _ => Math.Min(crlf, lf),
        };
    }

    private static string? HeaderProblem(ReadOnlySpan<byte> headers, InboundOptions limits)
    {
        var hops = 0;
        var recipients = 0;
        var counts = false;
        foreach (var range in headers.Split((byte)'\n'))
        {
            var line = headers[range];
            if (line.IsEmpty || line[0] is not ((byte)' ' or (byte)'\t'))
            {
                counts = Starts(line, "to:") || Starts(line, "cc:");
                hops += Starts(line, "received:") ? 1 : 0;
            }

            recipients += counts ? line.Count((byte)'@') : 0;
        }

        return hops > limits.MaxHops ? "TooManyHops"
            : recipients > limits.MaxRecipients ? "TooManyRecipients"
            : null;
    }

    private static string? BodyProblem(ReadOnlySpan<byte> message, InboundOptions limits)
    {
        var boundaries = new HashSet<string>(StringComparer.Ordinal);
        var parts = 0;
        foreach (var range in message.Split((byte)'\n'))
        {
            var line = message[range];
            if (line.Length > limits.MaxHeaderBytes)
            {
                return "LineTooLong";
            }

            if (BoundaryOf(line) is { } boundary)
            {
                boundaries.Add(boundary);
            }
            else if (line.StartsWith("--"u8) && boundaries.Contains(Encoding.Latin1.GetString(line[2..]).TrimEnd()))
            {
                parts++;
            }

            if (parts > limits.MaxParts || boundaries.Count > limits.MaxParts)
            {
                return "TooManyParts";
            }
        }

        return null;
    }

    private static string? BoundaryOf(ReadOnlySpan<byte> line)
    {
        const string Name = "boundary=";
        if (line.Length > 998 || !line.Contains((byte)'='))
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(line);
        var at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var value = text[(at + Name.Length)..].TrimStart();
        var end = value.StartsWith('"') ? value.IndexOf('"', 1) : value.IndexOfAny([';', ' ', '\r']);
        return (end < 0 ? value : value[..end]).Trim('"', '\r', ' ');
    }

    private static bool Starts(ReadOnlySpan<byte> line, string name) =>
        line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
}
