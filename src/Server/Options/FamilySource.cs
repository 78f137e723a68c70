using System.Text;
using Tito.Core.Families;

namespace Tito.Server.Options;

/// <summary>Finds the family that options name: a built-in one, or the one that a file declares.</summary>
internal static class FamilySource
{
    /// <summary>The largest template file, in bytes: as many as the template engine takes characters.</summary>
    private const int MaxTemplateBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The family, or null where nothing is named.</summary>
    /// <param name="name">The family's name, or null.</param>
    /// <param name="file">The file that declares it, or null for a built-in one. The template that it names lies relative to it.</param>
    /// <exception cref="OptionException">There is no such family or file, or the name is not the one that the file declares.</exception>
    /// <exception cref="FamilyFileException">The file does not declare a family.</exception>
    public static Family? Find(string? name, string? file)
    {
        if (file is null)
        {
            return name is null ? null : FamilyRegistry.Find(name) ?? throw Unknown();
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var family = FamilyFile.Read(Read(file, FamilyFile.MaxBytes), path => ReadText(Path.Combine(folder, path)));
        return name is null || name == family.Name
            ? family
            : throw new OptionException("family", $"the name that --family-file declares, which is {family.Name}, or nothing");
    }

    /// <summary>The text of a template file, which is UTF-8.</summary>
    /// <param name="path">Where it lies.</param>
    /// <exception cref="OptionException">It cannot be read, is too large, or is not UTF-8.</exception>
    public static string ReadTemplate(string path) => ReadText(path);

    private static OptionException Unknown() => new(
        "family",
        $"one of {string.Join(", ", FamilyRegistry.All.Select(family => family.Name))}, or the name that --family-file declares");

    private static string ReadText(string path)
    {
        try
        {
            return StrictUtf8.GetString(Read(path, MaxTemplateBytes));
        }
        catch (DecoderFallbackException)
        {
            throw new OptionException("family-file", $"a file whose template is UTF-8, which {path} is not");
        }
    }

    private static byte[] Read(string path, int maxBytes)
    {
        try
        {
            return new FileInfo(path).Length <= maxBytes
                ? File.ReadAllBytes(path)
                : throw new OptionException("family-file", $"files of a bounded size; {path} has more than {maxBytes} bytes");
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new OptionException("family-file", $"a file that can be read, with its template; {path} cannot: {missing.Message}");
        }
    }
}
