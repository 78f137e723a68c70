namespace Tito.Engines;

/// <summary>
/// Where an engine is and what it speaks: <c>sglang+http://host:30000</c>. <c>auto+http://…</c> finds out what it speaks, and so does a
/// bare <c>http://…</c>, which takes <c>sglang-chat</c> where nothing is found out: that is what it meant before there were other wires.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record EngineAddress
{
    /// <summary>The wire of a bare address whose engine does not say what it speaks.</summary>
    internal const string BareWire = "sglang-chat";

    private const string Auto = "auto";

    private EngineAddress(string? wire, bool isBare, Uri root) => (Wire, IsBare, Root) = (wire, isBare, root);

    /// <summary>What the option takes, for an error.</summary>
    public static string Takes =>
        $"the engine's base address, as http://127.0.0.1:30000, or with {string.Join("+, ", EngineRegistry.Names)}+ or {Auto}+ before http";

    /// <summary>The wire's name; null to find out.</summary>
    public string? Wire { get; }

    /// <summary>Whether nothing stands before <c>http</c>.</summary>
    public bool IsBare { get; }

    /// <summary>The root, an <c>http</c> or <c>https</c> address.</summary>
    public Uri Root { get; }

    /// <summary>Reads an address, or gives null when it is of another form or names no wire.</summary>
    /// <param name="address">The address.</param>
    public static EngineAddress? Parse(Uri address)
    {
        if (!address.IsAbsoluteUri)
        {
            return null;
        }

        var plus = address.Scheme.LastIndexOf('+');
        var (wire, scheme) = plus < 0 ? (null, address.Scheme) : (address.Scheme[..plus], address.Scheme[(plus + 1)..]);
        return scheme is not ("http" or "https") || (wire is not (null or Auto) && EngineRegistry.Find(wire) is null)
            || !Uri.TryCreate(scheme + address.OriginalString.Trim()[address.Scheme.Length..], UriKind.Absolute, out var root)
            || root.Host.Length == 0
                ? null
                : new(wire is Auto ? null : wire, isBare: wire is null, root);
    }
}
