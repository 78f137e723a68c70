using System.Collections.Immutable;
using System.Text;

namespace Tito.Cli.Verify;

/// <summary>The prompts that are recorded where no others are named: short, and of different kinds (standard-prompts.jsonl).</summary>
internal static class StandardPrompts
{
    private const string Resource = "standard-prompts.jsonl";

    /// <summary>A request a line.</summary>
    public static ImmutableArray<string> Lines { get; } = Read();

    private static ImmutableArray<string> Read()
    {
        using var stream = typeof(StandardPrompts).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
