using System.Security.Cryptography;
using System.Text;

namespace Tito.Server.Access;

/// <summary>A key that clients send, of which only the digest is kept: whoever reads it cannot send the key.</summary>
/// <remarks>A plain SHA-256 will do, because keys are made of 32 random bytes and nobody can try them all.</remarks>
/// <param name="Name">The owner of the sessions that it opens; null for the server's only key, whose sessions have none.</param>
/// <param name="Sha256">The SHA-256 of the key's UTF-8, 64 lowercase hexadecimal digits.</param>
/// <param name="Scopes">What it may do.</param>
internal sealed record AccessKey(string? Name, string Sha256, AccessScopes Scopes)
{
    /// <summary>How many requests a minute it may send, 1 or more; null for any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>How many requests it may have under way at once, 1 or more; null for any number.</summary>
    public int? Concurrent { get; init; }

    /// <summary>The server's only key.</summary>
    public static AccessKey Only(string key) => new(null, Hash(key), AccessScopes.Admin);

    /// <summary>The digest of a key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether it may do this.</summary>
    public bool Allows(AccessScopes scope) => Scopes.HasFlag(AccessScopes.Admin) || Scopes.HasFlag(scope);
}
