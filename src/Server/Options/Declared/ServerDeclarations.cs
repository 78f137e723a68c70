using System.Collections.Immutable;

namespace Tito.Server.Options.Declared;

/// <summary>Every option of the server: what is not here is none.</summary>
internal static class ServerDeclarations
{
    /// <summary>The rows of docs/server.md.</summary>
    public static ImmutableArray<DeclaredOption> Documented { get; } =
    [
        .. EngineDeclarations.All, .. ModelDeclarations.All, .. SessionDeclarations.All, .. SealDeclarations.All,
        .. ListenDeclarations.All, .. SeenDeclarations.All,
    ];

    /// <summary>All of them, in the order of the help.</summary>
    public static ImmutableArray<DeclaredOption> All { get; } = [.. Documented, .. VerifyDeclarations.All];
}
