using System.Xml;
using System.Xml.Linq;

namespace StrongCities.Hub.Opportunities.Sources;

/// <summary>Reads XML of strangers: no document types, so no entities; nothing from elsewhere; one record at a time.</summary>
internal static class SafeXml
{
    private const int MaxDepth = 64;

    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    /// <summary>The next element that fits, read whole.</summary>
    /// <returns>The element, or <see langword="null"/> at the end.</returns>
    /// <exception cref="SourceException">It is no XML, has a document type, or a record is too long or too deep.</exception>
    public static XElement? Next(XmlReader reader, Func<XmlReader, bool> fits, int maxRecord)
    {
        try
        {
            // After a record the reader stands on its end: what comes next may be broken, and must not cost the record.
            while (!reader.EOF && (reader.NodeType != XmlNodeType.Element || !fits(reader)))
            {
                Deeper(reader.Depth);
                reader.Read();
            }

            return reader.EOF ? null : Element(reader, maxRecord);
        }
        catch (XmlException failure)
        {
            throw new SourceException(
                SourceProblem.Unreadable,
                failure.Message.Contains("DTD", StringComparison.Ordinal)
                    ? "The XML has a document type, which may hide entities. It is not read."
                    : $"What came is not XML: {SourceText.Cut(failure.Message, 200)}",
                failure);
        }
    }

    // As XElement.ReadFrom, with limits on how much is kept.
    private static XElement Element(XmlReader reader, int maxRecord)
    {
        var (root, depth, size) = (Open(reader), reader.Depth, 0L);
        var (at, buffer) = (root, new char[8_192]);
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return root;
        }

        while (reader.Read() && reader.Depth > depth)
        {
            Deeper(reader.Depth);
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var child = Open(reader);
                    size += reader.LocalName.Length;
                    at.Add(child);
                    at = reader.IsEmptyElement ? at : child;
                    break;
                case XmlNodeType.EndElement:
                    at = at.Parent ?? root;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    // By parts: the whole of a text without an end must not come into memory.
                    for (int read; (read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0; Smaller(size, maxRecord))
                    {
                        size += read;
                        at.Add(new XText(new string(buffer, 0, read)));
                    }

                    break;
            }

            Smaller(size, maxRecord);
        }

        return root;
    }

    private static XElement Open(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        for (var has = reader.MoveToFirstAttribute(); has; has = reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI.Length == 0 && reader.Prefix.Length == 0 && reader.LocalName != "xmlns")
            {
                element.SetAttributeValue(reader.LocalName, reader.Value);
            }
        }

        reader.MoveToElement();
        return element;
    }

    private static void Smaller(long size, int most)
    {
        if (size > most)
        {
            throw new SourceException(SourceProblem.TooLarge, $"One record of the XML is longer than {most} characters.");
        }
    }

    private static void Deeper(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new SourceException(SourceProblem.Unreadable, $"The XML is nested deeper than {MaxDepth}.");
        }
    }
}
