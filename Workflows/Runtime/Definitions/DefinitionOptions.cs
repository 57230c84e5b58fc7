using System.ComponentModel.DataAnnotations;

namespace StrongCities.Runtime.Definitions;

/// <summary>Where definitions come from, and limits of them: section <c>Runtime:Definitions</c>.</summary>
public sealed class DefinitionOptions
{
    /// <summary>The folder whose <c>*.json</c> files are loaded at start, without subfolders.</summary>
    /// <value>Absolute, or relative to the program's folder. Default <c>workflow-definitions</c>.</value>
    [Required]
    public string Folder { get; set; } = "workflow-definitions";

    /// <summary>A larger file is not read.</summary>
    /// <value>Bytes. Default 4 MiB; 1 KiB to 64 MiB.</value>
    [Range(1 << 10, 64 << 20)]
    public int MaxFileSize { get; set; } = 4 << 20;

    /// <summary>Compiled versions that stay in memory; the one unused for longest goes first.</summary>
    /// <value>Count. Default 256; 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MaxCachedGraphs { get; set; } = 256;

    /// <summary>Definitions, or files of an archive, that one import may hold.</summary>
    /// <value>Count. Default 500; 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MaxImported { get; set; } = 500;

    /// <summary>How deep workflows may be used as activities of each other.</summary>
    /// <value>Levels. Default 16; 1 to 50.</value>
    [Range(1, 50)]
    public int MaxNestedWorkflows { get; set; } = 16;
}
