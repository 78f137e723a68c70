using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tito.Faces;

/// <summary>
/// The seal that goes with reasoning to a client and comes back with it: of which answer of which session it is, and SHA-256 of its text,
/// under a MAC. Anthropic's clients know it as <c>signature</c>, OpenAI's as <c>encrypted_content</c>; some drop reasoning that has none.
/// </summary>
/// <remarks>
/// <c>tito2.KEY.SESSION.ANSWER.TEXT.MAC</c> in unpadded base64url: 6 bytes of SHA-256 of the key, 12 of the session's id, the answer's id,
/// SHA-256 of the text without white space at its ends, and HMAC-SHA-256 of all before the last dot. It hides nothing: what the model
/// thought is in the answer as text, and the session's matcher refuses a history that says otherwise. Immutable and thread-safe.
/// </remarks>
public sealed class ReasoningSeal
{
    private const string Version = "tito2";

    private readonly byte[] _key;
    private readonly string _keyId;
    private readonly string _session;

    internal ReasoningSeal(byte[] key, string sessionId)
    {
        _key = key;
        _keyId = Base64Url.EncodeToString(SHA256.HashData(key).AsSpan(0, 6));
        _session = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(sessionId)).AsSpan(0, 12));
    }

    /// <summary>The seal of what an answer thought.</summary>
    /// <param name="answerId">The answer's id.</param>
    /// <param name="thought">The text.</param>
    public string Of(string answerId, string thought)
    {
        var said = $"{Version}.{_keyId}.{_session}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(answerId))}.{DigestOf(thought)}";
        return $"{said}.{MacOf(said)}";
    }

    /// <summary>What came back with reasoning.</summary>
    /// <param name="seal">The seal as it came, empty where the client had none.</param>
    /// <param name="thought">The text that came with it; blank where the client keeps the seal alone.</param>
    public SealReading Read(string seal, string thought)
    {
        if (seal.Length == 0)
        {
            return new(SealKind.None, null);
        }

        var end = seal.LastIndexOf('.');
        if (seal.Split('.') is not [Version, var keyId, var session, var answer, var text, var mac] || keyId != _keyId)
        {
            return new(SealKind.Foreign, null);
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(MacOf(seal[..end])))
            || (Trimmed(thought).Length > 0 && text != DigestOf(thought)))
        {
            return new(SealKind.Forged, null);
        }

        return session == _session
            ? new(SealKind.Own, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(answer)))
            : new(SealKind.Foreign, null);
    }

    private string MacOf(string said) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(said)));

    private static string DigestOf(string thought) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Trimmed(thought).ToString())));

    /// <summary>Clients trim what they keep, each by its own idea of white space: this is without that of any of them.</summary>
    private static ReadOnlySpan<char> Trimmed(string thought)
    {
        var text = thought.AsSpan();
        while (text.Length > 0 && IsSpace(text[0]))
        {
            text = text[1..];
        }

        while (text.Length > 0 && IsSpace(text[^1]))
        {
            text = text[..^1];
        }

        return text;
    }

    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character == '\uFEFF';
}
