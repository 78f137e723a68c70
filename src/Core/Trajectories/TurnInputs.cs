using System.Runtime.InteropServices;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Core.Tokens;

namespace Tito.Core.Trajectories;

/// <summary>The inputs that shape a prompt besides its messages, as the JSON that the template is given.</summary>
/// <remarks>
/// Immutable to its users and thread-safe, as long as the documents behind the values are not disposed. Turns of one path share an object
/// while their inputs are the same bytes, so that a session holds its tools once and digests them once.
/// </remarks>
/// <param name="tools">The tools that the model may call: a JSON array, or null for none.</param>
/// <param name="arguments">The template's arguments: a JSON object, or null for none.</param>
/// <param name="effort">
/// How much the model shall reason, which becomes template arguments; null when nothing is said, and in what is stored, whose arguments
/// have it already.
/// </param>
public sealed class TurnInputs(JsonElement? tools, JsonElement? arguments, ReasoningEffort? effort = null)
{
    private DigestBox? _toolsDigest;
    private DigestBox? _argumentsDigest;
    private DigestBox? _otherSpelling;

    /// <summary>Neither tools nor arguments.</summary>
    public static TurnInputs None { get; } = new(null, null);

    /// <summary>The tools that the model may call: a JSON array, or null for none.</summary>
    public JsonElement? Tools { get; } = tools;

    /// <summary>The template's arguments: a JSON object, or null for none.</summary>
    public JsonElement? Arguments { get; } = arguments;

    /// <summary>How much the model shall reason, where it is said apart from the arguments.</summary>
    public ReasoningEffort? Effort { get; } = effort;

    /// <summary>Whether there are neither tools nor arguments.</summary>
    public bool IsNone => Tools is null && Arguments is null;

    /// <summary>SHA-256 of the tools in canonical JSON, or null for none: what a turn's digest binds.</summary>
    public Digest? ToolsDigest => Of(Tools, ref _toolsDigest);

    /// <summary>SHA-256 of the arguments in canonical JSON, or null for none: what a turn's digest binds.</summary>
    public Digest? ArgumentsDigest => Of(Arguments, ref _argumentsDigest);

    /// <summary>The same with values that need no document.</summary>
    public TurnInputs Owned() => new(Tools?.Clone(), Arguments?.Clone(), Effort);

    /// <summary>Whether two are the same JSON, up to white space and escapes.</summary>
    public bool IsSame(TurnInputs other) =>
        (IsSameText(Tools, other.Tools) || ToolsDigest == other.ToolsDigest)
        && (IsSameText(Arguments, other.Arguments) || ArgumentsDigest == other.ArgumentsDigest);

    /// <summary>An earlier turn's object where it holds the same bytes, and otherwise this one.</summary>
    internal TurnInputs SharedWith(TurnInputs? earlier) =>
        earlier is not null && IsSameText(Tools, earlier.Tools) && IsSameText(Arguments, earlier.Arguments) ? earlier : this;

    /// <summary>
    /// Whether some tools are known to be these: by their bytes, or by the digest of other bytes that <see cref="Remember"/> was told of.
    /// False says nothing.
    /// </summary>
    internal bool IsKnownAs(JsonElement? tools) =>
        IsSameText(Tools, tools)
        || (tools is { } sent && _otherSpelling is { } known && known.Value == Digest.Of(JsonMarshal.GetRawUtf8Value(sent)));

    /// <summary>Remembers a spelling of these tools: a client that spells them otherwise does so in each request.</summary>
    internal void Remember(JsonElement tools) => _otherSpelling = new(Digest.Of(JsonMarshal.GetRawUtf8Value(tools)));

    /// <summary>Whether two values are the same bytes, or both are none.</summary>
    internal static bool IsSameText(JsonElement? one, JsonElement? other) => one is { } left && other is { } right
        ? JsonMarshal.GetRawUtf8Value(left).SequenceEqual(JsonMarshal.GetRawUtf8Value(right))
        : one is null && other is null;

    private static Digest? Of(JsonElement? json, ref DigestBox? known) =>
        json is { } value ? (known ??= new(Digest.Of(CanonicalJson.ToBytes(value)))).Value : null;

    /// <summary>A digest that is written at once, or not at all.</summary>
    private sealed record DigestBox(Digest Value);
}
