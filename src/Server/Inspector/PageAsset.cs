using System.Security.Cryptography;
using System.Text;

namespace Tito.Server.Inspector;

/// <summary>A style or script that is written into the page.</summary>
internal sealed class PageAsset
{
    private PageAsset(string text) =>
        (Text, Source) = (text, $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");

    /// <summary>The text as it is written.</summary>
    public string Text { get; }

    /// <summary>What a Content-Security-Policy allows it by.</summary>
    public string Source { get; }

    /// <summary>Reads resources of this assembly, and makes one of them.</summary>
    /// <param name="names">Their names, in the order in which they follow each other.</param>
    public static PageAsset Read(params string[] names) => new(string.Concat(names.Select(ReadText)));

    private static string ReadText(string name)
    {
        using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
