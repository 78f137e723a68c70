using System.Collections.Immutable;
using Tito.Core.Tokens;

namespace Tito.Server.Inspector;

/// <summary>The words for what produced a token, as they stand on the page and in its style.</summary>
internal static class OriginWords
{
    /// <summary>Each word with what it means, in the order of <see cref="TokenOrigin"/>.</summary>
    public static ImmutableArray<(string Name, string Meaning)> All { get; } =
    [
        ("prompt", "first render"), ("environment", "appended messages"), ("splice", "boundary patch"), ("model", "sampled"),
    ];

    /// <summary>The word for an origin.</summary>
    public static string Of(TokenOrigin origin) => All[(int)origin].Name;
}
