using Tito.Core.Buffers;

namespace Tito.Engines;

/// <summary>Where an engine is, and how much of it is waited for.</summary>
/// <remarks>Immutable and thread-safe. A value outside its range cannot be set.</remarks>
public sealed record EngineOptions
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>The server's root, to which a wire adds its paths.</summary>
    /// <value>An absolute <c>http</c> or <c>https</c> address; a path is kept, with or without a slash at its end.</value>
    /// <exception cref="ArgumentException">It is anything else.</exception>
    public required Uri BaseAddress
    {
        get;
        init => field = value.IsAbsoluteUri && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps)
            ? value
            : throw new ArgumentException("An engine's address is an absolute http or https address.", nameof(value));
    }

    /// <summary>How long a whole answer may take, from the first byte that is sent to the last that is read.</summary>
    /// <value>1 millisecond to 24 hours. The default value is 600 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter or longer.</exception>
    public TimeSpan Timeout
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestTimeout);
            field = value;
        }
    } = TimeSpan.FromSeconds(600);

    /// <summary>How many bytes an answer's body may have, or one frame of a stream; a longer one is not read to its end.</summary>
    /// <value>1 to 2,147,483,591 (<see cref="Array.MaxLength"/>). The default value is 268,435,456 (256 MiB).</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less or more.</exception>
    public int MaxResponseBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Array.MaxLength);
            field = value;
        }
    } = 256 * 1024 * 1024;

    /// <summary>What the bodies of all answers that are being read may have together; null, the default, for no ceiling.</summary>
    public ByteCeiling? AnswerCeiling { get; init; }

    /// <summary>The key that the engine was started with, sent as <c>Authorization: Bearer KEY</c>; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// How many tokens of prompt and completion the engine takes together, for the limit of turns whose client gave none.
    /// </summary>
    /// <value>1 or more; null, the default, to ask the engine.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public int? ContextLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1);
            field = value;
        }
    }
}
