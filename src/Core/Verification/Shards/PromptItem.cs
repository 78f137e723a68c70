namespace Tito.Core.Verification.Shards;

/// <summary>The items of shards that ask engines: a golden prompt as <c>FILE#NAME</c>, or a file alone that has none to name.</summary>
internal static class PromptItem
{
    private const string Between = IGoldenCorpus.PromptsEnding + "#";

    /// <summary>Whether a file of the corpus is one of golden prompts.</summary>
    public static bool IsFile(string name) => name.EndsWith(IGoldenCorpus.PromptsEnding, StringComparison.Ordinal);

    /// <summary>A prompt as an item.</summary>
    public static string Of(string file, string prompt) => $"{file}#{prompt}";

    /// <summary>The file of an item, and the prompt's name, which may hold anything; empty where the item is a file.</summary>
    public static (string File, string Prompt) Cut(string item) =>
        item.IndexOf(Between, StringComparison.Ordinal) is var at and >= 0 && at + IGoldenCorpus.PromptsEnding.Length is var end
            ? (item[..end], item[(end + 1)..])
            : (item, "");
}
