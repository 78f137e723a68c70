using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tito.Faces.AnthropicMessages;

/// <summary>The signature of a block of thinking: of which answer it is, and a checksum of its text.</summary>
/// <remarks>
/// Clients give it back with the block, and some of them drop thinking that has none. It is no secret and proves nothing: what the model
/// thought is in the session, and a block that says something else is refused there.
/// </remarks>
internal static class ThinkingSignature
{
    /// <summary>The signature.</summary>
    /// <param name="answerId">The answer's id.</param>
    /// <param name="thinking">The text.</param>
    public static string Of(string answerId, string thinking) =>
        $"tito1.{answerId}.{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(thinking)))}";
}
