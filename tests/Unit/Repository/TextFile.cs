namespace Tito.Tests.Unit.Repository;

/// <summary>A file of the repository, or a sample that stands for one.</summary>
/// <param name="Path">Relative to the repository's root, with '/' between its parts.</param>
/// <param name="Text">All of it, with its line breaks.</param>
internal sealed record TextFile(string Path, string Text)
{
    internal string[] Lines { get; } = Text.Split('\n');

    /// <summary>The file's text with spaces for comments and literals: what a scan of C# may look at.</summary>
    internal string Code => CodeText.WithoutCommentsAndLiterals(Text);

    /// <summary>"path:line" of a place in the text.</summary>
    internal string Place(int index) => $"{Path}:{Text.AsSpan(0, index).Count('\n') + 1}";
}
