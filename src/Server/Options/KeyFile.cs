using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Messages;
using Tito.Server.Access;

namespace Tito.Server.Options;

/// <summary>
/// The file of <c>--api-keys</c>: a JSON array of <c>{"name","sha256","scopes","requests_per_minute","concurrent"}</c>. It holds digests
/// alone, so that nobody who reads it can send a key.
/// </summary>
internal static class KeyFile
{
    private const int LongestName = 64;
    private const int DigestLength = 64;

    private static readonly ImmutableArray<string> Fields = ["name", "sha256", "scopes", "requests_per_minute", "concurrent"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="OptionException">It is not there, or not of this form; it says where.</exception>
    public static ImmutableArray<AccessKey> Read(string path)
    {
        try
        {
            return Parse(StrictJson.Parse(File.ReadAllBytes(path)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new OptionException("api-keys", $"a file of keys, and {path} cannot be used: {unreadable.Message}");
        }
    }

    /// <summary>Reads keys.</summary>
    /// <exception cref="OptionException">They are not of the form; it says where.</exception>
    public static ImmutableArray<AccessKey> Parse(JsonElement json)
    {
        ImmutableArray<AccessKey> keys = [.. new JsonPlace(json, "keys", Refuse).Items().Select(Key)];
        return keys.IsEmpty ? throw Refuse("keys", "must be one key or more.", null)
            : keys.DistinctBy(key => key.Name).Count() < keys.Length ? throw Refuse("keys", "must not have a name twice.", null)
            : keys.DistinctBy(key => key.Sha256).Count() < keys.Length ? throw Refuse("keys", "must not have a digest twice.", null)
            : keys;
    }

    private static OptionException Refuse(string place, string reason, Exception? cause) =>
        new("api-keys", $"a file of keys, and {place} {reason}");

    private static AccessKey Key(JsonPlace json) => new(Name(json.Object(Fields)["name"]), Sha256(json["sha256"]), Scopes(json["scopes"]))
    {
        RequestsPerMinute = json["requests_per_minute"].Found is { } perMinute ? Number(perMinute) : null,
        Concurrent = json["concurrent"].Found is { } concurrent ? Number(concurrent) : null,
    };

    private static string Name(JsonPlace json) => json.Text() is { Length: > 0 and <= LongestName } name
        && name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.')
        ? name
        : throw json.Refusal($"must be 1 to {LongestName} of the letters A to Z and a to z, digits, '-', '_' and '.'.");

    private static string Sha256(JsonPlace json) =>
        json.Text() is { Length: DigestLength } digest && digest.All(char.IsAsciiHexDigitLower)
            ? digest
            : throw json.Refusal($"must be the key's SHA-256, {DigestLength} lowercase hexadecimal digits.");

    private static AccessScopes Scopes(JsonPlace json)
    {
        var scopes = json.Items().Aggregate(AccessScopes.None, (all, name) =>
            all | (AccessScopeNames.Find(name.Text()) ?? throw name.Refusal("must be use, read or admin.")));
        return scopes == AccessScopes.None ? throw json.Refusal("must be one scope or more.") : scopes;
    }

    private static int Number(JsonPlace json) => json.Int32() is >= 1 and var number ? number : throw json.Refusal("must be 1 or more.");
}
