using System.Security.Cryptography;
using System.Text;

namespace Tito.Faces;

/// <summary>Makes and checks the seals of a server's reasoning. Every process with the same secret makes the same.</summary>
/// <remarks>
/// Immutable and thread-safe. Without a secret the key is one that anybody can compute: a seal then finds mix-ups, and no forgeries.
/// </remarks>
public sealed class ReasoningSeals
{
    private const int KeyLength = 32;

    private static readonly byte[] Purpose = Encoding.ASCII.GetBytes("tito reasoning seal");

    private readonly byte[] _key;

    /// <summary>The seals of a secret.</summary>
    /// <param name="secret">What the processes of one journal share; null for none.</param>
    public ReasoningSeals(string? secret) =>
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret ?? "tito"), KeyLength, salt: null, Purpose);

    /// <summary>The seals of no secret.</summary>
    public static ReasoningSeals Open { get; } = new(null);

    /// <summary>The seals of a session.</summary>
    /// <param name="sessionId">The session's id.</param>
    public ReasoningSeal For(string sessionId) => new(_key, sessionId);
}
