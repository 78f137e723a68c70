using System.Collections.Immutable;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Server.Inspector;

/// <summary>The words for what produced a token, as they stand on the page and in its style.</summary>
internal static class OriginWords
{
    /// <summary>Each word with what it means, in the order of <see cref="TokenOrigin"/>.</summary>
    public static ImmutableArray<(string Name, string Meaning)> All { get; } =
    [
        (Of(TokenOrigin.Prompt), "first render"), (Of(TokenOrigin.Environment), "appended messages"),
        (Of(TokenOrigin.Splice), "boundary patch"), (Of(TokenOrigin.Model), "sampled"),
    ];

    /// <summary>The word for an origin.</summary>
    public static string Of(TokenOrigin origin) => WireName.Of(origin);
}
